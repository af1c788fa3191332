"""Peer challenge: naming an agency, and the page on which it reads a submitted return and says what it makes of it."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audits.self_assessment import actions
from audits.self_assessment.actions.challenges import Written
from audits.self_assessment.forms import ChallengerForm, ViewsForm
from audits.self_assessment.models import AnswerEvidence, EvidenceVersion, HandingIn, PeerChallenge, PeerView
from audits.self_assessment.permissions import can_challenge, can_judge, can_open_evidence
from audits.self_assessment.queries import challenges_of, last_views, versions_to_challenge
from audits.self_assessment.views.pages import crumb, form_page, visible_return
from board.models import Agency
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.forms.saving import Version
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "POST"])
def challenger_name(request: SignedInRequest, pk: int) -> HttpResponse:
    item, today = visible_return(request, pk), timezone.localdate()
    require(can_judge(request.user, item.campaign))
    agencies = Agency.objects.active().exclude(pk=item.agency_id).order_by("name")
    form = ChallengerForm(sent(request), agencies=agencies)
    if request.method == "POST" and saved(
        form,
        act=lambda: actions.name_challenger(item, form.cleaned_data["agency"], by=request.user, today=today),
        by=request.user,
    ):
        messages.success(request, f"{form.cleaned_data['agency']} is told, and sees the return as it was submitted.")
        return redirect("self-assessment:return-read", item.pk)
    return form_page(
        request,
        form,
        title="Name a challenger",
        button="Name it and tell it",
        back=crumb(item),
        standfirst="The agency’s leads see this one return as it was submitted, and no other part of the campaign.",
    )


@require_http_methods(["GET", "POST"])
def challenge_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    challenge = get_object_or_404(challenges_of(request.user).for_listing(), pk=pk)
    item = challenge.assessment
    writes = can_challenge(request.user, challenge)
    record = item.handed_in.select_related("submitted_by").order_by("number").last()
    groups = {
        title: list(said) for title, said in groupby(record.content if record else [], lambda one: one["standard"])
    }
    standards = {
        one.title: one for one in item.campaign.tool.standards.order_by("position", "pk") if one.title in groups
    }
    shown = _to_open(request, challenge, record)
    last = {key[1]: view for key, view in last_views(PeerView.objects.filter(challenge=challenge)).items()}
    form = ViewsForm(sent(request), standards=standards.values(), last=last)
    if request.method == "POST":
        require(writes)
        seen = Version()

        def act() -> None:
            written = {
                one: Written(form.cleaned_data[f"view-{one.pk}"], seen.clean(request.POST.get(f"seen-{one.pk}")))
                for one in standards.values()
            }
            actions.write_views(challenge, written, by=request.user)

        if saved(form, act=act, by=request.user):
            messages.success(request, "What your agency says is kept, and stands beside the return.")
            return redirect(challenge)
        last = {key[1]: view for key, view in last_views(PeerView.objects.filter(challenge=challenge)).items()}
    context = {
        "challenge": challenge,
        "item": item,
        "record": record,
        "form": form,
        "writes": writes,
        "opens": can_open_evidence(request.user, challenge),
        "parts": [
            (
                one,
                [
                    (said, [(each, shown.get(_piece(said, each))) for each in said["evidence"]])
                    for said in groups[title]
                ],
                last.get(one.pk),
                form[f"view-{one.pk}"],
            )
            for title, one in standards.items()
        ],
    }
    return render(request, "self_assessment/challenge_detail.html", context)


@require_POST
def challenge_end(request: SignedInRequest, pk: int) -> HttpResponse:
    challenge: PeerChallenge = get_object_or_404(challenges_of(request.user).for_listing(), pk=pk)
    actions.end_challenge(challenge, by=request.user)
    messages.success(request, f"{challenge.agency} sees the return no longer. What it said stays.")
    return redirect("self-assessment:return-read", challenge.assessment_id)


def _to_open(
    request: SignedInRequest, challenge: PeerChallenge, record: HandingIn | None
) -> dict[tuple[int, str, int], EvidenceVersion]:
    """By answer, title and version, as the record names it: what this person may open as a challenger. A query."""
    if record is None or not can_open_evidence(request.user, challenge):
        return {}
    beside = AnswerEvidence.objects.filter(answer__assessment=challenge.assessment_id)
    found = versions_to_challenge(request.user).filter(evidence__in=beside.values("evidence"))
    versions = {(one.evidence_id, one.number): one for one in found.select_related("file")}
    links = beside.select_related("evidence").values_list("answer_id", "evidence_id", "evidence__title")
    return {
        (answer, title, number): version
        for answer, evidence, title in links
        for (kept, number), version in versions.items()
        if kept == evidence
    }


def _piece(said: dict[str, Any], shown: dict[str, Any]) -> tuple[int, str, int]:
    return said["answer"], shown["title"], shown["version"]
