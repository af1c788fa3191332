"""Which column of a table is which, by the words above it."""

import re
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    NUMBER = "number"
    STANDARD = "standard"
    MONITORING = "monitoring"
    ACTION = "action"
    TIMESCALE = "timescale"
    LEAD = "lead"
    COMMENT = "comment"


# In this order: "Performance monitoring" is no performance standard, "Date of audit" no audit.
_WORDS = [
    (Column.NUMBER, r"(?:no|nos|number|ref|reference|code|item)\.?|#"),
    (
        Column.TIMESCALE,
        r".*\b(?:time\s?-?(?:scales?|frames?|tables?|lines?)|when|dates?|deadlines?|frequency|how often)\b.*",
    ),
    (Column.LEAD, r".*\b(?:leads?|who|responsib\w+|owners?|accountable)\b.*"),
    (Column.COMMENT, r".*\b(?:comments?|notes?|progress|remarks)\b.*"),
    (Column.MONITORING, r".*\b(?:monitor\w*|how|methods?|measured?|measures?|evidence)\b.*"),
    (Column.ACTION, r".*\b(?:actions?|tasks?|activit(?:y|ies))\b.*"),
    (Column.STANDARD, r".*\b(?:standards?|outcomes?|areas?|subjects?|objectives?|expectations?)\b.*"),
]
_PATTERNS = [(column, re.compile(said, re.IGNORECASE | re.DOTALL)) for column, said in _WORDS]
LONGEST_HEADING = 60
NEEDED = frozenset({Column.STANDARD, Column.TIMESCALE})


def recognise(cells: Sequence[str]) -> dict[int, Column] | None:
    """The columns' places, if this row is a heading row that names at least what is to hold and when."""
    if any(len(cell) > LONGEST_HEADING for cell in cells):
        return None
    columns: dict[int, Column] = {}
    for place, cell in enumerate(cells):
        column = next((column for column, said in _PATTERNS if said.fullmatch(cell.strip())), None)
        # Of two alike the first is it: a second column of dates is left to be mapped by hand.
        if column and column not in columns.values():
            columns[place] = column
    return columns if set(columns.values()) >= NEEDED else None
