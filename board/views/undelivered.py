"""Messages that did not arrive: seen and sent again by the manager."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from board.permissions import can_manage, require
from lscb.core import outbox
from lscb.core.http import SignedInRequest
from lscb.core.models import Notification

PER_PAGE = 25


@require_safe
def messages_undelivered(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    rows = Notification.objects.undelivered().select_related("recipient").order_by("-queued_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "board/undelivered.html", {"page": page})


@require_POST
def message_send_again(request: SignedInRequest, pk: int) -> HttpResponse:
    require(can_manage(request.user))
    note = get_object_or_404(Notification.objects.undelivered().select_related("recipient"), pk=pk)
    outbox.send_again(note)
    messages.success(request, f"The message to {note.reader} is on its way again.")
    return redirect("board:messages-undelivered")
