"""Stored files that are missing or altered: seen, and checked again, by the manager."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from board import actions
from board.permissions import can_manage, require
from lscb.core.http import SignedInRequest
from lscb.core.models import FileFault

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
def files_not_whole(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    if request.method == "POST":
        actions.check_again(by=request.user, now=timezone.now())
        messages.success(request, "They were checked again.")
        return redirect("board:files-not-whole")
    rows = FileFault.objects.select_related("file").order_by("-found_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "board/files_not_whole.html", {"page": page})
