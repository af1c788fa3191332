"""The panel at work on one return."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audits.self_assessment import actions
from audits.self_assessment.forms import BecauseForm, JudgeForm
from audits.self_assessment.models import PeerView
from audits.self_assessment.permissions import can_judge
from audits.self_assessment.queries import answers_of, last_views
from audits.self_assessment.views.pages import crumb, form_page, visible_return
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "POST"])
def answer_judge(request: SignedInRequest, pk: int) -> HttpResponse:
    found = answers_of(request.user).select_related(
        "assessment__campaign__group", "assessment__agency", "question__tool_standard", "brought_from__question"
    )
    answer = get_object_or_404(found, pk=pk)
    item = answer.assessment
    require(can_judge(request.user, item.campaign))
    form = JudgeForm(sent(request), answer=answer)
    if request.method == "POST" and saved(
        form,
        act=lambda: actions.judge(answer, form.cleaned_data["value"], why=form.cleaned_data["why"], by=request.user),
        by=request.user,
    ):
        messages.success(request, f"The panel’s judgement on {answer.question.code} is recorded.")
        return redirect(f"{_read_url(item.pk)}#answer-{answer.pk}")
    context = {
        "answer": answer,
        "item": item,
        "form": form,
        "views": last_views(
            PeerView.objects.filter(challenge__assessment=item, tool_standard=answer.question.tool_standard_id)
        ).values(),
        "judgements": answer.judgements.select_related("judged_by"),
    }
    return render(request, "self_assessment/judge.html", context)


@require_http_methods(["GET", "POST"])
def return_send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    item = visible_return(request, pk)
    require(can_judge(request.user, item.campaign))
    form = BecauseForm(sent(request))
    if request.method == "POST" and saved(
        form,
        act=lambda: actions.send_back(
            item, because=form.cleaned_data["because"], by=request.user, today=timezone.localdate()
        ),
        by=request.user,
    ):
        messages.success(request, f"It went back to {item.agency}, who is told why.")
        return redirect(item)
    return form_page(
        request, form, title="Send the return back", button="Send it back", back=crumb(item), standfirst=str(item)
    )


@require_POST
def return_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    item = visible_return(request, pk)
    return _act(
        request,
        lambda: actions.finish(item, by=request.user, today=timezone.localdate()),
        f"Moderation of {item.agency}’s return is finished, and the agency is told.",
        item.pk,
    )


@require_POST
def return_close(request: SignedInRequest, pk: int) -> HttpResponse:
    item = visible_return(request, pk)
    return _act(request, lambda: actions.close_return(item, by=request.user), "The return is closed.", item.pk)


def _act(request: SignedInRequest, act: Callable[[], object], done: str, pk: int) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(_read_url(pk))


def _read_url(pk: int) -> str:
    return reverse("self-assessment:return-read", args=[pk])
