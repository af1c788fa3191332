"""How one person signs in, and where they are signed in now."""

from typing import Any

from allauth.account.views import LogoutView
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lscb.core import directory, own_sessions, second_steps, sessions
from lscb.core.http import SignedInRequest
from lscb.core.sessions import SessionRequest


@require_safe
def own_signin(request: SignedInRequest) -> HttpResponse:
    steps = Authenticator.objects.filter(user=request.user).order_by("created_at", "pk")
    limits = sessions.limits_of(request)
    context = {
        "app": next((step for step in steps if step.type == Authenticator.Type.TOTP), None),
        "passkeys": [step for step in steps if step.type == Authenticator.Type.WEBAUTHN],
        "codes": next((step for step in steps if step.type == Authenticator.Type.RECOVERY_CODES), None),
        "has_second_step": any(step.type in second_steps.STEPS for step in steps),
        "owes_second_step": limits is not None and limits.owes_second_step,
        "sessions": own_sessions.open_sessions(request.user, now=timezone.now()),
        "directory": directory.name(),
        "is_bound": bool(directory.name()) and directory.is_bound(request.user),
        "this_session": request.session.session_key,
    }
    return render(request, "account/own_signin.html", context)


@require_safe
def session_left(request: SessionRequest) -> HttpResponse:
    """For the page's own script: how long until the session ends, and whether work can still move that end."""
    left, is_final = sessions.time_left(request, now=timezone.now())
    return JsonResponse({"left": left, "is_final": is_final})


@require_POST
def session_end(request: SignedInRequest, mark: str) -> HttpResponse:
    ended = own_sessions.end_one(request.user, mark, kept=request.session.session_key, now=timezone.now())
    if ended is None:
        raise Http404
    messages.success(request, f"{ended} is signed out.")
    return redirect("mfa_index")


@require_POST
def sessions_end_others(request: SignedInRequest) -> HttpResponse:
    count = own_sessions.end_others(request.user, kept=request.session.session_key, now=timezone.now())
    messages.success(request, "You are signed out everywhere else." if count else "You were signed in nowhere else.")
    return redirect("mfa_index")


class SignOut(LogoutView):
    """Whoever signs out leaves no page behind in the browser. Where a session only ran out nothing is cleared: what was
    being written is still there to be sent again."""

    def post(self, *arguments: Any, **named: Any) -> HttpResponse:
        response: HttpResponse = super().post(*arguments, **named)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
