"""How far a spreadsheet's cells really go. What a sheet says of its own size is not believed."""

import re

from lscb.core.exceptions import Refused
from lscb.core.uploads.limits import LAST_COLUMN, LAST_ROW, MOST_CELLS
from lscb.core.uploads.markup import DAMAGED, Watcher

PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
EXCELS_LAST_ROW = 1_048_576
HOLDS = {"v", "f", "is"}
TOO_FAR = (
    f"It has cells beyond row {LAST_ROW:,} or column {LAST_COLUMN:,}, or more than {MOST_CELLS:,} of them. "
    "Copy what is needed to a new workbook and choose that one."
)


class SheetWatcher(Watcher):
    """Follows rows and cells as a reader would, whether or not they say where they are."""

    def __init__(self) -> None:
        super().__init__()
        self.row = self.column = self.cells = 0

    def opened(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self.row, self.column = _whole(given.get("r"), otherwise=self.row + 1), 0
        elif name == "c":
            self.column += 1
            if "r" in given:
                self.column, self.row = place(given["r"])
        elif name in HOLDS:
            self._count(1)
            if self.row > LAST_ROW or self.column > LAST_COLUMN:
                raise Refused(TOO_FAR)
        elif name == "mergeCell":
            self._count(area(given.get("ref", "")))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MOST_CELLS:
            raise Refused(TOO_FAR)


def place(reference: str) -> tuple[int, int]:
    """ "B12" is the second column and the twelfth row."""
    found = PLACE.fullmatch(reference)
    if found is None:
        raise Refused(DAMAGED)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, _whole(found[2], otherwise=0)


def area(reference: str) -> int:
    """How many cells "A1:C2" covers."""
    first, _colon, last = reference.partition(":")
    (left, top), (right, bottom) = place(first), place(last or first)
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _whole(text: str | None, *, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= EXCELS_LAST_ROW):
        raise Refused(DAMAGED)
    return int(text)
