"""Tables to take away as CSV, which a spreadsheet opens without running anything in them."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# A cell that begins with one of these would be taken for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel guesses another encoding


def safe_cell(value: Any) -> str:
    """The text of a cell; an apostrophe before what a spreadsheet would run. Numbers of our own stay numbers."""
    text = "" if value is None else str(value)
    is_harmless = isinstance(value, int | float | Decimal) or not text.lstrip(" ").startswith(FORMULA_STARTS)
    return text if is_harmless else f"'{text}"


def csv_response(name: str, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A CSV file to be saved under this name."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_cell(cell) for cell in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    response = HttpResponse(BYTE_ORDER_MARK + out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
