"""A return as an Excel workbook or a CSV: its rows, what stands in them, and the last periods beside them."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from indicators.enums import MissingReason
from indicators.models import IndicatorReturn
from indicators.rows import Row
from lscb.core.downloads import BYTE_ORDER_MARK, FORMULA_STARTS
from lscb.core.writing.tables import plain

OURS = ["Code", "Indicator"]
THEIRS = ["Numerator", "Denominator", "Value", "If not available", "Commentary", "Explain this figure"]
WIDTHS = {"Indicator": 48, "Commentary": 48, "Explain this figure": 48, "If not available": 24}
HELP = (
    "Fill in the boxes to the right of the last periods. Counts only: no names, and nothing that tells who a child is."
)
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_WITH_DECIMALS = re.compile(r"[0-9]{1,12}\.[0-9]{1,4}")


def as_lines(item: IndicatorReturn, rows: Sequence[Row], columns: Sequence[str]) -> list[list[str]]:
    """Two lines that say what it is, the headings, and a line for each row."""
    return [
        [f"Return {item.pk}", f"{item.agency}: {item.period.data_set}, {item.period.span.long_label}"],
        ["", HELP],
        [*OURS, *columns, *THEIRS],
        *(_line(row) for row in rows),
    ]


def _line(row: Row) -> list[str]:
    figure, indicator = row.figure, row.figure.indicator
    if indicator.takes_denominator:
        boxes = [figure.numerator_text, figure.denominator_text, ""]
    else:
        boxes = ["", "", figure.value_text]
    past = ["" if earlier.words == "no return" else earlier.words for earlier in row.past]
    reason = MissingReason(figure.missing_reason).label if figure.missing_reason else ""
    return [indicator.code, indicator.title, *past, *boxes, reason, figure.commentary, figure.explanation]


def as_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """What a spreadsheet would run is text in it, and is read back without what made it so."""
    out = io.StringIO()
    csv.writer(out).writerows(
        [f"'{cell}" if cell.startswith(FORMULA_STARTS) and len(cell) > 1 else cell for cell in line] for line in lines
    )
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def as_workbook(lines: Sequence[Sequence[str]], unused: Sequence[Sequence[int]]) -> bytes:
    """``unused``: for each row of figures, the places of boxes that it does not take."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    page = book.active
    page.title = "Figures"
    headings = lines[2]
    grey, white = PatternFill("solid", fgColor="E4EBE9"), PatternFill("solid", fgColor="FFFBEA")
    first_box = len(headings) - len(THEIRS)
    for at, line in enumerate(lines, 1):
        for place, text in enumerate(line):
            cell = page.cell(at, place + 1)
            number = _number(text, is_past=place < first_box) if at > 3 and 2 <= place < first_box + 3 else None
            if number is None:
                cell.value, cell.data_type = plain(text) or None, "s"
                cell.quotePrefix = text.lstrip(" ").startswith(FORMULA_STARTS)
            else:
                cell.value = number
                cell.number_format = "0." + "0" * len(text.partition(".")[2]) if "." in text else "#,##0"
            cell.alignment = Alignment(wrap_text=at > 2, vertical="top")
            if at == 3:
                cell.font, cell.fill = Font(bold=True), grey
            elif at > 3:
                cell.fill = white if place >= first_box and place not in unused[at - 4] else grey
    for place, heading in enumerate(headings, 1):
        page.column_dimensions[get_column_letter(place)].width = WIDTHS.get(heading, 14)
    choices = DataValidation(type="list", formula1=f'"{",".join(MissingReason.labels)}"', allow_blank=True)
    page.add_data_validation(choices)
    letter = get_column_letter(headings.index("If not available") + 1)
    choices.add(f"{letter}4:{letter}{max(len(lines), 4)}")
    page.freeze_panes = "C4"
    page.page_setup.orientation, page.page_setup.fitToWidth = "landscape", 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _number(text: str, *, is_past: bool) -> int | float | None:
    """A figure that a spreadsheet may reckon with. In a box only what is read back as it was typed."""
    if _WHOLE.fullmatch(bare := text.replace(",", "") if is_past else text):
        return int(bare)
    return float(bare) if is_past and _WITH_DECIMALS.fullmatch(bare) else None


def unused_of(rows: Sequence[Row], columns: Sequence[str]) -> list[list[int]]:
    start = len(OURS) + len(columns)
    return [
        [start + 2] if row.figure.indicator.takes_denominator else [start, start + 1]
        for row in rows
    ]  # fmt: skip
