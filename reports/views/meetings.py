"""The indicators that a group chose for a meeting, as the Board sees them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from board.models import Meeting
from board.permissions import can_read_for_the_board, require
from indicators.permissions import can_choose_for
from lscb.core.calendar import extra_holidays
from lscb.core.http import SignedInRequest
from reports.multiples import draw_multiple
from reports.queries.chosen import chosen_for
from reports.queries.expected import Expected
from reports.queries.series import indicators_of, kept_series_for
from reports.readers import board_reader


@require_safe
def meeting_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    require(can_read_for_the_board(request.user))
    meeting = get_object_or_404(Meeting.objects.select_related("group"), pk=pk)
    reader, now, today = board_reader(request.user), timezone.now(), timezone.localdate()
    expected = Expected(today, reader.board.due_after_working_days, extra_holidays())
    chosen = indicators_of(request.user).filter(pk__in=chosen_for(meeting))
    series = kept_series_for(chosen, reader=reader, at=now, since=now, expected=expected)
    context = {
        "board": reader.board,
        "meeting": meeting,
        "multiples": [draw_multiple(one) for one in sorted(series, key=lambda one: (one.rating_place, one.code_place))],
        "said": [(one, one.latest) for one in series if one.latest and one.latest.explanation],
        "can_choose": can_choose_for(request.user, meeting) and meeting.held_on >= today,
    }
    return render(request, "reports/meeting_figures.html", context)
