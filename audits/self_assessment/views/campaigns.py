"""Campaigns: begun, seen to, and what came of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.self_assessment import actions
from audits.self_assessment.forms import CampaignForm, ExtendForm, OpenCampaignForm, PartForm
from audits.self_assessment.models import AcceptedInsteadQuerySet, Campaign, Tool
from audits.self_assessment.navigation import answers_or_reads
from audits.self_assessment.permissions import can_judge, can_run_campaigns
from audits.self_assessment.queries import accepted_of, board_of, campaigns_of, challenges_of, rates, returns_of
from audits.self_assessment.rolling import turns
from audits.self_assessment.views.pages import crumb, form_page, visible_return
from board.models import scope_of
from board.permissions import require
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent
from lscb.core.models import User


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """An agency's returns; to those who read for the Board, its campaigns."""
    require(answers_or_reads(request.user))
    scope = scope_of(request.user)
    own = returns_of(request.user).filter(agency__in=scope.agencies).for_listing().with_progress()
    context = {
        "returns": own.order_by("-campaign__opens_on", "agency__name") if scope.agencies else [],
        "challenges": challenges_of(request.user).filter(agency__in=scope.leads, ended_at=None).for_listing()
        if scope.leads
        else [],
        "campaigns": campaigns_of(request.user).select_related("tool", "group"),
        "reads": scope.reads_for_the_board,
        "can_run": can_run_campaigns(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "self_assessment/home.html", context)


@require_safe
def campaign_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign, today = visible_campaign(request, pk), timezone.localdate()
    returns = board_of(campaign)
    context = {
        "campaign": campaign,
        "today": today,
        "returns": returns,
        "rates": rates(returns, today=today),
        "accepted": _accepted(campaign, request.user),
        "can_run": can_run_campaigns(request.user),
        "can_judge": can_judge(request.user, campaign),
        "first_standard": campaign.tool.standards.order_by("position", "pk").first(),
        "timeline": activity.timeline(campaign, with_changes=can_run_campaigns(request.user)),
    }
    return render(request, "self_assessment/campaign_detail.html", context)


@require_http_methods(["GET", "POST"])
def campaign_open(request: SignedInRequest) -> HttpResponse:
    require(can_run_campaigns(request.user))
    today = timezone.localdate()
    form = OpenCampaignForm(sent(request), instance=Campaign(opens_on=today), initial=_chosen(request))

    def act() -> None:
        agencies = list(form.cleaned_data["agencies"])
        actions.open_campaign(form.instance, agencies, by=request.user, today=today)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, f"{form.instance} is open. Each agency’s leads are told.")
        return redirect(form.instance)
    back = ("Self-assessments", reverse("self-assessment:home"))
    return form_page(request, form, title="Open a campaign", button="Open it and tell them", back=back)


@require_safe
def campaign_part(request: SignedInRequest) -> HttpResponse:
    """Those asked longest ago first: who would be asked now, and when each was asked last."""
    require(can_run_campaigns(request.user))
    form = PartForm(request.GET if "tool" in request.GET else None)
    context = {"form": form, "turns": [], "chosen": [], "tool": None}
    if form.is_valid():
        said = form.cleaned_data
        found = turns(said["tool"], form.agencies, how_many=said["how_many"], is_share=said["counted"] == "share")
        chosen = [turn.agency.pk for turn in found if turn.is_chosen]
        context |= {"turns": found, "chosen": chosen, "tool": said["tool"]}
    return render(request, "self_assessment/campaign_part.html", context)


@require_http_methods(["GET", "POST"])
def campaign_change(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = visible_campaign(request, pk)
    require(can_run_campaigns(request.user))
    form = CampaignForm(sent(request), instance=campaign)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_campaign(campaign, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The campaign was saved.")
        return redirect(campaign)
    return form_page(request, form, title="Change the campaign", button="Save the campaign", back=crumb(campaign))


@require_POST
def campaign_close(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = visible_campaign(request, pk)
    actions.close_campaign(campaign, by=request.user)
    messages.success(request, f"{campaign} is closed: no more answers are taken.")
    return redirect(campaign)


@require_http_methods(["GET", "POST"])
def return_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    item, today = visible_return(request, pk), timezone.localdate()
    require(can_run_campaigns(request.user))
    form = ExtendForm(sent(request), latest=max(item.campaign.due_on, today))
    if request.method == "POST" and saved(
        form, act=lambda: actions.extend(item, by=request.user, today=today, **form.cleaned_data), by=request.user
    ):
        messages.success(request, f"{item.agency} has more time, and is told.")
        return redirect(item.campaign)
    return form_page(
        request,
        form,
        title="Give more time",
        button="Give it",
        back=crumb(item.campaign),
        standfirst=str(item.agency),
    )


def _chosen(request: SignedInRequest) -> dict[str, object]:
    """The tool and agencies of the part that was looked at."""
    tool, agencies = request.GET.get("tool", ""), request.GET.getlist("agencies")
    keys = [int(key) for key in agencies if key.isascii() and key.isdigit() and len(key) < 10]
    if not (tool.isascii() and tool.isdigit() and len(tool) < 10 and keys):
        return {}
    return {"tool": Tool.objects.usable().filter(pk=tool).first(), "agencies": keys}


def _accepted(campaign: Campaign, user: User) -> AcceptedInsteadQuerySet:
    """What was taken instead of returns, as far as this person may read it."""
    return accepted_of(user).standing().filter(assessment__campaign=campaign).for_listing()


def visible_campaign(request: SignedInRequest, pk: int) -> Campaign:
    found = campaigns_of(request.user).select_related("tool", "group", "meeting__group", "entry__programme")
    return get_object_or_404(found, pk=pk)
