"""Surveys: begun, looked at, opened, passed on, closed."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.surveys import actions
from audits.surveys.forms import AnswerForm, InviteForm, OpenedSurveyForm, SurveyForm
from audits.surveys.models import Survey
from audits.surveys.navigation import meets_surveys
from audits.surveys.permissions import can_keep_surveys, can_read_beside, can_read_results
from audits.surveys.queries import surveys_of
from audits.surveys.views.pages import act_and_return, form_page, visible_survey
from board.models import scope_of
from board.permissions import require
from lscb.core import activity, outbox
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent

FOUR_WEEKS = timedelta(days=28)


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    require(meets_surveys(request.user))
    context = {
        "surveys": surveys_of(request.user).select_related("campaign"),
        "reads": scope_of(request.user).reads_for_the_board,
        "can_keep": can_keep_surveys(request.user),
    }
    return render(request, "surveys/home.html", context)


@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it asks, how it is passed on, and how many links were used. Not how many answered: that would tell when."""
    survey, user = visible_survey(request, pk), request.user
    keeps = can_keep_surveys(user)
    used = Count("pk", filter=Q(is_used=True))
    context = {
        "survey": survey,
        "questions": survey.questions.select_related("asks_about"),
        "can_keep": keeps,
        "can_read": can_read_results(user, survey),
        "can_read_beside": can_read_beside(user, survey),
        "invited": survey.invitations.aggregate(asked=Count("pk"), used=used) if keeps and survey.is_open else None,
        "link": outbox.address(reverse("surveys:answer-open", args=[survey.link_key])),
        "timeline": activity.timeline(survey, with_changes=keeps, with_messages=keeps) if keeps else [],
    }
    return render(request, "surveys/detail.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    require(can_keep_surveys(request.user))
    today = timezone.localdate()
    form = SurveyForm(sent(request), instance=Survey(opens_on=today, closes_on=today + FOUR_WEEKS))
    if request.method == "POST" and saved(
        form, act=lambda: actions.begin(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, "The survey was begun. Add what it asks.")
        return redirect(form.instance)
    return form_page(request, form, title="Begin a survey", button="Begin it")


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    survey = visible_survey(request, pk)
    require(can_keep_surveys(request.user))
    form = (SurveyForm if survey.is_draft else OpenedSurveyForm)(sent(request), instance=survey)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change(survey, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The survey was saved.")
        return redirect(survey)
    return form_page(request, form, title="Change the survey", button="Save the survey", survey=survey)


@require_POST
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    survey = visible_survey(request, pk)
    made = actions.copy(survey, by=request.user, today=timezone.localdate())
    messages.success(request, "A draft that asks the same. Give it its title and its days.")
    return redirect("surveys:change", made.pk)


@require_safe
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """As those asked will see it. Nothing on it is sent."""
    survey = visible_survey(request, pk)
    require(can_keep_surveys(request.user))
    form = AnswerForm(survey=survey, questions=list(survey.questions.all()))
    return render(request, "surveys/preview.html", {"survey": survey, "form": form})


@require_POST
def open_it(request: SignedInRequest, pk: int) -> HttpResponse:
    survey, today = visible_survey(request, pk), timezone.localdate()
    done = f"{survey} is open."
    return act_and_return(request, survey, lambda: actions.open_survey(survey, by=request.user, today=today), done)


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asked once more first: it cannot be opened again."""
    survey, today = visible_survey(request, pk), timezone.localdate()
    require(can_keep_surveys(request.user))
    if request.method == "GET":
        return render(request, "surveys/close.html", {"survey": survey})
    done = f"{survey} is closed. What came of it stands below."
    return act_and_return(request, survey, lambda: actions.close(survey, by=request.user, today=today), done)


@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    survey = visible_survey(request, pk)
    require(can_keep_surveys(request.user))
    form = InviteForm(sent(request), request.FILES or None)
    new: list[int] = []

    def act() -> None:
        new.append(actions.invite(survey, form.cleaned_data["addresses"], by=request.user))

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(
            request, f"{new[0]} new invitations are on their way. Who was invited before is not asked twice."
        )
        return redirect(survey)
    return form_page(
        request,
        form,
        title="Invite people",
        button="Send them their links",
        survey=survey,
        standfirst="Each gets a link that works once. Addresses are forgotten when the survey closes.",
    )
