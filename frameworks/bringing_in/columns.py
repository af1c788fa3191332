"""Which column of a table is which, by the words above it."""

import itertools
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


_OF_WHAT = r"(?:review|reporting|monitoring|audit|target|expected|planned|proposed|data|collection|time)"
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
        r".*\b(?:time\s?-?(?:scales?|frames?|tables?|lines?)|when|dates?|deadlines?|frequency|how often)\b.*|"
        rf"(?:{_OF_WHAT}\s+){{0,2}}(?:schedules?|cycles?|timings?|intervals?|period(?:icity)?|completion|due|milestones?)"
        r"(?:\s+by)?|months?|(?:next\s+)?review",
    ),
    (Column.LEAD, r".*\b(?:leads?|who|responsib\w+|owners?|accountable)\b.*"),
    (
        Column.COMMENT,
        r".*\b(?:comments?|notes?|progress|remarks)\b.*|(?:current )?(?:status|position)|rag(?: (?:rating|status))?|"
        r"updates?",
    ),
    (Column.MONITORING, r".*\b(?:monitor\w*|how|methods?|measured?|measures?|evidence|assurance|sources?|success)\b.*"),
    (Column.ACTION, r".*\b(?:actions?|tasks?|activit(?:y|ies)|deliverables?)\b.*"),
    (Column.STANDARD, r".*\b(?:standards?|outcomes?|areas?|subjects?|objectives?|expectations?)\b.*"),
]
# Names of what is to hold only where no other column is named so.
_ALSO_A_STANDARD = re.compile(
    r"(?:[\w-]+\s+){0,2}(?:requirements?|aims?|goals?|themes?|topics?|functions?|statements?|domains?|criteri(?:a|on)|"
    r"priority|recommendations?|indicators?|audits?|questions?|principles?|duty|duties|work\s?streams?|"
    r"lines? of enquiry|what we (?:want|expect|will|aim)(?: [\w-]+){0,4})",
    re.IGNORECASE,
)
# People add a line of the same kind to a paper's own: both are kept.
JOINED = frozenset({Column.TIMESCALE, Column.MONITORING, Column.ACTION, Column.COMMENT})
_PATTERNS = [(column, re.compile(said, re.IGNORECASE | re.DOTALL)) for column, said in _WORDS]
LONGEST_HEADING = 60
NEEDED = frozenset({Column.STANDARD, Column.TIMESCALE})


def is_title(cell: str) -> bool:
    """A heading of the first column that names a subject and not a kind of column."""
    named = (*(said for _column, said in _PATTERNS), _ALSO_A_STANDARD)
    return not any(said.fullmatch(_bare(cell)) for said in named)


def _bare(cell: str) -> str:
    return cell.strip(" \n:*")


def is_practice_area(heading: str) -> bool:
    return re.search(r"\bareas?\b", heading, re.IGNORECASE) is not None


def recognise(cells: Sequence[str]) -> dict[int, str] | None:
    """The columns' places, if this row is a heading row that names at least what is to hold and when."""
    # The first may be a long title; a sentence in any other is no heading.
    if any(len(cell) > LONGEST_HEADING for cell in cells[1:]):
        return None
    columns: dict[int, str] = {}
    for place, cell in enumerate(cells):
        column = next((column for column, said in _PATTERNS if said.fullmatch(_bare(cell))), None)
        # A frequency and its dates are one timescale. Of two standards, leads or numbers the first is it.
        if column and (column in JOINED or column not in columns.values()):
            columns[place] = column
    if Column.STANDARD not in columns.values():
        also = (at for at, cell in enumerate(cells) if at not in columns and _ALSO_A_STANDARD.fullmatch(_bare(cell)))
        columns.update(dict.fromkeys(itertools.islice(also, 1), Column.STANDARD))
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
