"""What a file's tables come to, whatever kind of file it was."""

from dataclasses import dataclass, field

from lscb.core.exceptions import Refused

MOST_ROWS = 10_000
TOO_MANY = f"It has more than {MOST_ROWS:,} rows. Send it in parts."
NO_TABLE = "There is no table in it."
# A small file may unpack to a great deal: one text that every cell names, or one cell far out in every row.
LONGEST_CELL = 32_767  # as in Excel
MOST_PLACES, MOST_LETTERS = 1_000_000, 20_000_000
TOO_LONG = f"A cell in its row {{}} holds more than {LONGEST_CELL:,} letters. Shorten it, or send that text as a file."
TOO_WIDE = (
    "Its rows have too many columns, or say too much. Send only the columns that are needed, or send it in parts."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; what is merged stands in the first of its cells and the others are empty."""

    number: int  # as counted through the file, from 1
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(slots=True)
class Table:
    heading: str
    rows: list[Row] = field(default_factory=list)
    name: str = ""  # of its sheet, as the workbook calls it


@dataclass(slots=True)
class Tables:
    """All of a file's tables, and sentences about what a reader should know of it."""

    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _rows: int = 0
    _places: int = 0
    _letters: int = 0

    def begin(self, heading: str, *, name: str = "") -> None:
        self.tables.append(Table(heading, name=name))

    def add(self, cells: list[str]) -> None:
        """A row of the table that was begun last. Blank ones are counted, so that numbers agree with the file."""
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise Refused(TOO_MANY)
        self._weigh(cells)
        row = Row(self._rows, tuple("\n".join(" ".join(line.split()) for line in cell.splitlines()) for cell in cells))
        if not row.is_blank:
            self.tables[-1].rows.append(row)

    def _weigh(self, cells: list[str]) -> None:
        self._places += len(cells)
        self._letters += sum(map(len, cells))
        if max(map(len, cells), default=0) > LONGEST_CELL:
            raise Refused(TOO_LONG.format(self._rows))
        if self._places > MOST_PLACES or self._letters > MOST_LETTERS:
            raise Refused(TOO_WIDE)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def whole(self) -> "Tables":
        self.tables = [table for table in self.tables if table.rows]
        if not self.tables:
            raise Refused(NO_TABLE)
        return self
