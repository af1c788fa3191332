"""Feedback letters: drafted, put right, issued, and read by the agency."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.self_assessment import actions
from audits.self_assessment.actions import papers
from audits.self_assessment.actions.letters import NOT_YET
from audits.self_assessment.drafting import drafted
from audits.self_assessment.enums import JUDGED
from audits.self_assessment.forms import LetterForm
from audits.self_assessment.models import Letter, LetterDraft
from audits.self_assessment.permissions import can_write_letters
from audits.self_assessment.queries import letters_of
from audits.self_assessment.views.pages import paper_response, visible_return
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "POST"])
def letter_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Drafted from what is recorded until it is first saved; issuing keeps it and tells the agency."""
    item, today = visible_return(request, pk), timezone.localdate()
    require(can_write_letters(request.user, item.campaign))
    if item.status not in JUDGED:
        messages.info(request, NOT_YET)
        return redirect(item)
    draft = LetterDraft.objects.filter(assessment=item).first()
    form = LetterForm(sent(request), instance=draft or LetterDraft(assessment=item, **drafted(item)))

    def act() -> None:
        if draft:
            actions.change_letter(draft, form.edit(), by=request.user)
        else:
            actions.begin_letter(form.instance, by=request.user)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        if "issue" not in request.POST:
            messages.success(request, "The draft was saved. Nobody outside the panel sees it.")
            return redirect("self-assessment:letter-draft", item.pk)
        letter = actions.issue_letter(item, by=request.user, today=today)
        messages.success(request, f"The letter to {item.agency} is issued, and its leads are told.")
        return redirect(letter)
    context = {"form": form, "item": item, "letters": item.letters.select_related("issued_by"), "draft": draft}
    return render(request, "self_assessment/letter_draft.html", context)


@require_POST
def letter_afresh(request: SignedInRequest, pk: int) -> HttpResponse:
    item = visible_return(request, pk)
    try:
        actions.draft_afresh(item, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(item)
    messages.success(request, "The letter is drafted afresh from what is recorded now.")
    return redirect("self-assessment:letter-draft", item.pk)


@require_safe
def letter_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = _visible(request, pk)
    offer = actions.offer_of(papers.LETTER, letter.pk, to=request.user)
    context = {"letter": letter, "item": letter.assessment, "offer": offer}
    return render(request, "self_assessment/letter_detail.html", context)


@require_safe
def letter_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = _visible(request, pk)
    return paper_response(request, papers.LETTER, letter.pk, letter.get_absolute_url())


@require_POST
def letter_make(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = _visible(request, pk)
    actions.ask_for_paper(papers.LETTER, letter.pk, by=request.user)
    return redirect(letter)


def _visible(request: SignedInRequest, pk: int) -> Letter:
    found = letters_of(request.user).select_related("assessment__campaign", "assessment__agency", "issued_by")
    return get_object_or_404(found, pk=pk)
