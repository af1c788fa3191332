"""Boxes of forms that save themselves: any text is taken, over the version that its writer had read."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Words(forms.CharField):
    """Text with its line ends as they are stored, and no limit that a browser would cut it at unsaid."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
        super().__init__(required=False, widget=widget, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class Version(forms.IntegerField):
    """The version a text was written over. One that cannot be read is no version: the text then meets a conflict."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        text = str(value if value is not None else "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def resolution(data: Mapping[str, Any], name: str) -> tuple[str, int] | None:
    """ "mine" or "theirs" as the button of this name says, and the version of theirs that was looked at."""
    whose, _, version = str(data.get(name, "")).partition(":")
    return (whose, Version().clean(version)) if whose in {"mine", "theirs"} else None
