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
    METHOD = "method"
    AGENCIES = "agencies"
    DUTY_HOLDER = "duty_holder"
    PRIORITIES = "priorities"
    QUESTIONS = "questions"
    INTRODUCTION = "introduction"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Column.NUMBER: "Number",
    Column.STANDARD: "Standard",
    Column.MONITORING: "How it is checked",
    Column.ACTION: "Action",
    Column.TIMESCALE: "Timescale",
    Column.LEAD: "Lead",
    Column.COMMENT: "Comment",
    Column.METHOD: "Method",
    Column.AGENCIES: "Agencies concerned",
    Column.DUTY_HOLDER: "Duty-holder",
    Column.PRIORITIES: "Priorities",
    Column.QUESTIONS: "Key questions",
    Column.INTRODUCTION: "Introduction",
}
# No paper has these: they are ours, after the columns of the papers, and only where something stands in them.
OWN = (
    Column.METHOD,
    Column.AGENCIES,
    Column.DUTY_HOLDER,
    Column.PRIORITIES,
    Column.QUESTIONS,
    Column.INTRODUCTION,
)


# In this order: "Performance monitoring" is no performance standard, "Date of audit" no audit.
_WORDS = [
    (Column.METHOD, r"method"),
    (Column.AGENCIES, r"agencies concerned"),
    (Column.DUTY_HOLDER, r"duty[\s-]?holders?"),
    (Column.PRIORITIES, r"priorities"),
    (Column.QUESTIONS, r"key questions"),
    (Column.INTRODUCTION, r"introduction"),
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


def is_title(cell: str) -> bool:
    """A heading of the first column that names a subject and not a kind of column."""
    return not any(said.fullmatch(cell.strip()) for _column, said in _PATTERNS)


def is_practice_area(heading: str) -> bool:
    return re.search(r"\bareas?\b", heading, re.IGNORECASE) is not None


def recognise(cells: Sequence[str]) -> dict[int, str] | None:
    """The columns' places, if this row is a heading row that names at least what is to hold and when."""
    # The first may be a long title; a sentence in any other is no heading.
    if any(len(cell) > LONGEST_HEADING for cell in cells[1:]):
        return None
    columns: dict[int, str] = {}
    for place, cell in enumerate(cells):
        column = next((column for column, said in _PATTERNS if said.fullmatch(cell.strip())), None)
        # A frequency and its dates are one timescale. Of any other two alike the first is it.
        if column and (column == Column.TIMESCALE or column not in columns.values()):
            columns[place] = column
    if Column.MONITORING not in columns.values():
        # Where no other column says how it is checked, the method does.
        columns = {at: Column.MONITORING if column == Column.METHOD else column for at, column in columns.items()}
    if cells and not cells[0] and columns.get(1) == Column.STANDARD:
        # Numbers stand in a column without a heading.
        columns[0] = Column.NUMBER
    if cells and cells[0] and 0 not in columns and set(columns.values()) & {Column.ACTION, Column.MONITORING}:
        # The first column is headed by the subject of the whole table.
        columns[0] = Column.STANDARD
    return columns if set(columns.values()) >= NEEDED else None
