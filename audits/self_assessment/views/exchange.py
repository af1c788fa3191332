"""One return, several partnerships: saved as a file, looked at, brought in; whom the office trusts, what it maps."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST

from audits.self_assessment import actions
from audits.self_assessment.actions.exchange import is_trusted, lines_of, pairs_for
from audits.self_assessment.exchange import own_fingerprint, read
from audits.self_assessment.forms import MappingForm, ReturnFileForm, TrustForm
from audits.self_assessment.models import BroughtReturn, HandingIn, Question, ToolMapping, TrustedBoard
from audits.self_assessment.permissions import can_keep_tools, can_submit
from audits.self_assessment.queries import returns_of
from audits.self_assessment.views.pages import crumb, form_page, visible_return
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@require_POST
def handing_in_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The return as it was handed in, signed, for its agency to give to another Board."""
    found = HandingIn.objects.filter(assessment__in=returns_of(request.user))
    record = get_object_or_404(found.select_related("assessment__campaign__tool", "assessment__agency"), pk=pk)
    text = actions.save_as_file(record, by=request.user)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    name = content_disposition_header(as_attachment=True, filename=f"{record.reference}.txt")
    response.headers["Content-Disposition"] = name or ""
    return response


@require_http_methods(["GET", "POST"])
def return_bring(request: SignedInRequest, pk: int) -> HttpResponse:
    item = visible_return(request, pk)
    require(can_submit(request.user, item))
    form = ReturnFileForm(sent(request), request.FILES or None)
    made: list[BroughtReturn] = []

    def act() -> None:
        made.append(actions.load_file(item, form.text, by=request.user, today=timezone.localdate()))

    if request.method == "POST" and saved(form, act=act, by=request.user):
        return redirect(made[0])
    return form_page(
        request,
        form,
        title="Bring in a return to another Board",
        button="Look at it",
        back=crumb(item),
        standfirst="Nothing is saved before you have seen it.",
    )


@require_http_methods(["GET", "POST"])
def brought_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would come of the file, answer by answer; POST brings it in."""
    brought = _brought(request, pk)
    item = brought.assessment
    if request.method == "POST":
        try:
            count = actions.bring_return_in(brought, by=request.user, today=timezone.localdate())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(brought)
        messages.success(request, f"{count} answers were brought in. Confirm each, or change it.")
        return redirect(item)
    incoming = read(brought.content)
    pairs = pairs_for(item.campaign.tool, incoming)
    lines = [] if pairs is None or brought.brought_at else lines_of(item, incoming, pairs)
    context = {
        "brought": brought,
        "item": item,
        "incoming": incoming,
        "is_trusted": is_trusted(brought),
        "is_other_tool": pairs is None,
        "is_other_agency": incoming.agency.casefold() != item.agency.name.casefold(),
        "lines": lines,
        "taken": sum(not line.stays for line in lines),
    }
    return render(request, "self_assessment/brought.html", context)


@require_http_methods(["GET", "POST"])
def brought_map(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which of their questions is which of ours. The office sees questions here, and no answer."""
    require(can_keep_tools(request.user))
    found = BroughtReturn.objects.to_map(request.user).select_related("assessment__campaign__tool")
    brought = get_object_or_404(found, pk=pk)
    tool, incoming = brought.assessment.campaign.tool, read(brought.content)
    known = ToolMapping.objects.filter(
        tool=tool, their_title__iexact=incoming.tool, their_version=incoming.version
    ).first()
    form = MappingForm(
        sent(request),
        theirs=incoming.answers,
        ours=list(Question.objects.filter(tool_standard__tool=tool)),
        known=known.pairs if known else {},
    )

    def act() -> None:
        actions.map_tool(tool, incoming, form.pairs, by=request.user)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, f"It is remembered which question of {incoming.tool} is which of {tool}.")
        return redirect("self-assessment:other-boards")
    return form_page(
        request,
        form,
        title="Which question is which",
        button="Remember this",
        back=("Other Boards", reverse("self-assessment:other-boards")),
        standfirst=f"{incoming.tool}, version {incoming.version}, of {incoming.board}, beside {tool}.",
    )


@require_http_methods(["GET", "POST"])
def other_boards(request: SignedInRequest) -> HttpResponse:
    """This Board's own fingerprint, the Boards that the office trusts, and the files that wait for it."""
    require(can_keep_tools(request.user))
    form = TrustForm(sent(request))
    if request.method == "POST" and saved(
        form, act=lambda: actions.trust_board(by=request.user, **form.cleaned_data), by=request.user
    ):
        messages.success(request, f"Returns that {form.cleaned_data['name']} signed may be brought in.")
        return redirect("self-assessment:other-boards")
    waiting = BroughtReturn.objects.to_map(request.user).with_mapping()
    waiting = waiting.select_related("assessment__campaign__tool", "loaded_by")
    trusted = TrustedBoard.objects.select_related("trusted_by")
    context = {
        "form": form,
        "own": own_fingerprint(),
        "trusted": trusted,
        "known": {one.fingerprint for one in trusted} | {own_fingerprint()},
        "waiting": waiting.order_by("-loaded_at", "-pk")[:50],
    }
    return render(request, "self_assessment/other_boards.html", context)


@require_POST
def other_board_end(request: SignedInRequest, pk: int) -> HttpResponse:
    require(can_keep_tools(request.user))
    board = get_object_or_404(TrustedBoard, pk=pk)
    actions.trust_no_more(board, by=request.user)
    messages.success(request, f"{board.name} is trusted no more. What was brought in stays.")
    return redirect("self-assessment:other-boards")


def _brought(request: SignedInRequest, pk: int) -> BroughtReturn:
    found = BroughtReturn.objects.visible_to(request.user).select_related(
        "assessment__campaign__tool", "assessment__agency", "brought_by"
    )
    return get_object_or_404(found, pk=pk)
