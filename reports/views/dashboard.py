"""The page the Board reads before it meets."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from board.permissions import can_read_for_the_board, require
from lscb.core.http import SignedInRequest
from reports.queries.dashboard import dashboard_for
from reports.readers import reader_for


@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    require(can_read_for_the_board(request.user))
    reader = reader_for(request.user)
    shown = dashboard_for(request.user, reader=reader, at=timezone.now(), today=timezone.localdate())
    return render(request, "reports/dashboard.html", {"dashboard": shown})
