"""The sign-in library's forms with our labels and hints; named in the settings, imported by nothing else."""

from typing import Any

from allauth.account import forms as account

NEW_HINT = "At least 12 characters. Three or four words that have nothing to do with each other make a good one."


def _relabel(form: Any, **labels: str) -> None:
    for name, label in labels.items():
        form.fields[name].label = label


def _new_password(form: Any) -> None:
    _relabel(form, password1="New password", password2="New password, once more")
    form.fields["password1"].help_text = NEW_HINT


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, login="E-mail address", password="Password")  # noqa: S106


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, email="E-mail address")


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, oldpassword="Password you have now")
        _new_password(self)


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, password="Password")  # noqa: S106
