"""Every row of a file beside what would be made of it. Nothing is saved, and no row is left out unsaid."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from frameworks.bringing_in.columns import OWN, Column, is_practice_area, is_title, recognise
from frameworks.bringing_in.explaining import Explained, timescale_in_words, timescale_settings
from frameworks.bringing_in.naming import NOUNS, Known
from frameworks.bringing_in.settling import settle
from frameworks.timescales import TimescaleReading
from lscb.core.reading import Correction, Refusal, Row, Tables, Walk
from lscb.core.reading.walking import NOTHING_BELOW, Columns

NO_STANDARD = "It names no standard, and no row above it does."
TOO_LONG = "Its {} is longer than {:,} characters."
LONGEST_TITLE = 300  # of a section
LONGEST = {
    Column.NUMBER: 20,
    Column.STANDARD: 10_000,
    Column.MONITORING: 10_000,
    Column.ACTION: 10_000,
    Column.TIMESCALE: 5_000,
    Column.LEAD: 200,
    Column.COMMENT: 10_000,
    Column.METHOD: 200,
    Column.AGENCIES: 5_000,
    Column.DUTY_HOLDER: 200,
    Column.PRIORITIES: 5_000,
    Column.QUESTIONS: 5_000,
    Column.INTRODUCTION: 10_000,
}


@dataclass
class Activity:
    row: int
    monitoring: str
    action: str
    lead: str
    comment: str
    words: str  # of the timescale
    timescale: TimescaleReading
    own: Mapping[str, str] = field(default_factory=dict)  # what the columns after those of the papers say
    unknown: list[str] = field(default_factory=list)  # what they name that is not here
    is_looked_at: bool = False  # by a person, so that nothing about it is in doubt

    @property
    def doubts(self) -> list[str]:
        return [] if self.is_looked_at else [*self.timescale.doubts, *self.timescale.notes, *self.unknown]

    @property
    def says_something(self) -> bool:
        cells = (self.monitoring, self.action, self.lead, self.comment, self.words)
        return any((*cells, self.own.get(Column.METHOD), self.own.get(Column.AGENCIES)))


@dataclass
class Standard:
    number: str
    words: str
    is_practice_area: bool = False
    activities: list[Activity] = field(default_factory=list)

    def own(self, column: Column) -> str:
        """All that its rows say of it in that column."""
        return said_in(column, self.activities)


@dataclass
class Section:
    title: str
    row: int | None = None  # where its title stands, unless it is the heading of the whole table
    standards: list[Standard] = field(default_factory=list)

    @property
    def introduction(self) -> str:
        return said_in(Column.INTRODUCTION, (each for standard in self.standards for each in standard.activities))


def said_in(column: Column, activities: Iterable[Activity]) -> str:
    return "\n".join(dict.fromkeys(filter(None, (each.own.get(column) for each in activities))))


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

    def explained(self) -> dict[int, Explained]:
        """Row by row, what it makes."""
        told = {
            section.row: Explained([("Section", section.title)], is_heading=True)
            for section in self.sections
            if section.row
        }
        for standard in (standard for section in self.sections for standard in section.standards):
            for place, activity in enumerate(standard.activities):
                told[activity.row] = _explained(standard, activity, is_first=place == 0)
        return told

    def activities(self) -> Iterator[Activity]:
        return (each for section in self.sections for standard in section.standards for each in standard.activities)


def preview(
    found: Tables,
    *,
    columns: Mapping[int, Column] | None = None,
    corrections: Mapping[int, Correction] | None = None,
    today: date | None = None,
    known: Callable[[], Known] | None = None,
) -> Preview:
    """What a file would make. Columns given by hand count for every table without a heading row of its own.

    ``known``: asked, where something is named, whether it is here.
    """
    made = Preview(notes=list(found.notes))
    for table in found.tables:
        walk = _Rows(
            table,
            recognise,
            columns=dict(columns) if columns else None,
            corrections=corrections or {},
            notes=made.notes,
            refused=made.refused,
            made=made,
            today=today,
        )
        walk.begin(table.heading, None)
        walk.go()
    if known and any(activity.own for activity in made.activities()):
        names = known()
        for activity in made.activities():
            activity.unknown = names.doubts(activity.own, NOUNS)
    empty = [section.row for section in made.sections if not section.standards and section.row]
    made.refused = sorted([*made.refused, *(Refusal(row, NOTHING_BELOW) for row in empty)], key=lambda each: each.row)
    made.sections = [section for section in made.sections if section.standards]
    return made


@dataclass
class _Rows(Walk):
    """One table, row by row."""

    made: Preview = field(default_factory=Preview)
    today: date | None = None
    practice_areas: bool = False
    last_number: str = ""
    rows_of_numbers: dict[str, int] = field(default_factory=dict)

    def begin(self, title: str, row: int | None) -> None:
        self.rows_of_numbers, self.last_number = {}, ""
        self.made.sections.append(Section(title, row))

    def heads(self, row: Row, columns: Columns) -> None:
        self.practice_areas = is_practice_area(
            next(row.cells[at] for at, column in columns.items() if column == Column.STANDARD)
        )
        if columns.get(0) == Column.STANDARD and is_title(row.cells[0]):
            self.begin(row.cells[0], None)

    def take(self, row: Row, said: dict[str, str], correction: Correction) -> None:
        number, standard = said.get(Column.NUMBER, "").rstrip("."), said.get(Column.STANDARD, "")
        standards = self.made.sections[-1].standards
        too_long = next((column for column, most in LONGEST.items() if len(said.get(column, "")) > most), None)
        if too_long:
            self.refuse(row, TOO_LONG.format(too_long.label.lower(), LONGEST[too_long]), said)
        elif number and standard and self._key(number) in self.rows_of_numbers:
            self.refuse(row, f"Row {self.rows_of_numbers[self._key(number)]} has the number {number} already.", said)
        elif not standard and not standards:
            self.refuse(row, NO_STANDARD, said)
        else:
            if number:
                self.rows_of_numbers.setdefault(self._key(number), row.number)
                self.last_number = number if any(map(str.isdigit, number)) else self.last_number
            if standard:
                standards.append(Standard(number, standard, self.practice_areas))
            elif number not in {"", standards[-1].number}:
                # Of the monitoring itself, as 1.1 and 1.2 below standard 1.
                said = said | {Column.MONITORING: f"{number} {said.get(Column.MONITORING, '')}".strip()}
            standards[-1].activities.append(self._activity(row, said, correction))

    def _key(self, number: str) -> str:
        """A letter alone is one of the number above it."""
        return number if any(map(str.isdigit, number)) else f"{self.last_number} {number}"

    def _activity(self, row: Row, said: Mapping[str, str], correction: Correction) -> Activity:
        monitoring, words = said.get(Column.MONITORING, ""), said.get(Column.TIMESCALE, "")
        return Activity(
            row=row.number,
            monitoring=monitoring,
            action=said.get(Column.ACTION, ""),
            lead=said.get(Column.LEAD, ""),
            comment=said.get(Column.COMMENT, ""),
            words=words,
            timescale=settle(words, monitoring, correction.settings, today=self.today),
            own={column: said[column] for column in OWN if said.get(column)},
            is_looked_at=row.number in self.corrections,
        )


def _explained(standard: Standard, activity: Activity, *, is_first: bool) -> Explained:
    cells: dict[str, str] = {
        Column.NUMBER: standard.number if is_first else "",
        Column.STANDARD: standard.words if is_first else "",
        Column.MONITORING: activity.monitoring,
        Column.ACTION: activity.action,
        Column.TIMESCALE: activity.words,
        Column.LEAD: activity.lead,
        Column.COMMENT: activity.comment,
        **activity.own,
    }
    beginning = "Practice area" if standard.is_practice_area else "Standard"
    makes = [
        (beginning, f"{standard.number} {standard.words}".strip()) if is_first else ("Under", standard.words),
        *(
            (column.label, cells[column])
            for column in (Column.MONITORING, Column.ACTION, Column.LEAD, Column.COMMENT, *OWN)
            if cells.get(column)
        ),
        ("Timescale", timescale_in_words(activity.timescale)),
    ]
    return Explained(makes, activity.doubts, cells, timescale_settings(activity.timescale))
