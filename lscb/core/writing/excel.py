"""Tables as an Excel workbook. Every cell is text and stays text, whatever it begins with."""

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from lscb.core.downloads import FORMULA_STARTS
from lscb.core.writing.tables import Line, Written, plain

BOLD = Font(bold=True)
SHADE = PatternFill("solid", fgColor="E4EBE9")
WRAPPED = Alignment(wrap_text=True, vertical="top")
MOST_IN_A_CELL = 32_767
NARROW, WIDE = 6, 44


def as_excel(written: Written) -> bytes:
    book = Workbook(write_only=True)
    book.properties.title = plain(written.title)[:250]
    for number, sheet in enumerate(written.sheets, 1):
        page = book.create_sheet(f"Sheet{number}")
        page.page_setup.orientation = "landscape"
        width = max((len(line.cells) for line in sheet.lines), default=1)
        for place in range(1, width + 1):
            is_number = width > 3 and place == 1 and sheet.lines[0].cells[0] in {"", "No."}
            page.column_dimensions[get_column_letter(place)].width = NARROW if is_number else WIDE
        for line in sheet.lines:
            page.append([_cell(page, text, line) for text in line.cells])
    if not written.sheets:
        book.create_sheet("Sheet1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(page: object, text: str, line: Line) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=plain(text)[:MOST_IN_A_CELL])
    cell.data_type = "s"  # also what begins as a formula does; Excel leaves it text when it is edited
    cell.quotePrefix = text.lstrip(" ").startswith(FORMULA_STARTS)
    cell.alignment = WRAPPED
    if line.is_heading or line.title_at is not None:
        cell.font, cell.fill = BOLD, SHADE
    return cell
