"""Which column of a tool's table is which, by the words above it."""

import re
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    NUMBER = "number"
    QUESTION = "question"
    GUIDANCE = "guidance"
    SCALE = "scale"
    LOOKS_LIKE = "looks_like"
    BAR = "bar"
    REQUIRED = "required"
    EVIDENCE = "evidence"
    FOR = "for"
    FOLLOWS = "follows"
    CLAUSE = "clause"
    CHECKED = "checked"
    INTRODUCTION = "introduction"
    TOOL_INTRODUCTION = "tool_introduction"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Column.NUMBER: "Number",
    Column.QUESTION: "Question",
    Column.GUIDANCE: "Guidance",
    Column.SCALE: "Answered on",
    Column.LOOKS_LIKE: "What each answer looks like",
    Column.BAR: "Least that asks for no action",
    Column.REQUIRED: "Must be answered",
    Column.EVIDENCE: "Must be evidenced",
    Column.FOR: "Only for",
    Column.FOLLOWS: "Follows on from",
    Column.CLAUSE: "What it stands on",
    Column.CHECKED: "Clause checked on",
    Column.INTRODUCTION: "Introduction to the standard",
    Column.TOOL_INTRODUCTION: "Introduction to the tool",
}
# They stand beside the first question below them, in a table that has any.
INTRODUCTIONS = (Column.INTRODUCTION, Column.TOOL_INTRODUCTION)

# In this order: "What good looks like" is no question, "Evidence required" no requirement.
_WORDS = [
    (Column.TOOL_INTRODUCTION, r".*\bintroduction to the tool|tool.s? introduction"),
    (Column.INTRODUCTION, r".*\bintroduction\b.*"),
    (Column.NUMBER, r"(?:no|nos|number|ref|reference|code|item)\.?|#"),
    (Column.CHECKED, r".*\bchecked\b.*"),
    (Column.LOOKS_LIKE, r".*\b(?:looks? like|descriptors?)\b.*"),
    (Column.BAR, r".*\b(?:least|bar|threshold)\b.*"),
    (Column.REQUIRED, r"(?:must be |is )?(?:answered|required|mandatory|compulsory)"),
    (Column.GUIDANCE, r".*\b(?:guidance|explanation|notes?|prompts?)\b.*"),
    (Column.SCALE, r".*\b(?:scales?|answered on|ratings?|answers?|scor(?:e|ing))\b.*"),
    (Column.FOLLOWS, r".*\bfollows?\b.*"),
    (Column.EVIDENCE, r".*\bevidenced?\b.*"),
    (Column.FOR, r"(?:only )?for\b.*|.*\b(?:agency|agencies|applies to|whom?)\b.*"),
    (Column.CLAUSE, r".*\b(?:clauses?|stands on|law|statutory|legislation|basis)\b.*"),
    (Column.QUESTION, r".*\b(?:questions?|standards?|requirements?|criteria|indicators?|statements?)\b.*"),
]
_PATTERNS = [(column, re.compile(said, re.IGNORECASE | re.DOTALL)) for column, said in _WORDS]
LONGEST_HEADING = 60


def recognise(cells: Sequence[str]) -> dict[int, str] | None:
    """The columns' places, if this row is a heading row: it names the question and one more, or is one column."""
    if any(len(cell) > LONGEST_HEADING for cell in cells):
        return None
    columns: dict[int, str] = {}
    for place, cell in enumerate(cells):
        column = next((column for column, said in _PATTERNS if said.fullmatch(cell.strip())), None)
        if column and column not in columns.values():
            columns[place] = column
    if Column.QUESTION not in columns.values():
        return None
    filled = sum(bool(cell) for cell in cells)
    return columns if len(columns) > 1 or filled == 1 == len(cells) else None
