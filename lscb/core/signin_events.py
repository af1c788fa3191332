"""What happens at the door, as events of their own in the log: who by number, where by route, and no word typed."""

import logging
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from lscb.core.models import User

logger = logging.getLogger("lscb.signin")

SIGNED_IN = "signin.succeeded"
FAILED = "signin.failed"
THROTTLED = "signin.throttled"
SIGNED_OUT = "signout"
STEP_USED = "second_step.used"
STEP_REFUSED = "second_step.refused"
_ALARMING = frozenset({FAILED, THROTTLED, STEP_REFUSED})


def listen() -> None:
    """Once, when the product starts."""
    user_logged_in.connect(_signed_in, dispatch_uid="log-signed-in")
    user_login_failed.connect(_failed, dispatch_uid="log-signin-failed")
    user_logged_out.connect(_signed_out, dispatch_uid="log-signed-out")
    authenticator_used.connect(_step_used, dispatch_uid="log-step-used")


def tell(event: str, request: HttpRequest | None, *, user: Any = None, step: str = "") -> None:
    match = request.resolver_match if request else None
    told = {"event": event, "user": getattr(user, "pk", None), "route": match.view_name if match else ""}
    level = logging.WARNING if event in _ALARMING else logging.INFO
    logger.log(level, "at the door", extra=told | ({"step": step} if step else {}))


def _signed_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    tell(SIGNED_IN, request, user=user)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any) -> None:
    """Whose account was tried, where there is one: the address is looked up and not written down."""
    tell(FAILED, request, user=User.objects.filter(email__iexact=str(credentials.get("email") or "")).first())


def _signed_out(request: HttpRequest, user: User | None, **_signal: Any) -> None:
    if user is not None:
        tell(SIGNED_OUT, request, user=user)


def _step_used(request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    tell(STEP_USED, request, user=user, step=authenticator.type)
