"""The boxes of one question. Any text is taken; only what is far too long is given back."""

from collections.abc import Mapping
from typing import Any

from audits.self_assessment.actions.answers import TEXTS
from audits.self_assessment.models import Answer
from lscb.core.forms import Form
from lscb.core.forms.saving import Version, Words, resolution

NOT_APPLICABLE = "n/a"
LONGEST = 20_000


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

    def __init__(self, pk: int, data: Mapping[str, Any]) -> None:
        super().__init__(data, prefix=prefix_of(pk))

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

    def over(self, answer: Answer) -> dict[str, str]:
        """What stands in the boxes when what was sent is given back."""
        sent = {name: str(self[name].value()) for name in self.fields if self.add_prefix(name) in self.data}
        return stored(answer) | sent

    def said(self) -> dict[str, Any]:
        """What was sent: a box that was not on the page is not emptied."""
        said = {name: self.cleaned_data[name] for name in TEXTS if self.add_prefix(name) in self.data}
        if "value" in said:
            said["not_applicable"] = said["value"] == NOT_APPLICABLE
            said["value"] = "" if said["not_applicable"] else said["value"]
        return said


def stored(answer: Answer) -> dict[str, str]:
    """What stands in the boxes of a question as it is kept."""
    return {
        "version": str(answer.version),
        "value": NOT_APPLICABLE if answer.not_applicable else answer.value,
        "why": answer.why,
        "action_what": answer.action_what,
        "action_owner": answer.action_owner,
        "action_due": answer.action_due,
        "action_measure": answer.action_measure,
    }


def prefix_of(pk: int) -> str:
    return f"q-{pk}"
