"""What a person is asked for on joining: a password, once, as they may see it while they type."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from lscb.core.forms.base import Form
from lscb.core.models import User


class JoinForm(Form):
    password = forms.CharField(
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-showable": ""}),
        help_text=(
            "At least 12 characters. Three or four words that have nothing to do with each other make a good one. "
            "You may paste it."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password
