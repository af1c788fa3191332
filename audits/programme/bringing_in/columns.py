"""Which column of a programme's table is which, and which category a title means."""

import re
from collections.abc import Sequence
from enum import StrEnum

from audits.programme.enums import Category


class Column(StrEnum):
    NUMBER = "number"
    SUBJECT = "subject"
    FREQUENCY = "frequency"
    DATES = "dates"
    LEAD = "lead"
    COMMENT = "comment"
    STARTS = "starts"
    STATUS = "status"
    AGENCY = "agency"
    AGENCIES = "agencies"
    ROUTE = "route"
    AFTERWARDS = "afterwards"
    STANDARDS = "standards"
    ACTIVITIES = "activities"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Column.NUMBER: "Number",
    Column.SUBJECT: "Audit subject and criteria",
    Column.FREQUENCY: "Frequency",
    Column.DATES: "Dates",
    Column.LEAD: "Lead",
    Column.COMMENT: "Comment",
    Column.STARTS: "Starts",
    Column.STATUS: "Status",
    Column.AGENCY: "Agency",
    Column.AGENCIES: "Agencies concerned",
    Column.ROUTE: "Scrutinised by",
    Column.AFTERWARDS: "After scrutiny",
    Column.STANDARDS: "Standards",
    Column.ACTIVITIES: "Monitoring activities",
}
# No paper has these: they are ours, after the columns of the papers, and only where something stands in them.
OWN = (
    Column.STARTS,
    Column.STATUS,
    Column.AGENCY,
    Column.AGENCIES,
    Column.ROUTE,
    Column.AFTERWARDS,
    Column.STANDARDS,
    Column.ACTIVITIES,
)
# In this order: "Dates for audit" is no audit, "Audit lead" neither.
_WORDS = [
    *((column, re.escape(LABELS[column])) for column in OWN),
    (Column.NUMBER, r"(?:no|nos|number|ref|reference|code|item)\.?|#"),
    (Column.FREQUENCY, r".*\b(?:frequency|frequencies|how often)\b.*"),
    (Column.DATES, r".*\b(?:dates?|when|months?|due|deadlines?|time\s?-?(?:scales?|tables?|frames?)|schedule)\b.*"),
    (Column.LEAD, r".*\b(?:leads?|who|responsib\w+|owners?|accountable)\b.*"),
    (Column.COMMENT, r".*\b(?:comments?|notes?|remarks|reporting|reports? to)\b.*"),
    (Column.SUBJECT, r".*\b(?:audits?|subjects?|criteria|topics?|themes?|areas?|activit(?:y|ies)|scrutiny)\b.*"),
]
_PATTERNS = [(column, re.compile(said, re.IGNORECASE | re.DOTALL)) for column, said in _WORDS]
LONGEST_HEADING = 60
_CATEGORIES = [
    (Category.RESPONSIVE, r"\bresponsive\b|\breactive\b"),
    (Category.COMMISSIONED, r"\bcommissioned\b"),
    (Category.QUALITY_ASSURANCE, r"\bquality assurance\b|\bqa\b"),
    (Category.BOARD_PERFORMANCE, r"\bboard(?:’s|'s)? performance\b|\bperformance of the board\b"),
    (Category.MONITORING, r"\bmonitoring\b"),
]


def recognise(cells: Sequence[str]) -> dict[int, str] | None:
    """The columns' places, if this row is a heading row: it names a subject, and how often or when."""
    if any(len(cell) > LONGEST_HEADING for cell in cells):
        return None
    columns: dict[int, str] = {}
    for place, cell in enumerate(cells):
        column = next((column for column, said in _PATTERNS if said.fullmatch(cell.strip())), None)
        if column and column not in columns.values():
            columns[place] = column
    if cells and not cells[0] and columns.get(1) == Column.SUBJECT:
        # Numbers stand in a column without a heading.
        columns[0] = Column.NUMBER
    named = set(columns.values())
    return columns if Column.SUBJECT in named and named & {Column.FREQUENCY, Column.DATES} else None


def category_of(title: str) -> Category | None:
    return next((each for each, said in _CATEGORIES if re.search(said, title, re.IGNORECASE)), None)
