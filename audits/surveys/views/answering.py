"""The pages behind a survey's links. They ask nobody who they are, and leave no line in the log."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audits.surveys import actions
from audits.surveys.actions.answering import USED, why_not
from audits.surveys.flooding import TOO_OFTEN, is_flooded
from audits.surveys.forms import AnswerForm
from audits.surveys.models import Survey, SurveyInvitation
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent, untold

UNKNOWN = (
    "This link leads to no survey. It may have been cut short, or the survey is closed. Ask whoever sent it to you."
)


@untold
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_open(request: HttpRequest, key: str) -> HttpResponse:
    """Behind the one link for all."""
    survey = Survey.objects.filter(link_key=key, has_open_link=True).first()
    return _answered(request, survey, None) if survey else _told(request, UNKNOWN, status=404)


@untold
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Behind a link that works once."""
    invitation = SurveyInvitation.objects.of_token(token).select_related("survey").first()
    return _answered(request, invitation.survey, invitation) if invitation else _told(request, UNKNOWN, status=404)


@untold
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more reminders; a button, for some mail programs open every link by themselves."""
    invitation = SurveyInvitation.objects.of_token(token).select_related("survey").first()
    if invitation is None:
        return _told(request, UNKNOWN, status=404)
    if request.method != "POST":
        return render(request, "surveys/stop.html", {"survey": invitation.survey})
    actions.stop_reminders(invitation)
    return _told(request, "You will not be reminded of this survey again.", heading="Reminders are stopped")


@untold
@require_safe
def mine(request: SignedInRequest, pk: int) -> HttpResponse:
    """A member's way from their tasks to the link of their own."""
    found = SurveyInvitation.objects.filter(person=request.user).exclude(survey__closed_on__isnull=False)
    return redirect("surveys:answer", get_object_or_404(found, survey__pk=pk).token)


def _answered(request: HttpRequest, survey: Survey, invitation: SurveyInvitation | None) -> HttpResponse:
    """Whatever goes wrong once something was written, the page comes back with it."""
    today, trouble = timezone.localdate(), ""
    if request.method != "POST" and (reason := _why_not(survey, invitation)):
        return _told(request, reason, survey=survey)
    form = AnswerForm(sent(request), survey=survey, questions=list(survey.questions.all()))
    if request.method == "POST" and is_flooded(request, str(survey.pk)):
        trouble = TOO_OFTEN
    elif request.method == "POST" and form.is_valid():
        try:
            actions.answer(survey, form.said, invitation=invitation, today=today)
        except Refused as refusal:
            trouble = str(refusal)
        else:
            kept = (
                "Your answers are kept with your name."
                if survey.is_named
                else "Your answers are kept without your name."
            )
            return _told(request, kept, heading="Thank you", survey=survey)
    if trouble:
        form.add_error(None, trouble)
    status = 429 if trouble == TOO_OFTEN else 409 if trouble else 200
    context = {"survey": survey, "form": form, "invitation": invitation, "is_over": trouble not in {"", TOO_OFTEN}}
    return render(request, "surveys/answer.html", context, status=status)


def _why_not(survey: Survey, invitation: SurveyInvitation | None) -> str:
    return why_not(survey, today=timezone.localdate()) or (USED if invitation and invitation.is_used else "")


def _told(
    request: HttpRequest, sentence: str, *, heading: str = "", survey: Survey | None = None, status: int = 200
) -> HttpResponse:
    context = {"sentence": sentence, "heading": heading, "survey": survey}
    return render(request, "surveys/told.html", context, status=status)
