"""The sign-in library's second steps as they are here: in our words, kept unreadable, not given up where asked for."""

import base64
import hashlib
import logging
import secrets
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from lscb.core import identity, second_steps
from lscb.core.models import User
from lscb.core.signin_rules import rules_for

logger = logging.getLogger(__name__)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Add another second step before you remove this one: the Board asks you for one",
        "cannot_generate_recovery_codes": "Set up an app or a passkey first: recovery codes stand in for them",
        "incorrect_code": "Enter the code that is shown now: this one is not right, or was used already",
    }

    def get_totp_issuer(self) -> str:
        return identity.current().name

    def _get_site_name(self) -> str:
        return identity.current().name

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        """A number, for whoever does not say what the passkey is on."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_go_without(authenticator)

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """With another key than it was written under: a secret that agrees with nothing, so that no code is right."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.warning("a second step was kept under another LSCB_SECRET_KEY: its owner must set it up anew")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def may_go_without(step: Authenticator) -> bool:
    """Nobody removes the last second step while the Board asks for one."""
    user: User = step.user
    others = Authenticator.objects.filter(user=user, type__in=second_steps.STEPS).exclude(pk=step.pk)
    return others.exists() or not rules_for(user).asks_second_step


def _cipher() -> Fernet:
    """Under a key of its own, made from the installation's: a copy of the database alone makes no codes."""
    key = hashlib.sha256(b"second-step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
