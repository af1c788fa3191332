"""Text past its period: what would go, and what has gone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from board import actions
from board.models import Board
from board.permissions import can_manage, require
from lscb.core import retention
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest
from lscb.core.models import RetentionRun

RUNS_SHOWN = 20


@require_http_methods(["GET", "POST"])
def retention_page(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    now = timezone.now()
    if request.method == "POST":
        _apply(request)
        return redirect("board:retention")
    board = Board.current()
    due = retention.what_would_go(board.keeps_from(now))
    runs = RetentionRun.objects.select_related("by")[:RUNS_SHOWN]
    context = {
        "due": due,
        "is_any": any(one.count for one in due),
        "erases_by_itself": board.erases_by_itself,
        "runs": [
            (run, [(retention.LABELS[name], count) for name, count in run.counts.items() if count]) for run in runs
        ],
    }
    return render(request, "board/retention.html", context)


def _apply(request: SignedInRequest) -> None:
    try:
        run = actions.apply_retention(by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    if run:
        messages.success(request, "It was erased. The activity log tells how much of what.")
    else:
        messages.info(request, "Nothing was past its period.")
