"""A return as a whole: how far it is, who helps, handing it in, and what was handed in."""

from collections import defaultdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.self_assessment import actions
from audits.self_assessment.actions import papers
from audits.self_assessment.actions.editable import why_closed
from audits.self_assessment.actions.submission import Signature, missing
from audits.self_assessment.enums import HANDED_IN, IN_SCRUTINY, JUDGED, TRANSITIONS, ReturnStatus
from audits.self_assessment.forms import HandOverForm, SignatureForm
from audits.self_assessment.models import (
    AcceptedInstead,
    AssessmentReturn,
    BroughtReturn,
    Delegation,
    PeerView,
    SigningRequest,
    ToolStandard,
)
from audits.self_assessment.permissions import (
    can_judge,
    can_run_campaigns,
    can_submit,
    can_write_letters,
    helps_with_it,
)
from audits.self_assessment.queries import (
    accepted_of,
    answers_of,
    by_part,
    challenges_of,
    conversations_of,
    last_judgements,
    last_views,
    letters_of,
    progress,
    returns_of,
)
from audits.self_assessment.views.pages import crumb, form_page, visible_return
from board.enums import Role
from board.permissions import require
from board.queries import holding
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent
from lscb.core.models import User


@require_safe
def return_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    found, today = returns_of(request.user).for_listing().with_progress(), timezone.localdate()
    item = get_object_or_404(found, pk=pk)
    closed = why_closed(item, today=today)
    standards = progress(item, request.user)
    leads = can_submit(request.user, item)
    judges = item.status in HANDED_IN and can_judge(request.user, item.campaign)
    context = {
        "item": item,
        "today": today,
        "closed": closed,
        "standards": standards,
        "asked": sum(each.asked for each in standards),
        "answered": sum(each.answered for each in standards),
        "unconfirmed": sum(each.unconfirmed for each in standards),
        "handed_in": item.handed_in.select_related("submitted_by").order_by("-number"),
        "delegations": item.delegations.select_related("person", "tool_standard") if leads else [],
        "conversations": conversations_of(request.user).filter(assessment=item).for_listing(),
        "brought": BroughtReturn.objects.visible_to(request.user).filter(assessment=item).order_by("-pk"),
        "letters": letters_of(request.user).filter(assessment=item).select_related("issued_by"),
        "can_write": item.status in JUDGED and can_write_letters(request.user, item.campaign),
        "leads": leads,
        "accepted": _accepted(item, request.user) if item.is_accepted else None,
        "can_accept": can_run_campaigns(request.user) and item.is_editable and not item.campaign.is_closed,
        "can_ask_after_all": can_run_campaigns(request.user) and item.is_accepted and not item.campaign.is_closed,
        "declined": _last_declined(item) if leads else None,
        "may_submit": leads and not closed,
        "may_answer": not closed and (leads or helps_with_it(request.user, item)),
        "can_extend": can_run_campaigns(request.user) and not item.is_settled,
        "can_judge": item.status in IN_SCRUTINY and judges,
        "can_send_back": ReturnStatus.SENT_BACK in TRANSITIONS[ReturnStatus(item.status)] and judges,
        "timeline": activity.timeline(item, with_changes=False),
    }
    return render(request, "self_assessment/return_detail.html", context)


@require_http_methods(["GET", "POST"])
def return_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is still missing; where nothing is, who signs it off, and the button."""
    item, today = visible_return(request, pk), timezone.localdate()
    require(can_submit(request.user, item))
    if item.status not in HANDED_IN and (reason := why_closed(item, today=today)):
        messages.info(request, reason)
        return redirect(item)
    form = SignatureForm(sent(request), request.FILES or None, today=today)
    answers = list(answers_of(request.user).filter(assessment=item, is_asked=True).in_order())
    found = missing(answers, today=today)

    def act() -> None:
        said = form.cleaned_data
        signature = Signature(said["name"], said["post"], said["day"], said["paper"])
        actions.submit(returns_of(request.user), item.pk, signature, by=request.user, today=today)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        record = item.handed_in.latest("number")
        actions.ask_for_paper(papers.RETURN, record.pk, by=request.user)
        return redirect("self-assessment:handing-in", record.pk)
    context = {
        "item": item,
        "form": form,
        "found": found,
        "actions": [answer for answer in answers if answer.needs_an_action],
        "today": today,
        "total": len(answers),
    }
    return render(request, "self_assessment/return_submit.html", context)


@require_http_methods(["GET", "POST"])
def return_delegate(request: SignedInRequest, pk: int) -> HttpResponse:
    item, today = visible_return(request, pk), timezone.localdate()
    require(can_submit(request.user, item))
    people = holding(
        User.objects.filter(is_active=True), today=today, role=Role.AGENCY_CONTRIBUTOR, agency=item.agency_id
    )
    standards = ToolStandard.objects.filter(tool=item.campaign.tool_id).order_by("position", "pk")
    form = HandOverForm(sent(request), standards=standards, people=people.order_by("name"))

    def act() -> None:
        said = form.cleaned_data
        actions.hand_over(item, said["tool_standard"], said["person"], by=request.user, today=today)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        said = form.cleaned_data
        messages.success(request, f"“{said['tool_standard']}” is with {said['person']}, who is told.")
        return redirect(item)
    return form_page(
        request,
        form,
        title="Hand a standard to a colleague",
        button="Hand it over",
        back=crumb(item),
        standfirst="They see that standard and no other part of the return.",
    )


@require_POST
def delegation_end(request: SignedInRequest, pk: int) -> HttpResponse:
    delegations = Delegation.objects.filter(assessment__in=returns_of(request.user))
    delegation = get_object_or_404(delegations.select_related("assessment__agency", "tool_standard", "person"), pk=pk)
    actions.take_back(delegation, by=request.user)
    messages.success(request, f"“{delegation.tool_standard}” is no longer with {delegation.person}.")
    return redirect(delegation.assessment)


@require_safe
def return_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every answer of a return, with the panel's judgement beside it: to the panel to judge, to its agency to read."""
    item = visible_return(request, pk)
    require(item.status in HANDED_IN)
    answers = answers_of(request.user).filter(assessment=item, is_asked=True)
    judged = last_judgements(answers)
    conversations = conversations_of(request.user).filter(assessment=item, is_internal=False).for_listing()
    about = by_part(conversations)
    views: dict[int, list[PeerView]] = defaultdict(list)
    for view in last_views(PeerView.objects.filter(challenge__assessment=item)).values():
        views[view.tool_standard_id].append(view)
    sections: dict[ToolStandard, list[tuple[object, ...]]] = {}
    found = answers.in_order().select_related("question__tool_standard", "brought_from")
    for answer in found.prefetch_related("shown_by__evidence__versions"):
        part = answer.question.tool_standard
        said = about.get((part.pk, answer.question_id))
        sections.setdefault(part, []).append((answer, judged.get(answer.pk), said))
    context = {
        "item": item,
        "sections": [(part, rows, about.get((part.pk, None)), views[part.pk]) for part, rows in sections.items()],
        "can_write": item.status in JUDGED and can_write_letters(request.user, item.campaign),
        "challenges": challenges_of(request.user).filter(assessment=item).for_listing(),
        "is_own": can_submit(request.user, item),
        "can_ask": item.status in IN_SCRUTINY and can_judge(request.user, item.campaign),
        "can_judge": can_judge(request.user, item.campaign),
        "judged": len(judged),
        "today": timezone.localdate(),
    }
    return render(request, "self_assessment/return_read.html", context)


def _accepted(item: AssessmentReturn, user: User) -> AcceptedInstead | None:
    return accepted_of(user).standing().for_listing().filter(assessment=item).first()


def _last_declined(item: AssessmentReturn) -> SigningRequest | None:
    return SigningRequest.objects.filter(assessment=item).exclude(declined_because="").order_by("pk").last()
