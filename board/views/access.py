"""The access review: who may come in as what, when they last did, and how they prove who they are."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from board import actions, downloads
from board.filters import AccessFilter
from board.forms import ReviewForm
from board.permissions import can_manage, require
from board.queries import access_reviews, people_visible_to, people_with_access
from board.tables import AccessTable
from board.views.lists import BoardListView
from lscb.core.downloads import csv_response
from lscb.core.http import SignedInRequest
from lscb.core.models import User


class AccessListView(BoardListView):
    table_class = AccessTable
    filterset_class = AccessFilter
    template_name = "board/access_list.html"

    def may_list(self, user: User) -> bool:
        return can_manage(user)

    def get_queryset(self) -> QuerySet[User]:
        return people_with_access(people_visible_to(self.request.user), today=timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"reviews": access_reviews(at_most=5), "review_form": ReviewForm()}
        return super().get_context_data(**kwargs) | own


@require_safe
def access_download(request: SignedInRequest) -> HttpResponse:
    """The whole review, whatever the page is narrowed to."""
    require(can_manage(request.user))
    today = timezone.localdate()
    people = people_with_access(people_visible_to(request.user), today=today)
    return csv_response(f"access-{today.isoformat()}.csv", downloads.ACCESS_HEADER, downloads.access_rows(people))


@require_POST
def access_reviewed(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    form = ReviewForm(request.POST)
    if form.is_valid():
        people = people_with_access(people_visible_to(request.user), today=timezone.localdate())
        actions.record_review(form.cleaned_data["note"], people_count=people.count(), by=request.user)
        messages.success(request, "Your review is in the log.")
    else:
        messages.error(request, f"{form.errors['note'][0]}.")
    return redirect("board:access")
