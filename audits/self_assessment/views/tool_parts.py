"""Standards and questions of a draft: added, changed, moved by one place, copied, taken out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audits.self_assessment import actions
from audits.self_assessment.actions.tool_parts import tool_of
from audits.self_assessment.forms import QuestionForm, ToolStandardForm
from audits.self_assessment.models import Question, Tool, ToolStandard
from audits.self_assessment.permissions import can_keep_tools
from audits.self_assessment.views.pages import Crumb, form_page
from board.permissions import require
from lscb.core.editing import EditForm, saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@dataclass(frozen=True, slots=True)
class Kind:
    """``above``: the model that one is added to, and its name there; ``of_tool``: the way up to its tool."""

    model: Any
    form: type[EditForm]
    noun: str
    above: tuple[Any, str]
    of_tool: str
    below: str


KINDS: dict[str, Kind] = {
    "standard": Kind(ToolStandard, ToolStandardForm, "standard", (Tool, "tool"), "tool", "all its questions"),
    "question": Kind(
        Question,
        QuestionForm,
        "question",
        (ToolStandard, "tool_standard"),
        "tool_standard__tool",
        "the questions that follow on from it",
    ),
}


@require_http_methods(["GET", "POST"])
def part_add(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """``pk``: of what it is added to."""
    made = KINDS[kind]
    above, name = made.above
    tools = Tool.objects.visible_to(request.user)
    parent = get_object_or_404(tools if above is Tool else above.objects.filter(tool__in=tools), pk=pk)
    tool = parent if isinstance(parent, Tool) else parent.tool
    require(can_keep_tools(request.user))
    form = made.form(sent(request), instance=made.model(**{name: parent}))

    def act() -> None:
        actions.add_part(form.instance, by=request.user, agencies=form.cleaned_data.get("agencies", ()))

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, f"The {made.noun} was added.")
        return _back(tool, form.instance)
    return form_page(
        request,
        form,
        title=f"Add a {made.noun}",
        button=f"Add the {made.noun}",
        back=_edit_page(tool),
        standfirst="" if parent is tool else str(parent),
    )


@require_http_methods(["GET", "POST"])
def part_change(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    made, part, tool = _found(request, pk, kind)
    form = made.form(sent(request), instance=part)

    def act() -> None:
        actions.change_part(part, form.edit(), by=request.user, agencies=form.cleaned_data.get("agencies"))

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, f"The {made.noun} was saved.")
        return _back(tool, part)
    return form_page(
        request,
        form,
        title=f"Change the {made.noun}",
        button=f"Save the {made.noun}",
        back=_edit_page(tool),
        standfirst=str(part),
    )


@require_POST
def part_move(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """One place up, or with ``down`` sent, down."""
    _made, part, tool = _found(request, pk, kind)
    _say_refusal(request, lambda: actions.move_part(part, up="down" not in request.POST, by=request.user))
    return _back(tool, part)


@require_POST
def part_copy(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    made, part, tool = _found(request, pk, kind)
    _say_refusal(request, lambda: actions.copy_part(part, by=request.user), f"The {made.noun} was copied.")
    return _back(tool, part)


@require_http_methods(["GET", "POST"])
def part_remove(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    made, part, tool = _found(request, pk, kind)
    if request.method == "POST":
        _say_refusal(request, lambda: actions.remove_part(part, by=request.user), f"The {made.noun} was taken out.")
        return redirect(_edit_page(tool)[1])
    context = {"tool": tool, "part": part, "noun": made.noun, "below": made.below, "back_url": _edit_page(tool)[1]}
    return render(request, "self_assessment/tool_part_remove.html", context)


def _found(request: SignedInRequest, pk: int, kind: str) -> tuple[Kind, Any, Tool]:
    made = KINDS[kind]
    visible = made.model.objects.filter(**{f"{made.of_tool}__in": Tool.objects.visible_to(request.user)})
    part = get_object_or_404(visible.select_related(made.of_tool), pk=pk)
    require(can_keep_tools(request.user))
    return made, part, tool_of(part)


def _say_refusal(request: SignedInRequest, act: Callable[[], object], done: str = "") -> None:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)


def _edit_page(tool: Tool) -> Crumb:
    return str(tool), f"{tool.get_absolute_url()}?edit=yes"


def _back(tool: Tool, part: Any) -> HttpResponse:
    """To the place in the whole where it stands."""
    place = f"question-{part.pk}" if isinstance(part, Question) else f"standard-{part.pk}"
    return redirect(f"{_edit_page(tool)[1]}#{place}")
