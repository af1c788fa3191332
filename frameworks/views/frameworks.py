"""The Board's frameworks, and each whole."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from board.permissions import can_enter, require
from frameworks import actions
from frameworks.enums import TRANSITIONS, FrameworkStatus
from frameworks.forms import DiscardForm, FrameworkForm, StatusForm
from frameworks.models import Framework
from frameworks.permissions import can_comment, can_edit, can_keep_frameworks
from frameworks.queries import beside, bringings_in_of, frameworks_of, outline, rows_of, standing_of_each
from frameworks.standing import count_of
from frameworks.timescales import Status
from frameworks.views.pages import form_page
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent

# What a reader may narrow a framework to.
SHOWN = {"late": {Status.OVERDUE}, "soon": {Status.DUE_SOON}, "undated": {Status.NO_DATE}}
OFFERED = [("late", "What is overdue"), ("soon", "What is due within a month"), ("undated", "What has no date")]


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    require(can_enter(request.user))
    frameworks = list(frameworks_of(request.user).select_related("owner"))
    standings = standing_of_each(frameworks, today=timezone.localdate())
    context = {
        "rows": [(framework, standings[framework.pk]) for framework in frameworks],
        "lately": bringings_in_of(request.user).lately()[:10],
        "can_keep": can_keep_frameworks(request.user),
    }
    return render(request, "frameworks/home.html", context)


@require_safe
def framework_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    framework, today = visible_framework(request, pk), timezone.localdate()
    sections = outline(framework, today=today)
    standing, asked = count_of(rows_of(sections)), request.GET.get("show", "")
    context = {
        "framework": framework,
        "today": today,
        "standing": standing,
        "is_monitored": standing.total() > 0,
        "sections": sections,
        "shown": asked if asked in SHOWN else "",
        "wanted": SHOWN.get(asked),
        "offered": OFFERED,
        "beside": beside(framework, request.user),
        "is_open": framework.status == FrameworkStatus.CONSULTATION and can_comment(request.user),
        "is_editing": "edit" in request.GET and can_edit(request.user, framework),
        "can_edit": can_edit(request.user, framework),
        "can_keep": can_keep_frameworks(request.user),
        "leads_on": bool(TRANSITIONS[FrameworkStatus(framework.status)] - {FrameworkStatus.SUPERSEDED}),
        "timeline": activity.timeline(framework, with_changes=can_keep_frameworks(request.user)),
    }
    return render(request, "frameworks/framework_detail.html", context)


@require_http_methods(["GET", "POST"])
def framework_add(request: SignedInRequest) -> HttpResponse:
    require(can_keep_frameworks(request.user))
    form = FrameworkForm(sent(request), instance=Framework())
    if request.method == "POST" and saved(
        form, act=lambda: actions.begin_framework(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, f"{form.instance} was begun. Its sections and standards come next.")
        return redirect(form.instance)
    return form_page(request, form, title="Begin a framework", button="Begin it", framework=None)


@require_http_methods(["GET", "POST"])
def framework_change(request: SignedInRequest, pk: int) -> HttpResponse:
    framework = visible_framework(request, pk)
    require(can_keep_frameworks(request.user))
    form = FrameworkForm(sent(request), instance=framework)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_framework(framework, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The particulars were saved.")
        return redirect(framework)
    return form_page(request, form, title="Change its particulars", button="Save the particulars", framework=framework)


@require_http_methods(["GET", "POST"])
def framework_move(request: SignedInRequest, pk: int) -> HttpResponse:
    framework = visible_framework(request, pk)
    require(can_keep_frameworks(request.user))
    form = StatusForm(sent(request), framework=framework)

    def move() -> None:
        answer = form.cleaned_data
        on = answer.get("on") or timezone.localdate()
        actions.move_framework(
            framework,
            answer["status"],
            by=request.user,
            on=on,
            comments_by=answer.get("comments_by"),
            asked=answer.get("asked", ()),
        )

    if request.method == "POST" and saved(form, act=move, by=request.user):
        messages.success(request, f"{framework} is now: {form.cleaned_data['status'].label.lower()}.")
        return redirect(framework)
    return form_page(
        request, form, title="How far the framework has come", button="Save the status", framework=framework
    )


@require_http_methods(["GET", "POST"])
def framework_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    framework = visible_framework(request, pk)
    require(can_edit(request.user, framework))
    form = DiscardForm(sent(request))

    def discard() -> None:
        actions.discard_framework(framework, because=form.cleaned_data["because"], by=request.user)

    if request.method == "POST" and saved(form, act=discard, by=request.user):
        messages.success(request, f"{framework} was thrown away. The history keeps why.")
        return redirect(framework.came_from or "frameworks:home")
    return form_page(
        request,
        form,
        title="Throw this draft away",
        button="Throw it away",
        framework=framework,
        standfirst="It goes with all that stands in it. What was adopted before it stays as it is.",
    )


def visible_framework(request: SignedInRequest, pk: int) -> Framework:
    return get_object_or_404(frameworks_of(request.user).select_related("owner", "came_from"), pk=pk)
