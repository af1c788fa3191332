"""Pages for when something went wrong: what happened, what was kept, what to do next."""

import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware import csrf
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token

from lscb.core import request_id, signin_events, writers

# Reasons that speak of the form's token. The others mean that the form came from somewhere else.
TOKEN_REASONS = (csrf.REASON_NO_CSRF_COOKIE, csrf.REASON_CSRF_TOKEN_MISSING, "CSRF token ")
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
TOKEN_FIELD = "csrfmiddlewaretoken"  # noqa: S105
# The database is away, hangs up, or lets nobody in for longer than a person would wait.
NO_ANSWER = (OperationalError, InterfaceError)
A_MOMENT = "10"


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing a person sent us."""

    name: str
    label: str
    text: str

    @property
    def is_long(self) -> bool:
        return "\n" in self.text or len(self.text) > 60


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return too_large(request)
    return _page_without_context("400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """More than is read; browsers keep what was written for whoever goes back."""
    return _page_without_context("413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    signin_events.tell(signin_events.THROTTLED, request)
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django asks for this page while the fault is being handled, wherever between server and view it was raised."""
    if isinstance(sys.exception(), NO_ANSWER):
        return not_now(request)
    return _page_without_context("500.html", status=500, number=request_id.current())


@login_not_required
@requires_csrf_token
def not_saved(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token was missing or old: say so, and give the person their words back."""
    if writers.is_someone_elses(request):
        return someone_elses(request)
    is_ours = reason.startswith(TOKEN_REASONS) and ("HTTP_ORIGIN" in request.META or request.is_secure())
    return _give_back(request, "errors/not_saved.html", may_resend=is_ours)


@requires_csrf_token
def signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended while the person was writing."""
    return _give_back(request, "errors/signed_out.html", may_resend=True)


@requires_csrf_token
def second_step_first(request: HttpRequest) -> HttpResponse:
    """The Board began to ask for a second step while the person was writing."""
    return _give_back(request, "errors/second_step_first.html", may_resend=True)


def someone_elses(request: HttpRequest) -> HttpResponse:
    """Another person was signed in when this was written: not saved under this one's name, and not shown to them."""
    return render(request, "errors/someone_elses.html", status=HTTPStatus.FORBIDDEN)


def not_yours(request: HttpRequest) -> HttpResponse:
    """What the person wrote in exists for them no more: it cannot be saved, and is not thrown away."""
    return _give_back(request, "errors/not_yours.html", may_resend=False, status=HTTPStatus.NOT_FOUND)


@requires_csrf_token
def not_now(request: HttpRequest) -> HttpResponse:
    """The database did not answer, at worst while it was told to keep what was sent: the page promises neither."""
    context = _given_back(request, may_resend=True) | {"path": request.get_full_path()}
    token = {"csrf_token": csrf.get_token(request)} if context["answers"] else {}
    page = render_to_string("errors/not_now.html", context | token)  # no request: its context would ask the database
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": A_MOMENT})


def _give_back(
    request: HttpRequest, template: str, *, may_resend: bool, status: int = HTTPStatus.FORBIDDEN
) -> HttpResponse:
    context = _given_back(request, may_resend=may_resend) | {
        "path": request.get_full_path() if status == HTTPStatus.FORBIDDEN else "",
        "sign_in_url": reverse("account_login"),
    }
    return render(request, template, context, status=status)


def _given_back(request: HttpRequest, *, may_resend: bool) -> dict[str, Any]:
    answers = [
        Answer(name, _label(name), text)
        for name, texts in request.POST.lists()
        for text in texts
        if name != TOKEN_FIELD and "password" not in name
    ]
    has_secret = any("password" in name for name in request.POST)
    return {
        "answers": answers,
        "readable": [answer for answer in answers if answer.text.strip() and answer.name != writers.FIELD],
        "files": [file.name for name in request.FILES for file in request.FILES.getlist(name)],
        "may_resend": may_resend and not has_secret,
    }


def _label(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _page_without_context(template: str, *, status: int, **words: str) -> HttpResponse:
    """No request, no queries: it must be able to show when everything else cannot."""
    return HttpResponse(render_to_string(template, words), status=status)
