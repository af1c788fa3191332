"""What came of a campaign: to the Board as page, PDF and tables; to an agency, itself against all."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audits.self_assessment import actions
from audits.self_assessment.actions import papers
from audits.self_assessment.comparing import compared
from audits.self_assessment.enums import JUDGED
from audits.self_assessment.models import AcceptedInsteadQuerySet, Campaign
from audits.self_assessment.outcomes import Outcome, outcome_of
from audits.self_assessment.papers.drawn import digest_of
from audits.self_assessment.papers.of_results import frozen
from audits.self_assessment.permissions import can_judge, can_submit
from audits.self_assessment.queries import accepted_of, campaigns_of
from audits.self_assessment.taking_out import written
from audits.self_assessment.views.pages import paper_response, visible_return
from board.permissions import require
from lscb.core.http import SignedInRequest
from lscb.core.models import User
from lscb.core.writing import download


@require_safe
def campaign_results(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = _visible(request, pk)
    found = _outcome(campaign)
    context = {
        "campaign": campaign,
        "found": found,
        "map": found.map,
        "accepted": _accepted(campaign, request.user),
        "offer": actions.offer_of(papers.RESULTS, digest_of(frozen(found)), to=request.user),
        "can_judge": can_judge(request.user, campaign),
    }
    return render(request, "self_assessment/campaign_results.html", context)


@require_safe
def campaign_download(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """The same as a table, to Excel or Word."""
    campaign = _visible(request, pk)
    return download(written(_outcome(campaign), _accepted(campaign, request.user)), form)


@require_safe
def campaign_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = _visible(request, pk)
    return paper_response(request, papers.RESULTS, digest_of(frozen(_outcome(campaign))), _url(campaign))


@require_POST
def campaign_pdf_make(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is seen now is frozen now; the same again is the same paper."""
    campaign = _visible(request, pk)
    content = frozen(_outcome(campaign))
    actions.ask_for_paper(papers.RESULTS, digest_of(content), by=request.user, content=content)
    return redirect(_url(campaign))


@require_safe
def return_compared(request: SignedInRequest, pk: int) -> HttpResponse:
    """To its agency's leads once it is moderated, to the panel and the office."""
    item = visible_return(request, pk)
    require(can_submit(request.user, item) or can_judge(request.user, item.campaign))
    if item.status not in JUDGED:
        return redirect(item)
    return render(request, "self_assessment/return_compared.html", {"item": item, "found": compared(item)})


def _outcome(campaign: Campaign) -> Outcome:
    return outcome_of(campaign, today=timezone.localdate())


def _accepted(campaign: Campaign, user: User) -> AcceptedInsteadQuerySet:
    return accepted_of(user).standing().filter(assessment__campaign=campaign).for_listing()


def _visible(request: SignedInRequest, pk: int) -> Campaign:
    return get_object_or_404(campaigns_of(request.user).select_related("tool", "group"), pk=pk)


def _url(campaign: Campaign) -> str:
    return reverse("self-assessment:campaign-results", args=[campaign.pk])
