"""How people come in: by invitation only, while they are active."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from lscb.core.models import User


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up."""

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


class ActivePeopleBackend(AuthenticationBackend):
    """A deactivated person's sessions end with the next request they make."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.filter(pk=user_id, is_active=True).first()
        return user
