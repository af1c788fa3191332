"""Coming in by a link: an invitation, or a new password for one forgotten."""

import time
from functools import wraps
from typing import Any

from allauth.account.views import password_reset, password_reset_from_key
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lscb.core import invitations
from lscb.core.exceptions import Refused
from lscb.core.forms.joining import JoinForm
from lscb.core.invitations import Standing

BACKEND = "lscb.core.signin.ActivePeopleBackend"
# Looking is counted too, for each look may be a guess. The library counts only what is sent.
reset_link = rate_limit(action="open_reset_link", limit_get=True)(password_reset_from_key)


@wraps(password_reset)
def reset(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
    """Whoever asks waits as long for an address that nobody has: how quick an answer is tells of no account."""
    began = time.monotonic()
    response: HttpResponse = password_reset(request, *arguments, **named)
    if request.method == "POST":
        time.sleep(max(0.0, settings.RESET_ANSWERS_AFTER - (time.monotonic() - began)))
    return response


@login_not_required
@rate_limit(action="join", limit_get=True)
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = invitations.find(token)
    standing = invitations.standing(found, now=timezone.now())
    if found is None or standing is not Standing.OPEN:
        return _no_way_in(request, standing.value)
    form = JoinForm(request.POST or None, user=found.user)
    if not form.is_valid():
        context = {"form": form, "person": found.user, "token": token}
        return render(request, "pages/join.html", context)
    try:
        user = invitations.accept(found, password=form.cleaned_data["password"], now=timezone.now())
    except Refused as refusal:
        return _no_way_in(request, str(refusal))
    login(request, user, backend=BACKEND)
    messages.success(request, "Your password is set and you are signed in.")
    return redirect("home")


def _no_way_in(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "pages/join_refused.html", {"sentence": sentence}, status=410)
