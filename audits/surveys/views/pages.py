"""The page that every form of a survey stands on, and the survey that a page is about."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from audits.surveys.models import Survey
from audits.surveys.queries import surveys_of
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest


def form_page(
    request: SignedInRequest, form: Any, *, title: str, button: str, survey: Survey | None = None, standfirst: str = ""
) -> HttpResponse:
    home = reverse("surveys:home")
    context = {
        "form": form,
        "second_form": None,
        "title": title,
        "button": button,
        "back_words": str(survey) if survey else "Surveys",
        "back_url": survey.get_absolute_url() if survey else home,
        "survey": survey,
        "standfirst": standfirst,
    }
    return render(request, "surveys/form_page.html", context)


def visible_survey(request: SignedInRequest, pk: int) -> Survey:
    return get_object_or_404(surveys_of(request.user).select_related("campaign"), pk=pk)


def act_and_return(
    request: SignedInRequest, survey: Survey, act: Callable[[], object], done: str, *, to: str = ""
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(to or survey.get_absolute_url())
