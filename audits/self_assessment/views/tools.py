"""Tools, and each as an agency would meet it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audits.self_assessment import actions
from audits.self_assessment.actions.starting import SECTION_11
from audits.self_assessment.models import Tool
from audits.self_assessment.navigation import answers_or_reads
from audits.self_assessment.permissions import can_keep_tools
from board.permissions import require
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest


@require_safe
def tool_list(request: SignedInRequest) -> HttpResponse:
    require(answers_or_reads(request.user))
    tools = Tool.objects.visible_to(request.user)
    context = {"tools": tools, "can_keep": can_keep_tools(request.user)}
    return render(request, "self_assessment/tool_list.html", context)


@require_POST
def tool_take(request: SignedInRequest) -> HttpResponse:
    """The Section 11 tool that ships with the product."""
    tool, is_new = actions.take_ready(SECTION_11, by=request.user)
    messages.success(request, f"{tool} is here and ready to use." if is_new else f"{tool} was here already.")
    return redirect(tool)


@require_safe
def tool_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    tool = get_object_or_404(Tool.objects.visible_to(request.user).select_related("came_from"), pk=pk)
    context = {
        "tool": tool,
        "standards": tool.standards.prefetch_related("questions__agencies", "questions__shown_after"),
        "can_keep": can_keep_tools(request.user),
        "timeline": activity.timeline(tool, with_changes=can_keep_tools(request.user)),
    }
    return render(request, "self_assessment/tool_detail.html", context)


@require_POST
def tool_next(request: SignedInRequest, pk: int) -> HttpResponse:
    tool = get_object_or_404(Tool.objects.visible_to(request.user), pk=pk)
    try:
        coming = actions.next_version(tool, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(tool)
    messages.success(request, f"{coming} begins as a draft with all that the last version asks.")
    return redirect(coming)
