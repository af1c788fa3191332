"""Every row of a file beside what is made of it, for a page."""

from dataclasses import dataclass

from frameworks.bringing_in.explaining import Explained
from frameworks.bringing_in.kinds import Previewed
from lscb.core.reading import Refusal, Row, Table, Tables
from lscb.core.reading.walking import NO_COLUMNS


@dataclass(frozen=True)
class Line:
    row: Row
    explained: Explained | None
    refusal: Refusal | None

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def doubts(self) -> list[str]:
        return self.explained.doubts if self.explained else []

    @property
    def is_looked_for(self) -> bool:
        return bool(self.doubts or self.refusal)


def lines_of(found: Tables, made: Previewed) -> list[Line]:
    """A row that is neither explained nor refused names the columns."""
    explained, refused = made.explained(), {refusal.row: refusal for refusal in made.refused}
    return [
        Line(row, explained.get(row.number), refused.get(row.number)) for table in found.tables for row in table.rows
    ]


def unknown_tables(found: Tables, made: Previewed) -> list[Table]:
    """Those whose columns a person has to name."""
    unknown = {refusal.row for refusal in made.refused if refusal.reason == NO_COLUMNS}
    return [table for table in found.tables if any(row.number in unknown for row in table.rows)]
