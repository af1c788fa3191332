"""Counts typed in a box."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class WholeNumberField(forms.IntegerField):
    """Digits of an English keyboard; those of other scripts are a slip here, not a number."""

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and not value.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)
