"""One indicator to take away: its figures as Excel, its chart as SVG or PNG. As the Board sees it, whoever asks.

These are made to be passed on, so counts that somebody has opened for themselves are in none of them.
"""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from lscb.core import charts, pictures
from lscb.core.http import SignedInRequest
from lscb.core.templatetags.words import uk_date
from lscb.core.uploads.kinds import Kind
from lscb.core.uploads.names import clean_name
from lscb.core.writing.tables import plain
from reports import words
from reports.queries.series import Series
from reports.readers import Reader, board_reader
from reports.views.indicators import series_or_404
from reports.workbook import as_workbook

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
    response = HttpResponse(content, content_type=TYPES[form])
    name = clean_name(f"{series.indicator.code}.{form}")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _picture(series: Series, reader: Reader) -> str:
    """Nothing but the sentence where there is no figure to draw."""
    invented = "Invented for the demonstration. " if series.indicator.is_invented else ""
    notes = [
        words.chart_note(series),
        f"{invented}{reader.board.name}, taken on {uk_date(timezone.localdate())}. What is hidden is so that no small "
        "count can be known.",
    ]
    says = f"{words.verdict(series)} {series.signal.says}".strip()
    return plain(render_to_string("charts/sheet.svg", {"sheet": charts.sheet(series.chart, says, notes)}))
