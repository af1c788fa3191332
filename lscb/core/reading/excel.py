"""Tables in an Excel workbook: each sheet is one. Its cells are counted, whatever the sheet says of its size."""

import io
import re
from datetime import date, datetime
from decimal import Decimal
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lscb.core.exceptions import Refused
from lscb.core.reading.tables import MOST_ROWS, TOO_MANY, Tables

# As Excel itself calls a sheet that nobody named.
UNNAMED = re.compile(r"(?:sheet|table)\s?[0-9]*", re.IGNORECASE)
UNREADABLE = "It could not be opened. Open it in Excel, save it as a new .xlsx and choose that file."


def tables_in_excel(content: bytes) -> Tables:
    try:
        # Cells' values as Excel last worked them out. defusedxml is beneath: openpyxl takes it where it is installed.
        book = load_workbook(io.BytesIO(content), data_only=True)
    except (KeyError, ValueError, TypeError, BadZipFile, InvalidFileException) as error:
        raise Refused(UNREADABLE) from error
    found = Tables()
    for sheet in book.worksheets:
        if sheet.max_row > MOST_ROWS:
            raise Refused(TOO_MANY)
        found.begin("" if UNNAMED.fullmatch(sheet.title) else sheet.title, name=sheet.title)
        for cells in sheet.iter_rows():
            found.add([_written(cell.value, cell.number_format) for cell in cells])
    return found.whole()


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
