"""An indicator's figures as an Excel workbook: numbers as numbers, and a second page that says what they are."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.analysis.rag import Polarity
from indicators.analysis.units import Unit
from indicators.enums import FREQUENCIES, Counted
from indicators.models import Indicator
from lscb.core.downloads import FORMULA_STARTS
from lscb.core.writing.tables import plain
from reports.downloads import (
    COMPARED_HEADER,
    FIGURES_HEADER,
    compared_rows,
    figures_rows,
    supposed_header,
    supposed_rows,
)
from reports.queries.compare import Comparison
from reports.queries.linked import Supposed
from reports.queries.series import Series

LINES = ["Mean", "Lower limit", "Upper limit", "Variation"]
WIDTHS = {"Indicator": 48, "Part": 32, "Commentary": 48, "Explanation": 48, "Variation": 48, "Source": 32}
DATES = frozenset({"From", "To", "Accepted on", "Superseded on"})
MOST_IN_A_CELL = 32_767


def as_workbook(series: Series, *, said: str, taken_on: date) -> bytes:
    lines = _lines(series)

    def rows() -> Iterator[list[Any]]:
        for row in figures_rows(series):
            cells = [_typed(name, value) for name, value in zip(FIGURES_HEADER, row, strict=True)]
            is_superseded = bool(row[FIGURES_HEADER.index("Superseded on")])
            beside = ["", "", "", ""] if is_superseded else lines[str(row[FIGURES_HEADER.index("Period")])]
            yield [*cells, *beside]

    about = _about(series.indicator, said=said, taken_on=taken_on)
    return _written(series.indicator.title, [*FIGURES_HEADER, *LINES], rows(), about)


def as_compared_workbook(shown: Comparison, *, taken_on: date) -> bytes:
    """Its parts in one period, and what they are parts of."""
    indicator = shown.whole.indicator
    about = _about(indicator, said=shown.says, taken_on=taken_on)
    return _written(f"{indicator.title}, compared", COMPARED_HEADER, compared_rows(shown), about)


def as_supposed_workbook(shown: Supposed, *, taken_on: date) -> bytes:
    """Both runs by period, and what was supposed of them."""
    rows = supposed_rows(shown)
    about = [("Hypothesis", str(shown.hypothesis)), ("Why", shown.hypothesis.why), ("What it shows", shown.says)]
    both = [
        (name, words)
        for one in (shown.leading, shown.following)
        for name, words in _about(one.indicator, said=one.headline, taken_on=taken_on)
    ]
    return _written(str(shown.hypothesis), supposed_header(shown), rows, [*about, *both])


def _written(title: str, heading: list[str], rows: Iterable[list[Any]], about: Iterable[tuple[str, Any]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.title = plain(title)
    page = book.create_sheet("Figures")
    page.freeze_panes = "D2"
    for letter, name in zip(_letters(len(heading)), heading, strict=True):
        page.column_dimensions[letter].width = WIDTHS.get(name, 16)
    page.append([_cell(page, name, is_heading=True) for name in heading])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    second = book.create_sheet("About")
    second.column_dimensions["A"].width, second.column_dimensions["B"].width = 24, 96
    for name, words in about:
        second.append([_cell(second, name, is_heading=True), _cell(second, words)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(series: Series) -> dict[str, list[Any]]:
    """By period, what the chart draws beside its figure."""
    marks = dict(zip([measure.period.label for measure in series.measures], series.signal.marks, strict=False))
    places = max(1, series.indicator.decimals)
    found: dict[str, list[Any]] = {}
    for measure in series.measures:
        mark = marks.get(measure.period.label)
        limits = (mark.mean, mark.lower, mark.upper) if mark else (None, None, None)
        found[measure.period.label] = [
            *("" if one is None else round(one, places) for one in limits),
            mark.why if mark else "",
        ]
    return found


def _about(indicator: Indicator, *, said: str, taken_on: date) -> Iterable[tuple[str, Any]]:
    yield "Indicator", f"{indicator.code}. {indicator.title}"
    yield "What it shows", said
    yield "Definition", indicator.definition
    if indicator.takes_denominator:
        yield "Numerator", indicator.numerator_words
        yield "Denominator", indicator.denominator_words
    yield "Unit", Unit(indicator.unit).label
    if indicator.counted:
        yield "When counted", Counted(indicator.counted).label
    yield "Polarity", Polarity(indicator.polarity).label
    yield "How often", dict(FREQUENCIES)[indicator.frequency]
    yield "Supplier", indicator.who_supplies
    yield "Source", "Invented for the demonstration" if indicator.is_invented else indicator.source
    yield "Hidden", "A figure that says hidden is hidden so that no small count can be known."
    yield "Taken on", taken_on


def _typed(name: str, value: object) -> object:
    return date.fromisoformat(value) if name in DATES and isinstance(value, str) and value else value


def _cell(page: Any, value: Any, *, is_heading: bool = False) -> Any:
    """Text stays text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if isinstance(value, Decimal | int | float | date):
        cell = WriteOnlyCell(page, value=value)
        if isinstance(value, date):
            cell.number_format = "d mmm yyyy"
        return cell
    text = plain(str(value))[:MOST_IN_A_CELL]
    cell = WriteOnlyCell(page, value=text)
    cell.data_type, cell.quotePrefix = "s", text.lstrip(" ").startswith(FORMULA_STARTS)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _letters(count: int) -> list[str]:
    from openpyxl.utils import get_column_letter

    return [get_column_letter(place) for place in range(1, count + 1)]
