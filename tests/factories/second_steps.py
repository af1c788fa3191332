"""People with a second step at sign-in, and the codes their apps would show."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from lscb.core.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def app_of(person: User) -> Authenticator:
    """An app that shows codes."""
    return totp.TOTP.activate(person, SECRET).instance


def passkey_of(person: User, name: str = "Work laptop") -> Authenticator:
    """A passkey as the list of a person's second steps sees it; nobody could sign in with it."""
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": name})


def recovery_codes_of(person: User) -> list[str]:
    return RecoveryCodes.activate(person).get_unused_codes()


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes from now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))
