"""The page the Board reads before it meets."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from board.permissions import can_read_for_the_board, require
from board.rules import year_label
from lscb.core.http import SignedInRequest
from reports import words
from reports.filters import SeriesFilter, TableFilter
from reports.grouping import grouped
from reports.marks import ENTRY_MARKS, RATING_MARKS, received_words, return_mark
from reports.multiples import draw_multiple
from reports.queries.dashboard import Dashboard, dashboard_for
from reports.queries.timeliness import latest_of_each_set, on_time_by_agency
from reports.readers import board_reader
from reports.tabled import BEFORE, tabled

# New figures that crossed nothing, and late returns, before the rest are one link away.
FIRST_SHOWN = 8
MEETINGS_SHOWN = 6
TABLE = "table"
FILTERED_BY = ("agency", "priority", "question", "need", "rating", "by")


@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    require(can_read_for_the_board(request.user))
    reader = board_reader(request.user)
    shown = dashboard_for(request.user, reader=reader, at=timezone.now(), today=timezone.localdate(), is_now=True)
    is_table = request.GET.get("shown") == TABLE
    if is_table:
        chosen: SeriesFilter = TableFilter(request.GET, series=shown.series, fields=(*FILTERED_BY, "shown"))
    else:
        chosen = SeriesFilter(request.GET, series=shown.series, fields=FILTERED_BY)
    groups = grouped(chosen.matching(shown.series), chosen.grouping)
    limit = None if request.GET.get("changes") == "all" else FIRST_SHOWN
    turned = [change for change in shown.changes if change.turned]
    quiet = [change for change in shown.changes if not change.crossed and not change.turned]
    is_asked = bool(request.GET)
    counts = {need.value: len(group) for need, group in shown.by_need}
    return render(
        request,
        "reports/dashboard.html",
        {
            # The reader's own, so that the page need not ask for it again.
            "board": reader.board,
            "dashboard": shown,
            "standfirst": words.standfirst(shown),
            "counts": {rating.value: count for rating, count in shown.rating_counts.items()},
            "rated_count": shown.rated_count,
            "needs": counts,
            "turned": sorted(turned, key=lambda change: change.turned),
            "crossed": [(RATING_MARKS[one.now.rating], one) for one in shown.changes if one.crossed],
            "late_returns": shown.late_returns[:limit],
            "more_late": len(shown.late_returns[FIRST_SHOWN:]) if limit else 0,
            "new_figures": quiet[:limit],
            "more_figures": len(quiet[FIRST_SHOWN:]) if limit else 0,
            "filter": chosen,
            "groups": ()
            if is_table
            else [
                (group.heading, len(group.series), map(draw_multiple, group.series), is_asked or group.is_pressing)
                for group in groups
            ],
            "is_table": is_table,
            "tables": tabled(groups) if is_table else (),
            "periods": BEFORE,
            "other_look": _other_look(request, is_table=is_table),
            "programme_counts": [(ENTRY_MARKS[kind], label, count) for kind, label, count in shown.programme.counts],
            "programme_year": year_label(shown.programme.year, reader.board.year_starts_in),
            "returns": _returns(shown),
            "meetings": shown.upcoming[:MEETINGS_SHOWN],
        },
    )


def _other_look(request: SignedInRequest, *, is_table: bool) -> str:
    """The same filter, as a table or as charts."""
    wanted = request.GET.copy()
    wanted.pop("shown", None)
    if not is_table:
        wanted["shown"] = TABLE
    return f"?{wanted.urlencode()}#indicators"


def _returns(shown: Dashboard) -> list[dict[str, object]]:
    """The latest return of each agency with its mark, and how often the agency was on time in a year."""
    on_time = on_time_by_agency(shown.returns_of_a_year, today=shown.today)
    return [
        {
            "row": row,
            "mark": return_mark(row, today=shown.today),
            "received": received_words(row),
            "on_time": on_time[row.agency],
        }
        for row in latest_of_each_set(shown.returns_of_a_year, today=shown.today)
    ]
