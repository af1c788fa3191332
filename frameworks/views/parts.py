"""Sections, standards and activities: added, changed, moved by one place, taken out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from board.permissions import require
from frameworks import actions
from frameworks.actions.parts import framework_of
from frameworks.forms import ActivityForm, RunningForm, SectionForm, StandardForm
from frameworks.models import Framework, MonitoringActivity, Section, Standard
from frameworks.permissions import can_edit, can_keep_frameworks
from frameworks.views.pages import form_page
from lscb.core.editing import EditForm, saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@dataclass(frozen=True, slots=True)
class Kind:
    """``above``: the model that one is added to, and its name there."""

    model: Any
    form: type[EditForm]
    noun: str
    above: tuple[Any, str]
    below: str


KINDS: dict[str, Kind] = {
    "section": Kind(Section, SectionForm, "section", (Framework, "framework"), "all its standards"),
    "standard": Kind(Standard, StandardForm, "standard", (Section, "section"), "how it is monitored"),
    "activity": Kind(
        MonitoringActivity, ActivityForm, "monitoring", (Standard, "standard"), "what was recorded as done"
    ),
}


@require_http_methods(["GET", "POST"])
def part_add(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """``pk``: of what it is added to."""
    made = KINDS[kind]
    above, name = made.above
    parent = get_object_or_404(above.objects.visible_to(request.user), pk=pk)
    framework = parent if isinstance(parent, Framework) else framework_of(parent)
    require(can_edit(request.user, framework))
    form = made.form(sent(request), instance=made.model(**{name: parent}))
    if request.method == "POST" and saved(
        form,
        act=lambda: actions.add_part(form.instance, by=request.user, links=_links(form)),
        by=request.user,
    ):
        messages.success(request, f"The {made.noun} was added.")
        return _back(framework, form.instance)
    return form_page(
        request,
        form,
        title=f"Add a {made.noun}" if kind != "activity" else "Add how it is monitored",
        button=f"Add the {made.noun}",
        framework=framework,
        standfirst="" if parent is framework else str(parent),
    )


@require_http_methods(["GET", "POST"])
def part_change(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    made, part, framework = _found(request, pk, kind)
    require(can_keep_frameworks(request.user))
    act: Callable[..., Any] = actions.change_activity if kind == "activity" else actions.change_part
    shape = made.form
    if not framework.is_editable:
        # Of what was adopted only who sees to it and when; any other part stands.
        require(kind == "activity")
        shape = RunningForm
    form = shape(sent(request), instance=part)
    if request.method == "POST" and saved(
        form, act=lambda: act(part, form.edit(), by=request.user, links=_links(form)), by=request.user
    ):
        messages.success(request, f"The {made.noun} was saved.")
        return redirect(part) if kind == "activity" else _back(framework, part)
    return form_page(
        request,
        form,
        title=f"Change the {made.noun}",
        button=f"Save the {made.noun}",
        framework=framework,
        standfirst=str(part),
    )


@require_POST
def part_move(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """One place up, or with ``down`` sent, down."""
    _made, part, framework = _found(request, pk, kind)
    require(can_edit(request.user, framework))
    _say_refusal(request, lambda: actions.move_part(part, up="down" not in request.POST, by=request.user))
    return _back(framework, part)


@require_http_methods(["GET", "POST"])
def part_remove(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    made, part, framework = _found(request, pk, kind)
    require(can_edit(request.user, framework))
    if request.method == "POST":
        _say_refusal(
            request, lambda: actions.remove_part(part, by=request.user), done=f"The {made.noun} was taken out."
        )
        return redirect(f"{framework.get_absolute_url()}?edit=yes")
    context = {"framework": framework, "part": part, "noun": made.noun, "below": made.below}
    return render(request, "frameworks/part_remove.html", context)


def _found(request: SignedInRequest, pk: int, kind: str) -> tuple[Kind, Any, Framework]:
    made = KINDS[kind]
    part = get_object_or_404(made.model.objects.visible_to(request.user), pk=pk)
    return made, part, framework_of(part)


def _links(form: Any) -> Any:
    return getattr(form, "links", None)


def _say_refusal(request: SignedInRequest, act: Callable[[], object], *, done: str = "") -> None:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)


def _back(framework: Framework, part: Any) -> HttpResponse:
    """To the place in the whole where it stands."""
    match part:
        case Section():
            place = f"section-{part.pk}"
        case Standard():
            place = f"standard-{part.pk}"
        case _:
            place = f"standard-{part.standard_id}"
    return redirect(f"{framework.get_absolute_url()}?edit=yes#{place}")
