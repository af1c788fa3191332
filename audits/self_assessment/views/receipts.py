"""What was handed in, as it was: the receipt and its PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from audits.self_assessment import actions
from audits.self_assessment.actions import papers
from audits.self_assessment.models import HandingIn
from audits.self_assessment.permissions import can_judge, can_run_campaigns, can_submit
from audits.self_assessment.queries import returns_of
from audits.self_assessment.views.pages import paper_response
from board.permissions import require
from lscb.core.http import SignedInRequest


@require_safe
def handing_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """The receipt, and what was said, as it was handed in: to its agency's leads, the office and the panel."""
    record = _readable(request, pk)
    offer = actions.offer_of(papers.RETURN, record.pk, to=request.user)
    context = {
        "record": record,
        "item": record.assessment,
        "offer": offer,
        "can_save_as_file": can_submit(request.user, record.assessment),
    }
    return render(request, "self_assessment/handing_in.html", context)


@require_safe
def handing_in_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    record = _readable(request, pk)
    return paper_response(request, papers.RETURN, record.pk, _url(record))


@require_POST
def handing_in_make(request: SignedInRequest, pk: int) -> HttpResponse:
    record = _readable(request, pk)
    actions.ask_for_paper(papers.RETURN, record.pk, by=request.user)
    return redirect(_url(record))


def _readable(request: SignedInRequest, pk: int) -> HandingIn:
    found = HandingIn.objects.filter(assessment__in=returns_of(request.user)).select_related(
        "assessment__campaign__tool", "assessment__agency", "submitted_by", "signed_paper"
    )
    record = get_object_or_404(found, pk=pk)
    item, user = record.assessment, request.user
    require(can_submit(user, item) or can_judge(user, item.campaign) or can_run_campaigns(user))
    return record


def _url(record: HandingIn) -> str:
    return reverse("self-assessment:handing-in", args=[record.pk])
