"""What one agency supplies and how its returns come in: for those who read for the Board, and its own people."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from board.models import Agency
from board.queries import known_to
from lscb.core.calendar import extra_holidays
from lscb.core.http import SignedInRequest
from reports import words
from reports.grouping import grouped
from reports.marks import received_words, return_mark
from reports.multiples import draw_multiple
from reports.permissions import can_read_agency
from reports.queries.agency import agency_standing
from reports.queries.expected import Expected
from reports.readers import board_reader


@require_safe
def agency(request: SignedInRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(known_to(request.user, Agency), pk=pk)
    if not can_read_agency(request.user, agency):
        raise Http404
    reader, today = board_reader(request.user), timezone.localdate()
    expected = Expected(today, reader.board.due_after_working_days, extra_holidays())
    shown = agency_standing(agency, request.user, reader=reader, at=timezone.now(), expected=expected)
    return render(
        request,
        "reports/agency.html",
        {
            "board": reader.board,
            "agency": agency,
            "shown": shown,
            "standfirst": words.of_an_agency(shown),
            "groups": [
                (group.heading, len(group.series), map(draw_multiple, group.series), group.is_pressing)
                for group in grouped(shown.series, None)
            ],
            "returns": [(row, return_mark(row, today=today), received_words(row)) for row in shown.returns],
        },
    )
