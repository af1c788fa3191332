from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from board.models import Agency, Group, KeyQuestion, Meeting, Priority
from board.permissions import can_enter, can_manage, require
from board.queries import board_of, known_to
from board.rules import year_label, year_of
from lscb.core.http import SignedInRequest


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Who the Board is this year: when it meets, what it chose, what it asks."""
    require(can_enter(request.user))
    today = timezone.localdate()
    starts_in = board_of(request).year_starts_in
    year = year_of(today, starts_in)
    context = {
        "year_label": year_label(year, starts_in),
        "agency_count": known_to(request.user, Agency).active().count(),
        "group_count": known_to(request.user, Group).active().count(),
        "meetings": known_to(request.user, Meeting).from_day(today).select_related("group")[:5],
        "priorities": known_to(request.user, Priority).filter(year=year),
        "key_questions": known_to(request.user, KeyQuestion),
        "can_manage": can_manage(request.user),
    }
    return render(request, "board/home.html", context)


@require_safe
def me(request: SignedInRequest) -> HttpResponse:
    require(can_enter(request.user))
    return redirect(request.user)
