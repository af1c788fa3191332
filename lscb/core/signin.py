"""How people come in: by invitation only, while they are active."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context as current
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from lscb.core import letters, outbox, signin_events
from lscb.core.models import User


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up, and every message goes through the outbox."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask the Board’s business manager.",
        "email_password_mismatch": "Enter an address and password that belong together; these do not",
        "enter_current_password": "Enter the password you have now",
        "incorrect_password": "Enter the password you have now",
        "invalid_password_reset": "Ask for another link: this one no longer works",
        "rate_limited": "Wait five minutes, then try again: this was tried too often",
        "same_as_current": "Choose a password that is not the one you have now",
        "too_many_login_attempts": "Wait five minutes, then try again: sign-in was tried too often",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Asked too often, for one account or from one place: refused before the password is looked at."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            signin_events.tell(signin_events.THROTTLED, request)
            raise

    def is_safe_url(self, url: str) -> bool:
        """Only pages of the site that was asked, whatever other names it answers to."""
        request = current.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Whoever has not accepted the invitation has no password to forget."""
        if user.is_active and user.joined_at:
            super().send_password_reset_mail(user, email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """By our own name, not by the one the request used."""
        person, _dash, token = key.partition("-")
        return outbox.address(reverse("account_reset_password_from_key", args=[person, token]))

    def send_notification_mail(self, template_prefix: str, *args: Any, **kwargs: Any) -> None:
        """What changes a second step is told in the change's own transaction, not after it."""
        if not template_prefix.startswith("mfa/"):
            super().send_notification_mail(template_prefix, *args, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": "Give your password instead",
            "mfa_reauthenticate": "Give a code instead",
            "mfa_reauthenticate:webauthn": "Use a passkey instead",
        }
        return [way | {"description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owed like any other message: a mail server that is down slows nobody and betrays no account."""
        message = self.render_mail(template_prefix, email, {"request": current.request, "email": email, **context})
        link = context.get("password_reset_url", "")
        body = str(message.body)
        outbox.queue(
            recipients=User.objects.filter(email__iexact=email),
            dedupe_key=f"{template_prefix}:{secrets.token_hex(8)}",
            subject=message.subject,
            body=body.replace(link, letters.ONE_TIME_LINK) if link else body,
            one_time_link=link,
        )


class ActivePeopleBackend(AuthenticationBackend):
    """A deactivated person's sessions end with the next request they make."""

    def get_user(self, user_id: Any) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
