"""Improvement actions: the list, each one, and how far it is."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from board.permissions import can_manage, require
from board.views.lists import BoardListView
from improvement import actions
from improvement.enums import ActionStatus
from improvement.filters import ActionFilter
from improvement.forms import ActionForm, MoveForm
from improvement.models import ImprovementAction
from improvement.navigation import improves_or_reads
from improvement.permissions import can_keep, can_say_how_far
from improvement.queries import actions_of
from improvement.tables import ActionTable
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent
from lscb.core.models import User


class ActionListView(BoardListView):
    table_class = ActionTable
    filterset_class = ActionFilter
    template_name = "improvement/home.html"

    def may_list(self, user: User) -> bool:
        return improves_or_reads(user)

    def get_queryset(self) -> QuerySet[ImprovementAction]:
        return actions_of(self.request.user).for_listing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"today": timezone.localdate()}


@require_safe
def action_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _visible(request, pk)
    context = {
        "action": action,
        "today": timezone.localdate(),
        "can_keep": can_keep(request.user, action),
        "can_move": _may_move(request, action),
        "timeline": activity.timeline(action, with_changes=can_manage(request.user)),
    }
    return render(request, "improvement/action_detail.html", context)


@require_http_methods(["GET", "POST"])
def action_change(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _visible(request, pk)
    require(can_keep(request.user, action))
    form = ActionForm(sent(request), instance=action)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_action(action, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The action was saved.")
        return redirect(action)
    return _form_page(request, form, action, title="Change the action", button="Save the action")


@require_http_methods(["GET", "POST"])
def action_move(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _visible(request, pk)
    require(_may_move(request, action))
    form = MoveForm(sent(request), action=action, user=request.user)

    def act() -> None:
        said = form.cleaned_data
        target, today = ActionStatus(said["status"]), timezone.localdate()
        actions.move_action(action, target, words=said["words"], by=request.user, today=today)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, f"The action is {ActionStatus(form.cleaned_data['status']).label.lower()}.")
        return redirect(action)
    return _form_page(request, form, action, title="How far the action is", button="Save how far it is")


def _may_move(request: SignedInRequest, action: ImprovementAction) -> bool:
    if action.status == ActionStatus.CLOSED:
        return can_manage(request.user)
    return can_say_how_far(request.user, action)


def _visible(request: SignedInRequest, pk: int) -> ImprovementAction:
    return get_object_or_404(actions_of(request.user).for_listing(), pk=pk)


def _form_page(
    request: SignedInRequest, form: Any, action: ImprovementAction, *, title: str, button: str
) -> HttpResponse:
    context = {
        "form": form,
        "second_form": None,
        "title": title,
        "button": button,
        "action": action,
        "back_url": action.get_absolute_url(),
    }
    return render(request, "improvement/form_page.html", context)
