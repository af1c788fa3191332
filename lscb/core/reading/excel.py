"""Tables in an Excel workbook: each sheet is one. Its cells are counted, whatever the sheet says of its size."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lscb.core.exceptions import Refused
from lscb.core.reading.tables import MOST_PLACES, MOST_ROWS, TOO_MANY, TOO_WIDE, Tables

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# As Excel itself calls a sheet that nobody named.
UNNAMED = re.compile(r"(?:sheet|table)\s?[0-9]*", re.IGNORECASE)
# What its reader says of a workbook whose parts do not agree.
DOES_NOT_AGREE = (
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, SyntaxError, BadZipFile,
    InvalidFileException,
)  # fmt: skip
UNREADABLE = "It could not be opened. Open it in Excel, save it as a new .xlsx and choose that file."


def tables_in_excel(content: bytes) -> Tables:
    try:
        # Cells' values as Excel last worked them out. defusedxml is beneath: openpyxl takes it where it is installed.
        book = load_workbook(io.BytesIO(content), data_only=True)
    except DOES_NOT_AGREE as error:
        raise Refused(UNREADABLE) from error
    found = Tables()
    for sheet in book.worksheets:
        found.begin("" if UNNAMED.fullmatch(sheet.title) else sheet.title, name=sheet.title)
        for cells in _rows_of(sheet):
            found.add(cells)
    return found.whole()


def _rows_of(sheet: "Worksheet") -> Iterator[list[str]]:
    """As far as cells hold something. The library's own way makes a cell of every place, also where formatting alone
    leads a million rows down or to the last column: a file of a few kilobytes would take all memory.
    """
    held: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None:
            held.setdefault(row, {})[column] = _written(cell.value, cell.number_format)
    last = max(held, default=0)
    if last > MOST_ROWS:
        raise Refused(TOO_MANY)
    width = sheet.max_column
    if last * width > MOST_PLACES:
        width = max(max(cells) for cells in held.values())
    if last * width > MOST_PLACES:
        raise Refused(TOO_WIDE)
    for number in range(1, last + 1):
        cells = held.get(number, {})
        yield [cells.get(column, "") for column in range(1, width + 1)]


def _written(value: object, number_format: str) -> str:
    """As it is seen in the sheet: 63% is kept there as 0.63."""
    match value:
        case bool():
            return str(value)
        case int() | float() if "%" in number_format:
            return f"{(Decimal(str(value)) * 100).normalize():f}%"
        case None:
            return ""
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
