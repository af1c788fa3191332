"""One indicator to take away: its figures as Excel, its chart as SVG or PNG. As the Board sees it, whoever asks.

These are made to be passed on, so counts that somebody has opened for themselves are in none of them.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from indicators.models import Hypothesis
from lscb.core import charts, pictures
from lscb.core.downloads import csv_response
from lscb.core.http import SignedInRequest
from lscb.core.templatetags.words import uk_date
from lscb.core.uploads.kinds import Kind
from lscb.core.uploads.names import clean_name
from lscb.core.writing.tables import plain
from reports import words
from reports.downloads import COMPARED_HEADER, compared_rows, supposed_header, supposed_rows
from reports.queries.linked import supposed
from reports.queries.series import Series
from reports.readers import Reader, board_reader
from reports.views.compare import comparison_or_404
from reports.views.indicators import series_or_404
from reports.workbook import as_compared_workbook, as_supposed_workbook, as_workbook

LIMITS = "Between the lines, size alone explains the difference: exact limits for the number behind each figure."
TYPES = {"xlsx": Kind.EXCEL.value.content_type, "svg": "image/svg+xml; charset=utf-8", "png": "image/png"}


@require_safe
def indicator_file(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    if form not in TYPES:
        raise Http404
    reader = board_reader(request.user)
    series = series_or_404(request, pk, reader)
    if form == "xlsx":
        said = f"{words.verdict(series)} {series.signal.says}".strip()
        content = as_workbook(series, said=said, taken_on=timezone.localdate())
    else:
        drawn = _picture(series, reader)
        content = pictures.as_png(drawn) if form == "png" else drawn.encode()
    return _sent(content, form, f"{series.indicator.code}.{form}")


@require_safe
def compared_file(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """Its parts in one period: the figures, or the funnel where there is one."""
    if form not in TYPES and form != "csv":
        raise Http404
    reader = board_reader(request.user)
    shown = comparison_or_404(request, pk, reader)
    name = f"{shown.whole.indicator.code}-compared.{form}"
    if form == "csv":
        return csv_response(clean_name(name), COMPARED_HEADER, compared_rows(shown))
    if form == "xlsx":
        return _sent(as_compared_workbook(shown, taken_on=timezone.localdate()), form, name)
    if shown.chart is None or shown.period is None:
        raise Http404
    notes = [f"{shown.period.long_label}. {LIMITS}", _provenance(shown.whole, reader)]
    sheet = charts.funnel_sheet(shown.chart, shown.says, notes)
    drawn = plain(render_to_string("charts/sheet.svg", {"sheet": sheet}))
    return _sent(pictures.as_png(drawn) if form == "png" else drawn.encode(), form, name)


@require_safe
def hypothesis_file(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """Both runs as figures, or drawn one above the other."""
    if form not in TYPES and form != "csv":
        raise Http404
    about = Hypothesis.objects.visible_to(request.user).select_related("leading", "following")
    hypothesis = get_object_or_404(about, pk=pk, withdrawn_at=None)
    shown = supposed(hypothesis, user=request.user, at=timezone.now())
    name = f"{hypothesis.leading.code}-{hypothesis.following.code}.{form}"
    if form == "csv":
        return csv_response(clean_name(name), supposed_header(shown), supposed_rows(shown))
    if form == "xlsx":
        return _sent(as_supposed_workbook(shown, taken_on=timezone.localdate()), form, name)
    if not shown.chart.rows:
        raise Http404
    notes = [f"{shown.note} {hypothesis.why}", _provenance(shown.leading, board_reader(request.user))]
    sheet = charts.pair_sheet(shown.chart, shown.says, notes)
    drawn = plain(render_to_string("charts/sheet.svg", {"sheet": sheet}))
    return _sent(pictures.as_png(drawn) if form == "png" else drawn.encode(), form, name)


def _sent(content: bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[form])
    name = clean_name(name)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _picture(series: Series, reader: Reader) -> str:
    """Nothing but the sentence where there is no figure to draw."""
    notes = [words.chart_note(series), _provenance(series, reader)]
    says = f"{words.verdict(series)} {series.signal.says}".strip()
    return plain(render_to_string("charts/sheet.svg", {"sheet": charts.sheet(series.chart, says, notes)}))


def _provenance(series: Series, reader: Reader) -> str:
    invented = "Invented for the demonstration. " if series.indicator.is_invented else ""
    return (
        f"{invented}{reader.board.name}, taken on {uk_date(timezone.localdate())}. What is hidden is so that no small "
        "count can be known."
    )
