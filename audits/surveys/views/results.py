"""What came of a survey, and members' ratings over the years."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from audits.surveys import actions
from audits.surveys.permissions import can_keep_surveys, can_read_results
from audits.surveys.queries import surveys_of
from audits.surveys.ratings import years_of
from audits.surveys.results import results_of
from audits.surveys.taking_out import written
from audits.surveys.views.pages import act_and_return, visible_survey
from board.permissions import can_read_for_the_board, require
from lscb.core.http import SignedInRequest
from lscb.core.writing import download


@require_safe
def results(request: SignedInRequest, pk: int) -> HttpResponse:
    survey = visible_survey(request, pk)
    require(can_read_results(request.user, survey))
    keeps = can_keep_surveys(request.user)
    context = {"survey": survey, "found": results_of(survey), "can_keep": keeps}
    return render(request, "surveys/results.html", context)


@require_safe
def download_results(request: SignedInRequest, pk: int) -> HttpResponse:
    survey = visible_survey(request, pk)
    require(can_read_results(request.user, survey))
    return download(written(results_of(survey), with_names=can_keep_surveys(request.user)), "xlsx")


@require_POST
def remarks(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which written answers others may read."""
    survey = visible_survey(request, pk)
    require(can_keep_surveys(request.user))
    sent = [key for key in request.POST.getlist("shown") if key.isascii() and key.isdigit() and len(key) < 18]
    chosen = {int(key) for key in sent}
    done = "Others may read the written answers that you ticked."
    page = reverse("surveys:results", args=[survey.pk])
    return act_and_return(request, survey, lambda: actions.show_remarks(survey, chosen, by=request.user), done, to=page)


@require_safe
def ratings(request: SignedInRequest) -> HttpResponse:
    require(can_read_for_the_board(request.user))
    surveys, statements = years_of(surveys_of(request.user))
    return render(request, "surveys/ratings.html", {"surveys": surveys, "statements": statements})
