"""The plan by which a framework is devised: its stages, and their sign-off."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.permissions import can_see_people, require
from frameworks import actions
from frameworks.forms import RouteForm, SignOffForm, StageForm
from frameworks.models import Framework, Stage
from frameworks.permissions import can_keep_frameworks, can_sign_off
from frameworks.queries import frameworks_of, plans_of, stages_of
from frameworks.views.frameworks import visible_framework
from frameworks.views.pages import form_page
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@require_safe
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Also to those who own a stage of a framework that only the office sees yet."""
    framework = get_object_or_404(plans_of(request.user), pk=pk)
    stages = list(Stage.objects.filter(framework=framework).for_listing())
    context = {
        "framework": framework,
        "stages": [(stage, can_sign_off(request.user, stage)) for stage in stages],
        "signed_off": sum(1 for stage in stages if stage.signed_off_at),
        "can_keep": can_keep_frameworks(request.user),
        "sees_framework": frameworks_of(request.user).filter(pk=framework.pk).exists(),
        "can_see_people": can_see_people(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "frameworks/plan.html", context)


@require_http_methods(["GET", "POST"])
def plan_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    framework = visible_framework(request, pk)
    require(can_keep_frameworks(request.user))
    form = RouteForm(sent(request))
    if request.method == "POST" and saved(
        form, act=lambda: actions.begin_plan(framework, form.cleaned_data["route"], by=request.user), by=request.user
    ):
        messages.success(request, "The plan was begun. Give each stage its owner and its day.")
        return redirect("frameworks:plan", framework.pk)
    return form_page(
        request,
        form,
        title="Plan how it is devised",
        button="Begin the plan",
        framework=framework,
        standfirst="Either route begins with its stages, which you may change.",
    )


@require_http_methods(["GET", "POST"])
def stage_add(request: SignedInRequest, pk: int) -> HttpResponse:
    framework = visible_framework(request, pk)
    require(can_keep_frameworks(request.user))
    form = StageForm(sent(request), instance=Stage(framework=framework))
    if request.method == "POST" and saved(
        form, act=lambda: actions.add_stage(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, "The stage was added.")
        return redirect(form.instance)
    return form_page(request, form, title="Add a stage", button="Add the stage", framework=framework)


@require_http_methods(["GET", "POST"])
def stage_change(request: SignedInRequest, pk: int) -> HttpResponse:
    stage = _visible(request, pk)
    require(can_keep_frameworks(request.user))
    form = StageForm(sent(request), instance=stage)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_stage(stage, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The stage was saved.")
        return redirect(stage)
    return form_page(
        request,
        form,
        title="Change a stage",
        button="Save the stage",
        framework=stage.framework,
        standfirst=stage.words,
    )


@require_http_methods(["GET", "POST"])
def stage_sign_off(request: SignedInRequest, pk: int) -> HttpResponse:
    stage = _visible(request, pk)
    require(can_sign_off(request.user, stage))
    form = SignOffForm(sent(request))
    if request.method == "POST" and saved(
        form, act=lambda: actions.sign_off_stage(stage, by=request.user, **form.cleaned_data), by=request.user
    ):
        messages.success(request, "The stage is signed off.")
        return redirect(stage)
    return form_page(
        request,
        form,
        title="Sign a stage off",
        button="Sign it off",
        framework=stage.framework,
        standfirst=stage.words,
        back_url=stage.get_absolute_url(),
    )


@require_POST
def stage_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """One place up, or with ``down`` sent, down."""
    stage = _visible(request, pk)
    require(can_keep_frameworks(request.user))
    return _done(request, stage, lambda: actions.move_stage(stage, up="down" not in request.POST, by=request.user))


@require_POST
def stage_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    stage = _visible(request, pk)
    require(can_keep_frameworks(request.user))
    return _done(request, stage, lambda: actions.remove_stage(stage, by=request.user), said="The stage was taken out.")


@require_POST
def stage_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    stage = _visible(request, pk)
    require(can_keep_frameworks(request.user))
    return _done(request, stage, lambda: actions.reopen_stage(stage, by=request.user), said="The stage is open again.")


def _done(request: SignedInRequest, stage: Stage, act: Callable[[], object], *, said: str = "") -> HttpResponse:
    framework: Framework = stage.framework
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if said:
            messages.success(request, said)
    return redirect("frameworks:plan", framework.pk)


def _visible(request: SignedInRequest, pk: int) -> Stage:
    return get_object_or_404(stages_of(request.user).for_listing(), pk=pk)
