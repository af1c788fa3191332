"""To the council's directory and back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.decorators import rate_limit
from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lscb.core import directory, invitations
from lscb.core.directory_adapter import JOINING
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest

View = Callable[..., HttpResponse]
AWAY = "The directory does not answer now. Try again in a while, or sign in with your password."


def where_there_is_one(view: View) -> View:
    """Without a directory there is no such address."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not directory.name():
            raise Http404
        return view(request, *args, **kwargs)

    return asked


def proven_first(view: View) -> View:
    """Only for whoever has just shown again who they are; afterwards they press the button again."""
    guarded = reauthentication_required(view)

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return guarded(request, *args, **kwargs)
        except ReauthenticationRequired:
            return redirect(f"{reverse('account_reauthenticate')}?next={reverse('mfa_index')}")

    return asked


@where_there_is_one
@login_not_required
@rate_limit(action="login")
@require_POST
def directory_login(request: HttpRequest) -> HttpResponse:
    request.session.pop(JOINING, None)
    return _go(request, "login", next_url=get_next_redirect_url(request))


@where_there_is_one
@login_not_required
@rate_limit(action="join")
@require_POST
def directory_join(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation goes into this browser's session: whoever comes back in it is bound by it, and nobody else."""
    standing = invitations.standing(invitations.find(token), now=timezone.now())
    if standing is not invitations.Standing.OPEN:
        return render(request, "pages/join_refused.html", {"sentence": standing.value}, status=410)
    request.session[JOINING] = token
    return _go(request, "login")


@where_there_is_one
@proven_first
@require_POST
def directory_connect(request: SignedInRequest) -> HttpResponse:
    return _go(request, "connect")


@where_there_is_one
@proven_first
@require_POST
def directory_remove(request: SignedInRequest) -> HttpResponse:
    try:
        directory.remove(request.user, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"You no longer sign in through {directory.name()}.")
    return redirect("mfa_index")


@where_there_is_one
@login_not_required
@never_cache
@require_safe
def directory_callback(request: HttpRequest) -> HttpResponse:
    # Here, because they bring a client for the web along, which a Board without a directory never needs.
    from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView

    from lscb.core.directory_provider import DirectoryClient

    return OAuth2CallbackView.adapter_view(DirectoryClient(request, directory.NAME))(request)


def _go(request: HttpRequest, process: str, next_url: str | None = None) -> HttpResponse:
    try:
        return get_adapter().get_provider(request, directory.NAME).redirect(request, process=process, next_url=next_url)
    except ImmediateHttpResponse as answer:
        return answer.response
    except OSError:  # the directory cannot be reached; the library's errors are all of this kind
        return render(request, "account/directory_refused.html", {"sentence": AWAY}, status=503)
