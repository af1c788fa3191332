"""Tools: begun, taken ready-made, said to be ready, and each as an agency would meet it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.self_assessment import actions
from audits.self_assessment.actions.starting import SECTION_11
from audits.self_assessment.enums import ToolStatus
from audits.self_assessment.forms import PreviewForm, TakeStandardsForm, ToolForm
from audits.self_assessment.models import Tool
from audits.self_assessment.navigation import answers_or_reads
from audits.self_assessment.permissions import can_keep_tools
from audits.self_assessment.queries import as_met_by
from audits.self_assessment.views.pages import crumb, form_page
from audits.self_assessment.writing import written
from board.permissions import require
from frameworks.enums import FrameworkStatus
from frameworks.forms import DiscardForm
from frameworks.models import Standard
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent
from lscb.core.writing import download


@require_safe
def tool_list(request: SignedInRequest) -> HttpResponse:
    require(answers_or_reads(request.user))
    tools = Tool.objects.visible_to(request.user)
    context = {"tools": tools, "can_keep": can_keep_tools(request.user)}
    return render(request, "self_assessment/tool_list.html", context)


@require_http_methods(["GET", "POST"])
def tool_add(request: SignedInRequest) -> HttpResponse:
    require(can_keep_tools(request.user))
    form = ToolForm(sent(request))
    if request.method == "POST" and saved(
        form, act=lambda: actions.begin_tool(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, f"{form.instance} was begun. Add its standards and their questions.")
        return redirect(f"{form.instance.get_absolute_url()}?edit=yes")
    return form_page(request, form, title="Begin a tool", button="Begin the tool", back=crumb_of_list())


@require_POST
def tool_take(request: SignedInRequest) -> HttpResponse:
    """The Section 11 tool that ships with the product."""
    tool, is_new = actions.take_ready(SECTION_11, by=request.user)
    messages.success(request, f"{tool} is here and ready to use." if is_new else f"{tool} was here already.")
    return redirect(tool)


@require_safe
def tool_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    tool = visible_tool(request, pk)
    can_edit = can_keep_tools(request.user) and tool.status == ToolStatus.DRAFT
    context = {
        "tool": tool,
        "standards": tool.standards.prefetch_related("questions__agencies", "questions__shown_after"),
        "can_keep": can_keep_tools(request.user),
        "can_edit": can_edit,
        "is_editing": can_edit and "edit" in request.GET,
        "timeline": activity.timeline(tool, with_changes=can_keep_tools(request.user)),
    }
    return render(request, "self_assessment/tool_detail.html", context)


@require_http_methods(["GET", "POST"])
def tool_change(request: SignedInRequest, pk: int) -> HttpResponse:
    tool = visible_tool(request, pk)
    require(can_keep_tools(request.user))
    form = ToolForm(sent(request), instance=tool)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_tool(tool, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The tool was saved.")
        return redirect(tool)
    return form_page(request, form, title="Change the tool", button="Save the tool", back=crumb(tool))


@require_safe
def tool_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The questions that one agency would be asked."""
    tool = visible_tool(request, pk)
    form = PreviewForm(request.GET if "agency" in request.GET else None)
    agency = form.cleaned_data["agency"] if form.is_valid() else None
    context = {"tool": tool, "form": form, "agency": agency, "standards": as_met_by(tool, agency) if agency else []}
    return render(request, "self_assessment/tool_preview.html", context)


@require_safe
def tool_take_out(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """In Word or Excel, to be worked on and brought in again."""
    return download(written(visible_tool(request, pk), is_one_sheet=form == "xlsx"), form)


@require_http_methods(["GET", "POST"])
def tool_take_standards(request: SignedInRequest, pk: int) -> HttpResponse:
    """Standards of the Board's adopted frameworks become standards of the tool."""
    tool = visible_tool(request, pk)
    require(can_keep_tools(request.user))
    offered = Standard.objects.filter(section__framework__status=FrameworkStatus.ADOPTED)
    offered = offered.order_by("section__framework__title", "section__position", "position", "pk")
    form = TakeStandardsForm(sent(request), standards=offered)

    def act() -> None:
        actions.take_standards(tool, form.cleaned_data["standards"], by=request.user)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, "The standards were taken over. Add their questions.")
        return redirect(f"{tool.get_absolute_url()}?edit=yes")
    return form_page(request, form, title="Take standards from a framework", button="Take them over", back=crumb(tool))


@require_POST
def tool_ready(request: SignedInRequest, pk: int) -> HttpResponse:
    tool = visible_tool(request, pk)
    return _act(request, tool, lambda: actions.say_ready(tool, by=request.user), f"{tool} is ready to use.")


@require_POST
def tool_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    tool = visible_tool(request, pk)
    return _act(request, tool, lambda: actions.take_back_to_draft(tool, by=request.user), f"{tool} is a draft again.")


@require_http_methods(["GET", "POST"])
def tool_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    tool = visible_tool(request, pk)
    require(can_keep_tools(request.user))
    form = DiscardForm(sent(request))

    def discard() -> None:
        actions.discard_tool(tool, because=form.cleaned_data["because"], by=request.user)

    if request.method == "POST" and saved(form, act=discard, by=request.user):
        messages.success(request, f"{tool} was thrown away. The history keeps why.")
        return redirect(tool.came_from or "self-assessment:tool-list")
    return form_page(request, form, title="Throw this draft away", button="Throw it away", back=crumb(tool))


@require_POST
def tool_next(request: SignedInRequest, pk: int) -> HttpResponse:
    tool = visible_tool(request, pk)
    try:
        coming = actions.next_version(tool, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(tool)
    messages.success(request, f"{coming} begins as a draft with all that the last version asks.")
    return redirect(coming)


def visible_tool(request: SignedInRequest, pk: int) -> Tool:
    return get_object_or_404(Tool.objects.visible_to(request.user).select_related("came_from"), pk=pk)


def crumb_of_list() -> tuple[str, str]:
    return "Tools", reverse("self-assessment:tool-list")


def _act(request: SignedInRequest, tool: Tool, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(tool)
