"""The boxes of one question. Any text is taken; only what is far too long is given back."""

from collections.abc import Mapping
from typing import Any

from django import forms

from audits.self_assessment.actions.answers import TEXTS
from audits.self_assessment.models import Answer
from audits.self_assessment.scales import WRITTEN, Scale
from lscb.core.forms import Form

NOT_APPLICABLE = "n/a"
LONGEST = 20_000
HINTS = {Scale.NUMBER.value: "Such as 42.", Scale.DATE.value: "As 2026-06-18."}


class Words(forms.CharField):
    """Text with its line ends as they are stored, and no limit that a browser would cut it at unsaid."""

    def __init__(self, label: str, *, rows: int = 0) -> None:
        widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput({"autocomplete": "off"})
        super().__init__(label=label, required=False, max_length=LONGEST, widget=widget)

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


class AnswerForm(Form):
    """One question's answer, why, and the action that too little of it asks for."""

    version = Version()
    value = Words("Your answer", rows=4)
    why = Words("Why", rows=4)
    action_what = Words("What your agency will do", rows=2)
    action_owner = Words("Who sees to it")
    action_due = Words("By when")
    action_measure = Words("How you will know that it worked", rows=2)

    def __init__(self, answer: Answer, data: Mapping[str, Any] | None = None) -> None:
        initial = {name: getattr(answer, name) for name in ("version", *TEXTS)}
        initial["value"] = NOT_APPLICABLE if answer.not_applicable else answer.value
        super().__init__(data, initial=initial, prefix=prefix_of(answer.pk))
        self.answer = answer
        self._fit()

    def _fit(self) -> None:
        """The answers that its scale takes, each with what it looks like; a written one has a box."""
        question = self.answer.question
        if Scale(question.scale) in WRITTEN:
            if question.scale != Scale.TEXT:
                self.fields["value"].widget = forms.TextInput({"autocomplete": "off"})
            self.fields["value"].help_text = HINTS.get(question.scale, "")
        for field in self.fields.values():
            field.widget.attrs["aria-describedby"] = f"news-{self.prefix}"

    @property
    def choices(self) -> list[tuple[str, str, str, str, bool]]:
        """Value, words, shape, what it looks like, whether it is chosen."""
        question, chosen = self.answer.question, self["value"].value()
        points = [
            (point.value, point.label, point.shape, question.looks_like.get(point.value, ""), point.value == chosen)
            for point in question.points
        ]
        if not points:
            return []
        words = "Your agency does not do this. Say why."
        return [*points, (NOT_APPLICABLE, "Not applicable", "none", words, chosen == NOT_APPLICABLE)]

    @property
    def params(self) -> str:
        """What the question sends when it saves itself."""
        return ",".join(self.add_prefix(name) for name in (*self.fields, "resolve", "confirm"))

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("version") in self.data

    @property
    def confirms(self) -> bool:
        """The button that says that last round's answer still holds."""
        return self.add_prefix("confirm") in self.data

    @property
    def resolution(self) -> tuple[str, int] | None:
        """ "mine" or "theirs", and the version of theirs that was looked at when choosing."""
        whose, _, version = str(self.data.get(self.add_prefix("resolve"), "")).partition(":")
        return (whose, Version().clean(version)) if whose in {"mine", "theirs"} else None

    def said(self) -> dict[str, Any]:
        """What was sent: a box that was not on the page is not emptied."""
        said = {name: self.cleaned_data[name] for name in TEXTS if self.add_prefix(name) in self.data}
        if "value" in said:
            said["not_applicable"] = said["value"] == NOT_APPLICABLE
            said["value"] = "" if said["not_applicable"] else said["value"]
        return said


def prefix_of(pk: int) -> str:
    return f"q-{pk}"
