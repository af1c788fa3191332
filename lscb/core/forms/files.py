"""A file in a form: looked through while the form is checked, and nothing kept before all of it is right."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lscb.core import uploads
from lscb.core.exceptions import Refused


class UploadField(forms.FileField):
    """Cleans to ``uploads.Checked``; the action keeps it with ``uploads.keep``."""

    def __init__(self, *, allowed: Collection[uploads.Kind] = uploads.ANY, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allowed = allowed
        self.widget.attrs["accept"] = ",".join(
            suffix for kind in uploads.Kind if kind in allowed for suffix in kind.value.suffixes
        )

    def to_python(self, data: Any) -> Any:
        # Whether it is empty or too large is said with its name, as everything else is.
        if data in self.empty_values:
            return None
        try:
            return uploads.check(data, allowed=self.allowed)
        except Refused as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
