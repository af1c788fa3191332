"""What a draft asks: added, changed, moved by one place, taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from audits.surveys import actions
from audits.surveys.forms import SurveyQuestionForm
from audits.surveys.models import SurveyQuestion
from audits.surveys.permissions import can_keep_surveys
from audits.surveys.views.pages import act_and_return, form_page, visible_survey
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    survey = visible_survey(request, pk)
    require(can_keep_surveys(request.user))
    form = SurveyQuestionForm(sent(request), instance=SurveyQuestion(survey=survey))
    if request.method == "POST" and saved(
        form, act=lambda: actions.add_question(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, "The question was added.")
        return redirect(survey)
    return form_page(request, form, title="Add a question", button="Add the question", survey=survey)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    question = _question(request, pk)
    form = SurveyQuestionForm(sent(request), instance=question)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_question(question, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The question was saved.")
        return redirect(question.survey)
    return form_page(request, form, title="Change the question", button="Save the question", survey=question.survey)


@require_POST
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """One place up, or with ``down`` sent, down."""
    question = _question(request, pk)
    up = "down" not in request.POST
    return act_and_return(
        request, question.survey, lambda: actions.move_question(question, up=up, by=request.user), "Moved."
    )


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    question = _question(request, pk)
    return act_and_return(
        request,
        question.survey,
        lambda: actions.remove_question(question, by=request.user),
        "The question was taken out. The history keeps its words.",
    )


def _question(request: SignedInRequest, pk: int) -> SurveyQuestion:
    found = SurveyQuestion.objects.visible_to(request.user).select_related("survey__campaign")
    question = get_object_or_404(found, pk=pk)
    require(can_keep_surveys(request.user))
    return question
