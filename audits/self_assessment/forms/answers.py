"""The boxes of one question. Any text is taken; only what is far too long is given back."""

from collections.abc import Mapping
from typing import Any

from django import forms

from audits.self_assessment.actions.answers import TEXTS
from audits.self_assessment.models import Answer
from audits.self_assessment.scales import WRITTEN, Scale
from lscb.core.forms import Form
from lscb.core.forms.saving import Version, Words, resolution

NOT_APPLICABLE = "n/a"
LONGEST = 20_000
HINTS = {Scale.NUMBER.value: "Such as 42.", Scale.DATE.value: "As 2026-06-18."}


def _box(label: str, *, rows: int = 0) -> Words:
    return Words(label=label, rows=rows, max_length=LONGEST)


class SentForm(Form):
    """What was sent of one question, which is read without knowing the question."""

    version = Version()
    value = _box("Your answer", rows=4)
    why = _box("Why", rows=4)
    action_what = _box("What your agency will do", rows=2)
    action_owner = _box("Who sees to it")
    action_due = _box("By when")
    action_measure = _box("How you will know that it worked", rows=2)

    def __init__(self, pk: int, data: Mapping[str, Any] | None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, prefix=prefix_of(pk))

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
        return resolution(self.data, self.add_prefix("resolve"))

    def said(self) -> dict[str, Any]:
        """What was sent: a box that was not on the page is not emptied."""
        said = {name: self.cleaned_data[name] for name in TEXTS if self.add_prefix(name) in self.data}
        if "value" in said:
            said["not_applicable"] = said["value"] == NOT_APPLICABLE
            said["value"] = "" if said["not_applicable"] else said["value"]
        return said


class AnswerForm(SentForm):
    """One question's answer, why, and the action that too little of it asks for."""

    def __init__(self, answer: Answer, data: Mapping[str, Any] | None = None) -> None:
        initial = {name: getattr(answer, name) for name in ("version", *TEXTS)}
        initial["value"] = NOT_APPLICABLE if answer.not_applicable else answer.value
        super().__init__(answer.pk, data, initial=initial)
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


def prefix_of(pk: int) -> str:
    return f"q-{pk}"
