"""The sign-in library's second-step forms with our labels and rules; named in the settings, imported by no one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context as current
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError

from lscb.core import second_steps, signin_events
from lscb.core.models import User

NO_PASSKEY = "Try again: no passkey came from the browser"  # or one that is not ours, or not this person's


def _ask_for_code(form: Any, label: str, hint: str) -> None:
    field = form.fields["code"]
    field.label, field.help_text = label, hint
    field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"})
    field.error_messages["required"] = "Enter the code"


class CredentialField(forms.JSONField):
    """What a passkey answers. A text that trips the reader itself, by depth or by digits, is none."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(NO_PASSKEY) from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """An answer holds once: the page that is shown again asks for another."""
        return ""


def _ask_for_passkey(form: Any) -> None:
    form.fields["credential"] = CredentialField(error_messages={"required": NO_PASSKEY, "invalid": NO_PASSKEY})


def _refuse_replay(user: User, code: str) -> None:
    if not second_steps.is_first_use(user, code):
        raise get_adapter().validation_error("incorrect_code")


class _ToldWhenRefused:
    """A wrong, used or missing answer is an event of its own in the log, however it came to be refused."""

    user: User | None
    step = ""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self._errors:  # type: ignore[attr-defined]
            signin_events.tell(signin_events.STEP_REFUSED, current.request, user=self.user, step=self.step)


class _EachCodeOnce(_ToldWhenRefused):
    """A code that was right must also be new."""

    user: User
    authenticator: Authenticator
    step = "code"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, "Code", "The six digits that your app shows now, or one of your recovery codes.")

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            _refuse_replay(self.user, code)
        return code


class AuthenticateForm(_EachCodeOnce, base.AuthenticateForm):
    pass


class ReauthenticateForm(_EachCodeOnce, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, "Code that the app shows", "Six digits. A new one comes every half minute.")

    def clean_code(self) -> str:
        code: str = super().clean_code()
        _refuse_replay(self.user, code)
        return code


@contextmanager
def _told_as_a_passkey() -> Iterator[None]:
    """What is no answer of a browser trips the library in several ways; to a person they are one."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(NO_PASSKEY if error.code == "incorrect_code" else error.messages) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValidationError(NO_PASSKEY) from error


class _PasskeyGiven(_ToldWhenRefused):
    step = "passkey"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_passkey(self)

    def clean_credential(self) -> Authenticator:
        with _told_as_a_passkey():
            return super().clean_credential()  # type: ignore[misc]


class AuthenticatePasskeyForm(_PasskeyGiven, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(_PasskeyGiven, webauthn.ReauthenticateWebAuthnForm):
    pass


class SignInPasskeyForm(_PasskeyGiven, webauthn.LoginWebAuthnForm):
    pass


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.help_text = "Name of the passkey", "So that you know it again, such as: work laptop."
        name.max_length = 60
        alone.label, alone.initial = "Sign in with this passkey alone, without my password", True
        _ask_for_passkey(self)
        alone.help_text = "For a passkey that asks for your fingerprint, face or PIN. Leave it off for a plain key."

    def clean(self) -> dict[str, Any]:
        with _told_as_a_passkey():
            return super().clean()

    def clean_name(self) -> str:
        return super().clean_name()[:60]


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label="Name of the passkey", max_length=60)
