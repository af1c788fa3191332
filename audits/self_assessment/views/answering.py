"""Filling a return in: a standard on a page, each question saving itself, and the plain Save."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audits.self_assessment import actions
from audits.self_assessment.actions.editable import why_closed
from audits.self_assessment.forms import prefix_of, stored
from audits.self_assessment.models import Answer, AssessmentReturn
from audits.self_assessment.permissions import can_answer, can_submit
from audits.self_assessment.queries import answers_of, last_judgements, progress, returns_of
from audits.self_assessment.views import drawn
from audits.self_assessment.views.not_kept import not_kept, texts_in
from audits.self_assessment.views.saving import Outcome, save, save_if_changed
from board.permissions import require
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest
from lscb.core.templatetags.words import clock


@require_http_methods(["GET", "POST"])
def return_standard(request: SignedInRequest, pk: int, standard: int) -> HttpResponse:
    """GET shows the standard's questions; POST is the plain Save of all that is on the page."""
    item = returns_of(request.user).for_listing().filter(pk=pk).first()
    if item is None:
        return not_kept(request)
    answers = list(
        answers_of(request.user)
        .filter(assessment=item, question__tool_standard=standard)
        .in_order()
        .select_related("question__tool_standard", "saved_by", "brought_from__assessment__campaign")
    )
    if not answers:
        return not_kept(request) if texts_in(request) else redirect(item)
    require(can_answer(request.user, item, standard))
    today = timezone.localdate()
    if request.method == "GET":
        if reason := why_closed(item, today=today):
            messages.info(request, reason)
            return redirect(item)
        return _page(request, item, standard, [Outcome(answer, stored(answer)) for answer in answers])
    own = answers_of(request.user)
    outcomes = [save_if_changed(own, answer, request.POST, by=request.user, today=today) for answer in answers]
    if any(outcome.is_unsaved for outcome in outcomes):
        return _page(request, item, standard, outcomes, status=409)
    if "confirm-all" in request.POST:
        return _confirm_all(request, item, standard)
    messages.success(request, f"Saved at {clock(timezone.now())}.")
    following = request.POST.get("then", "")
    if following == "tasks":
        return redirect(item)
    target = int(following) if following.isascii() and following.isdigit() and len(following) < 10 else standard
    return redirect("self-assessment:return-standard", item.pk, target)


@require_POST
def answer_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """One question, saving itself: what the server says of it is sent back, and the boxes in use are left alone."""
    own = answers_of(request.user)
    try:
        outcome = save(own, pk, request.POST, by=request.user, today=timezone.localdate())
    except Answer.DoesNotExist as error:
        raise Http404 from error
    outcome.follow_ons = _follow_ons(outcome.answer)
    was_chosen = f"{prefix_of(pk)}-resolve" in request.POST
    return HttpResponse(drawn.question(outcome) if was_chosen else drawn.saved(outcome))


def _follow_ons(answer: Answer) -> list[tuple[int, bool]]:
    """The questions that come and go with this answer, and whether each is asked now."""
    if not answer.calls_for_more:
        return []
    found = Answer.objects.filter(assessment=answer.assessment_id, question__shown_after=answer.question_id)
    return list(found.values_list("pk", "is_asked"))


def _confirm_all(request: SignedInRequest, item: AssessmentReturn, standard: int) -> HttpResponse:
    try:
        count = actions.confirm_standard(item, standard, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{count} of last round’s answers confirmed.")
        if wanted := _without_evidence(item, standard):
            messages.info(request, f"What must be evidenced and is not, or not any more: {', '.join(wanted)}.")
    return redirect("self-assessment:return-standard", item.pk, standard)


def _without_evidence(item: AssessmentReturn, standard: int) -> list[str]:
    """The numbers of questions whose answers must be evidenced anew."""
    answers = item.answers.filter(question__tool_standard=standard, question__needs_evidence=True, is_asked=True)
    today = timezone.localdate()
    answered = (answer for answer in answers.in_order() if answer.value and not answer.not_applicable)
    return [answer.question.code for answer in answered if not answer.shown.counts(today=today)]


def _page(
    request: SignedInRequest, item: AssessmentReturn, standard: int, outcomes: list[Outcome], *, status: int = 200
) -> HttpResponse:
    standards = progress(item, request.user)
    judged = last_judgements(Answer.objects.filter(pk__in=[outcome.answer.brought_from_id for outcome in outcomes]))
    for outcome in outcomes:
        outcome.before = judged.get(outcome.answer.brought_from_id or 0)
    places = [each.standard.pk for each in standards]
    here = places.index(standard)
    context = {
        "item": item,
        "standard": standards[here].standard,
        "number": here + 1,
        "standards": standards,
        "next": standards[here + 1].standard if here + 1 < len(standards) else None,
        "outcomes": outcomes,
        "questions": [drawn.question(outcome) for outcome in outcomes],
        "unsaved": [outcome for outcome in outcomes if outcome.is_unsaved],
        "unconfirmed": sum(not outcome.answer.is_confirmed and outcome.answer.is_asked for outcome in outcomes),
        "asked": sum(each.asked for each in standards),
        "answered": sum(each.answered for each in standards),
        "may_submit": can_submit(request.user, item),
        "today": timezone.localdate(),
    }
    return render(request, "self_assessment/standard.html", context, status=status)
