"""Every row of a file beside what would be made of it. Pure: nothing is saved, and no row is left out unsaid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from frameworks.bringing_in.columns import Column, is_title, recognise
from frameworks.timescales import TimescaleReading, read_timescale
from lscb.core.reading import Row, Table, Tables

NO_COLUMNS = "The columns of its table are not known: none of its rows names a standard and a timescale."
NO_STANDARD = "It names no standard, and no row above it does."
NOTHING_BELOW = "Only one of its cells is filled, as in a heading, and no row stands below it."
ONLY_A_NUMBER = "Nothing stands in any column that is known."


@dataclass
class Activity:
    row: int
    monitoring: str
    action: str
    lead: str
    comment: str
    words: str  # of the timescale
    timescale: TimescaleReading


@dataclass
class Standard:
    number: str
    words: str
    activities: list[Activity] = field(default_factory=list)


@dataclass
class Section:
    title: str
    row: int | None = None  # where its title stands, unless it is the heading of the whole table
    standards: list[Standard] = field(default_factory=list)


@dataclass(frozen=True)
class Refusal:
    row: int
    reason: str


@dataclass
class Preview:
    """Rows that hold something are made or refused; the headings above them are neither."""

    sections: list[Section] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def rows_in(self) -> int:
        return self.made + len(self.refused)

    @property
    def made(self) -> int:
        return sum(1 for _activity in self.activities())

    def activities(self) -> Iterator[Activity]:
        return (each for section in self.sections for standard in section.standards for each in standard.activities)


def preview(found: Tables, *, columns: Mapping[int, Column] | None = None) -> Preview:
    """What a file would make. Columns given by hand count for every table without a heading row of its own."""
    made = Preview(notes=list(found.notes))
    for table in found.tables:
        _Reader(made, table, dict(columns) if columns else None).read()
    empty = [section.row for section in made.sections if not section.standards and section.row]
    made.refused = sorted([*made.refused, *(Refusal(row, NOTHING_BELOW) for row in empty)], key=lambda each: each.row)
    made.sections = [section for section in made.sections if section.standards]
    return made


class _Reader:
    """One table, row by row."""

    def __init__(self, made: Preview, table: Table, columns: dict[int, Column] | None) -> None:
        self.made, self.table, self.columns = made, table, columns
        self.section = Section(table.heading)
        self.made.sections.append(self.section)
        self.rows_of_numbers: dict[str, int] = {}

    def read(self) -> None:
        for row in self.table.rows:
            if columns := recognise(row.cells):
                self.columns = columns
                self._note_unknown(row, columns)
                if columns.get(0) == Column.STANDARD and is_title(row.cells[0]):
                    self._begin_below(row.cells[0])
            elif self.columns is None:
                # A title may stand above the heading row.
                if (
                    len(self.table.rows) > 1
                    and self._is_title(row)
                    and any(recognise(r.cells) for r in self.table.rows)
                ):
                    self._begin(row)
                else:
                    self._refuse(row, NO_COLUMNS)
            elif self._is_title(row):
                self._begin(row)
            else:
                self._take(row, self.columns)

    def _note_unknown(self, row: Row, columns: Mapping[int, Column]) -> None:
        for cell in (cell for at, cell in enumerate(row.cells) if cell and at not in columns):
            sentence = f"The column “{cell}” in row {row.number} is not known: what stands in it is left out."
            self.made.notes.append(sentence)

    def _is_title(self, row: Row) -> bool:
        """One cell alone in a row of several, with a word in it."""
        filled = [place for place, cell in enumerate(row.cells) if cell]
        is_numbered = self.columns is not None and self.columns.get(filled[0]) == Column.NUMBER
        return len(row.cells) > 2 and len(filled) == 1 and filled[0] <= 1 and not is_numbered

    def _begin(self, row: Row) -> None:
        self._begin_below(next(cell for cell in row.cells if cell), row.number)

    def _begin_below(self, title: str, row: int | None = None) -> None:
        self.section = Section(title, row)
        self.made.sections.append(self.section)

    def _take(self, row: Row, columns: Mapping[int, Column]) -> None:
        said = dict.fromkeys(Column, "")
        for at, cell in ((at, cell) for at, cell in enumerate(row.cells) if at in columns):
            said[columns[at]] = "\n".join(filter(None, (said[columns[at]], cell)))
        number = said[Column.NUMBER].rstrip(".")
        if not any(text for column, text in said.items() if column != Column.NUMBER):
            self._refuse(row, ONLY_A_NUMBER)
        elif number and number in self.rows_of_numbers:
            self._refuse(row, f"Row {self.rows_of_numbers[number]} has the number {number} already.")
        elif not said[Column.STANDARD] and not self.section.standards:
            self._refuse(row, NO_STANDARD)
        else:
            if number:
                self.rows_of_numbers[number] = row.number
            self._make(row, number, said)

    def _make(self, row: Row, number: str, said: Mapping[Column, str]) -> None:
        if said[Column.STANDARD]:
            self.section.standards.append(Standard(number, said[Column.STANDARD]))
        words = said[Column.TIMESCALE]
        self.section.standards[-1].activities.append(
            Activity(
                row=row.number,
                monitoring=said[Column.MONITORING],
                action=said[Column.ACTION],
                lead=said[Column.LEAD],
                comment=said[Column.COMMENT],
                words=words,
                timescale=read_timescale(words),
            )
        )

    def _refuse(self, row: Row, reason: str) -> None:
        self.made.refused.append(Refusal(row.number, reason))
