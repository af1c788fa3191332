"""How people come in: by invitation only, while they are active."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from lscb.core.models import User


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class ActivePeopleBackend(AuthenticationBackend):
    """A deactivated person's sessions end with the next request they make."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.filter(pk=user_id, is_active=True).first()
        return user
