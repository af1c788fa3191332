"""Every indicator as a list, and one indicator with all its figures; both to take away as CSV."""

from collections import defaultdict
from datetime import UTC, datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from board.models import scope_of
from board.permissions import require
from indicators.analysis.rag import Polarity
from indicators.models import Indicator, LookAt
from indicators.opened import opened_now
from indicators.permissions import can_see_small_numbers
from indicators.queries.benchmarks import benchmark_rows
from indicators.queries.breakdowns import words_of
from indicators.strip import strip_of
from lscb.core import activity
from lscb.core.calendar import extra_holidays
from lscb.core.downloads import csv_response
from lscb.core.http import SignedInRequest
from lscb.core.pages import pages_of
from reports import words
from reports.downloads import FIGURES_HEADER, LIST_HEADER, figures_rows, list_rows
from reports.filters import SeriesFilter
from reports.marks import RATING_MARKS
from reports.multiples import draw_multiple
from reports.past import past_words
from reports.permissions import can_read_agency
from reports.queries.asked import asked_about
from reports.queries.expected import Expected
from reports.queries.series import Series, indicators_of, kept_series_for, link_aims, series_for
from reports.queries.tied import gap_of, ties_of
from reports.readers import Reader, board_reader, opened_reader
from reports.revisions import revisions_of
from reports.rows import figure_rows
from reports.tables import SeriesTable

PERIODS_ON_A_PAGE = 12

# Before anything was accepted here: every correction there has been.
EVER = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
def indicator_list(request: SignedInRequest) -> HttpResponse:
    reader = _reader(request)
    chosen, matching = _chosen(request, reader)
    table = SeriesTable(matching)
    RequestConfig(request, paginate=pages_of(50)).configure(table)
    context = {"board": reader.board, "filter": chosen, "table": table, "count": len(matching)}
    return render(request, "reports/indicator_list.html", context)


@require_safe
def indicator_list_csv(request: SignedInRequest) -> HttpResponse:
    _filter, matching = _chosen(request, _reader(request))
    return csv_response("indicators.csv", LIST_HEADER, list_rows(matching))


@require_safe
def indicator(request: SignedInRequest, pk: int) -> HttpResponse:
    opened = opened_now(request.session, now=timezone.now())
    reader = opened_reader(request.user, opened)
    expected = _expected(reader)
    series = series_or_404(request, pk, reader, expected)
    is_officer = scope_of(request.user).is_officer
    page = Paginator(series.measures[::-1], PERIODS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/indicator.html",
        {
            "board": reader.board,
            "series": series,
            "indicator": series.indicator,
            "verdict": words.verdict(series),
            "strip": strip_of(series, benchmark_rows([series.indicator])[pk]),
            "mark": RATING_MARKS[series.rating],
            "page": page,
            "rows": figure_rows(series, page.object_list),
            "said": [measure for measure in reversed(series.measures) if measure.commentary or measure.explanation],
            "chart_note": words.chart_note(series),
            "past": past_words(series),
            "polarity": Polarity(series.indicator.polarity).label,
            "targets": [(words.target_words(series, target), target.why) for target in reversed(series.targets)],
            "protection": reader.board.protection,
            "open_until": opened.get(pk) if reader.trusts(series.indicator) else None,
            "can_open": can_see_small_numbers(request.user, series.indicator),
            "breakdowns": _breakdowns(series.indicator, reader, expected),
            "can_mark": is_officer,
            "looks_at": LookAt.objects.visible_to(request.user).filter(indicator=pk).select_related("other"),
            "asked": asked_about(series.indicator, request.user),
            "reads_supplier": series.indicator.supplier and can_read_agency(request.user, series.indicator.supplier),
            "ties": ties_of(series.indicator, request.user),
            "gap": gap_of(series.indicator),
            "timeline": activity.timeline(series.indicator, with_changes=is_officer),
        },
    )


@require_safe
def indicator_revisions(request: SignedInRequest, pk: int) -> HttpResponse:
    series = series_or_404(request, pk, _opened(request))
    page = Paginator(revisions_of(series), PERIODS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/revisions.html", {"indicator": series.indicator, "page": page})


@require_safe
def indicator_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    series = series_or_404(request, pk, _opened(request))
    return csv_response(f"{series.indicator.code}.csv", FIGURES_HEADER, figures_rows(series))


def _breakdowns(whole: Indicator, reader: Reader, expected: Expected) -> list[tuple[str, list[SafeString]]]:
    """Each way it is broken down, with a small chart of each part, as the Board sees it."""
    parts = Indicator.objects.visible_to(reader.user).agreed().filter(parent=whole)
    # Most have none, and what is asked of each takes long to put together.
    if not parts.exists():
        return []
    now, found = timezone.now(), defaultdict[str, list[SafeString]](list)
    board = Reader(reader.user, reader.board)
    for one in kept_series_for(parts, reader=board, at=now, since=now, expected=expected):
        found[one.indicator.breakdown_name].append(draw_multiple(one))
    return [(words_of(name) if name else "Its parts", drawn) for name, drawn in sorted(found.items())]


def _reader(request: SignedInRequest) -> Reader:
    """Those who read for the Board, and agencies' people for what their own agency supplies."""
    scope = scope_of(request.user)
    require(scope.reads_for_the_board or bool(scope.agencies))
    return board_reader(request.user)


def _opened(request: SignedInRequest) -> Reader:
    """For one indicator's page and files: with what its reader has opened."""
    return opened_reader(request.user, opened_now(request.session, now=timezone.now()))


def _chosen(request: SignedInRequest, reader: Reader) -> tuple[SeriesFilter, list[Series]]:
    now = timezone.now()
    series = kept_series_for(indicators_of(request.user), reader=reader, at=now, since=now, expected=_expected(reader))
    link_aims(series)
    chosen = SeriesFilter(
        request.GET, series=series, fields=("text", "agency", "priority", "question", "rating", "frequency")
    )
    return chosen, chosen.matching(series)


def series_or_404(request: SignedInRequest, pk: int, reader: Reader, expected: Expected | None = None) -> Series:
    """A retired indicator keeps its page."""
    found = series_for(
        Indicator.objects.visible_to(request.user).filter(pk=pk),
        reader=reader,
        at=timezone.now(),
        whole=True,
        corrected_since=EVER,
        expected=expected or _expected(reader),
        stored=True,
    )
    if not found:
        raise Http404
    return found[0]


def _expected(reader: Reader) -> Expected:
    return Expected(timezone.localdate(), reader.board.due_after_working_days, extra_holidays())
