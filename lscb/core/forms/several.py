"""Several of what the Board keeps, chosen from a list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

LONGEST_KEY = 18


class SeveralField(forms.ModelMultipleChoiceField):
    """A key of more digits than a database holds is a wrong choice, as any other that is not on the list."""

    def clean(self, value: Any) -> Any:
        if isinstance(value, list | tuple) and any(len(str(key)) > LONGEST_KEY for key in value):
            raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value")
        return super().clean(value)
