"""What a document of tables holds, whichever kind of file it becomes."""

import re
from dataclasses import dataclass, field

# No file of Word or Excel may hold these.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Line:
    """A row: of headings, a title across the table (in the column where it stands), or one that says something."""

    cells: list[str]
    is_heading: bool = False
    title_at: int | None = None


@dataclass
class Sheet:
    """Tables that stand under one title; without one, under nothing."""

    title: str
    lines: list[Line] = field(default_factory=list)


@dataclass
class Written:
    title: str
    sheets: list[Sheet] = field(default_factory=list)


def plain(text: str) -> str:
    return UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
