"""What is proposed for the library: read by all who may speak, talked over, answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from board.forms.consulting import AnswerForm, CommentForm
from board.permissions import require
from board.views.pages import form_page
from indicators.actions import consultation, life
from indicators.enums import IndicatorStatus
from indicators.forms.library import ProposalForm
from indicators.models import Indicator, IndicatorComment
from indicators.permissions import can_change_proposal, can_keep_library, can_propose
from indicators.queries.proposals import proposals_of
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_safe
def proposal_list(request: SignedInRequest) -> HttpResponse:
    """The long list, for those who may read it: what is in consultation first."""
    require(can_propose(request.user))
    found = list(proposals_of(request.user))
    context = {
        "in_consultation": [one for one in found if one.status == IndicatorStatus.CONSULTATION],
        "proposed": [one for one in found if one.status == IndicatorStatus.PROPOSED],
        "can_keep": can_keep_library(request.user),
    }
    return render(request, "indicators/proposal_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_add(request: SignedInRequest) -> HttpResponse:
    require(can_propose(request.user))
    form = ProposalForm(sent(request), proposer=request.user)
    made: list[Indicator] = []

    def propose() -> None:
        agency = form.cleaned_data.get("agency")
        made.append(life.propose_indicator(form.values, agency=agency, by=request.user))

    if request.method == "POST" and saved(form, act=propose, by=request.user):
        messages.success(request, f"“{made[0].title}” is proposed. The Board’s office sees it on its long list.")
        return redirect(made[0])
    return form_page(
        request,
        form,
        title="Propose an indicator",
        button="Propose it",
        back=("Proposed indicators", reverse("indicators:proposal-list")),
        standfirst="Something your agency counts, or could count, that the Board should know of.",
    )


@require_safe
def proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is proposed, and what was said of it; it stays readable once it is agreed."""
    indicator = _visible(request, pk)
    is_open = indicator.status == IndicatorStatus.CONSULTATION
    can_keep = can_keep_library(request.user)
    said = list(IndicatorComment.objects.visible_to(request.user).filter(indicator=indicator).for_listing())
    context = {
        "indicator": indicator,
        "waiting": [each for each in said if not each.answer],
        "answered": [each for each in said if each.answer],
        "is_open": is_open,
        "can_comment": is_open and can_propose(request.user),
        "can_answer": is_open and can_keep,
        "can_keep": can_keep,
        "can_change": indicator.status == IndicatorStatus.PROPOSED and can_change_proposal(request.user, indicator),
        "timeline": activity.timeline(indicator, with_changes=can_keep),
    }
    return render(request, "indicators/proposal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its proposer's to change, until consultation begins."""
    indicator = _visible(request, pk)
    require(can_change_proposal(request.user, indicator))
    name = str(indicator)
    form = ProposalForm(sent(request), proposer=request.user, instance=indicator)
    if request.method == "POST" and saved(
        form, act=lambda: life.change_proposal(indicator, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "Your proposal was saved.")
        return redirect("indicators:proposal", pk)
    return form_page(
        request,
        form,
        title=f"Change {name}",
        button="Save it",
        back=(name, reverse("indicators:proposal", args=[pk])),
        standfirst="It is yours to change until it is put to consultation.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _visible(request, pk)
    require(can_propose(request.user))
    form = CommentForm(sent(request), commenter=request.user)

    def comment() -> None:
        data = form.cleaned_data
        said = IndicatorComment(indicator=indicator, text=data["text"], agency=data.get("agency"))
        consultation.comment(said, by=request.user)

    if request.method == "POST" and saved(form, act=comment, by=request.user):
        messages.success(request, "It is passed to the office. You are told what comes of it.")
        return redirect("indicators:proposal", pk)
    back = (str(indicator), reverse("indicators:proposal", args=[pk]))
    return form_page(request, form, title="Comment on it", button="Send it", back=back, standfirst=indicator.definition)


@require_http_methods(["GET", "HEAD", "POST"])
def comment_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = IndicatorComment.objects.visible_to(request.user).for_listing().select_related("indicator")
    said = get_object_or_404(found, pk=pk)
    require(can_keep_library(request.user))
    form = AnswerForm(sent(request), initial={"answer": said.answer, "words": said.answer_words})

    def answer() -> None:
        data = form.cleaned_data
        consultation.answer(said, data["answer"], words=data["words"], by=request.user)

    if request.method == "POST" and saved(form, act=answer, by=request.user):
        messages.success(request, f"{said.whose} is told what came of it.")
        return redirect("indicators:proposal", said.indicator_id)
    back = (str(said.indicator), reverse("indicators:proposal", args=[said.indicator_id]))
    return form_page(request, form, title="Answer a comment", button="Save the answer", back=back, standfirst=said.text)


def _visible(request: SignedInRequest, pk: int) -> Indicator:
    found = Indicator.objects.visible_to(request.user).for_listing().select_related("proposed_by", "proposed_for")
    return get_object_or_404(found, pk=pk)
