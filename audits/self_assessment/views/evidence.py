"""Evidence: beside an answer, an agency's as a whole, and each with its versions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.self_assessment import actions
from audits.self_assessment.actions.editable import why_closed
from audits.self_assessment.forms import BesideForm, EvidenceForm, GivenForm
from audits.self_assessment.models import Answer, Evidence
from audits.self_assessment.navigation import answers_or_reads
from audits.self_assessment.permissions import can_answer, can_renew
from audits.self_assessment.queries import answers_of, evidence_of
from audits.self_assessment.views.pages import Crumb, crumb, form_page
from board.permissions import require
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_safe
def evidence_list(request: SignedInRequest) -> HttpResponse:
    """All that this person may see, an agency after the other."""
    require(answers_or_reads(request.user))
    found = evidence_of(request.user).for_listing().order_by("agency__name", "title", "pk")
    context = {"evidence": found, "today": timezone.localdate()}
    return render(request, "self_assessment/evidence_list.html", context)


@require_safe
def evidence_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    evidence = _visible(request, pk)
    beside = answers_of(request.user).filter(shown_by__evidence=evidence)
    context = {
        "evidence": evidence,
        "versions": evidence.versions.select_related("file", "kept_by"),
        "beside": beside.select_related("question", "assessment__campaign", "assessment__agency").order_by("pk"),
        "can_renew": can_renew(request.user, evidence),
        "today": timezone.localdate(),
        "timeline": activity.timeline(evidence, with_changes=False),
    }
    return render(request, "self_assessment/evidence_detail.html", context)


@require_http_methods(["GET", "POST"])
def evidence_renew(request: SignedInRequest, pk: int) -> HttpResponse:
    evidence = _visible(request, pk)
    require(can_renew(request.user, evidence))
    form = GivenForm(sent(request), request.FILES or None)
    if request.method == "POST" and saved(
        form, act=lambda: actions.renew(evidence, form.given, by=request.user), by=request.user
    ):
        messages.success(request, "The later version is kept. The ones before it stay.")
        return redirect(evidence)
    return form_page(request, form, title="Add a later version", button="Keep it", back=crumb(evidence))


@require_http_methods(["GET", "POST"])
def answer_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which of the agency's evidence stands beside an answer."""
    answer = _answer(request, pk)
    offered = evidence_of(request.user).filter(agency=answer.assessment.agency_id)
    chosen = list(answer.shown_by.values_list("evidence", flat=True))
    form = BesideForm(sent(request), offered=offered.order_by("title", "pk"), chosen=chosen)
    today = timezone.localdate()

    def act() -> None:
        found = form.cleaned_data["evidence"]
        actions.put_beside(answers_of(request.user), answer.pk, list(found), by=request.user, today=today)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, f"What stands beside {answer.question.code} was saved.")
        return redirect(_back(answer)[1])
    context = {
        "answer": answer,
        "form": form,
        "closed": why_closed(answer.assessment, today=today),
        "back_url": _back(answer)[1],
        "offered": offered.exists(),
    }
    return render(request, "self_assessment/answer_evidence.html", context)


@require_http_methods(["GET", "POST"])
def answer_evidence_add(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = _answer(request, pk)
    form = EvidenceForm(sent(request), request.FILES or None)

    def act() -> None:
        said = form.cleaned_data
        actions.bring_evidence(
            answers_of(request.user),
            answer.pk,
            title=said["title"],
            note=said["note"],
            given=form.given,
            by=request.user,
            today=timezone.localdate(),
        )

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, f"“{form.cleaned_data['title']}” stands beside {answer.question.code}.")
        return redirect(_back(answer)[1])
    return form_page(
        request,
        form,
        title="Add what shows it",
        button="Add it",
        back=_back(answer),
        standfirst=str(answer.question),
    )


def _answer(request: SignedInRequest, pk: int) -> Answer:
    """One that this person fills in."""
    found = answers_of(request.user).select_related(
        "question__tool_standard", "assessment__campaign", "assessment__agency"
    )
    answer = get_object_or_404(found, pk=pk)
    require(can_answer(request.user, answer.assessment, answer.question.tool_standard_id))
    return answer


def _visible(request: SignedInRequest, pk: int) -> Evidence:
    return get_object_or_404(evidence_of(request.user).for_listing(), pk=pk)


def _back(answer: Answer) -> Crumb:
    """To the question on its standard's page."""
    page = reverse("self-assessment:return-standard", args=[answer.assessment_id, answer.question.tool_standard_id])
    return str(answer.assessment), f"{page}#q-{answer.pk}"
