"""What the panel asks, what an agency answers, and what its people say among themselves."""

from collections.abc import Sequence
from typing import Any

from django.forms import CharField, ChoiceField, Textarea

from audits.self_assessment.models import Question
from lscb.core.forms import Form

LONGEST = 5_000
WHOLE = ""


def _words(label: str, required: str) -> CharField:
    return CharField(
        label=label,
        max_length=LONGEST,
        widget=Textarea(attrs={"rows": 5}),
        error_messages={"required": required},
    )


class SayForm(Form):
    text = _words("What you want to say", "Write what you want to say")


class AboutForm(SayForm):
    """About the standard as a whole or one of its questions."""

    about = ChoiceField(label="About", required=False)
    field_order = ["about", "text"]

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {str(question.pk): question for question in questions}
        pairs = [(pk, f"{question.code} {question.text}"[:120]) for pk, question in self.questions.items()]
        self.fields["about"].choices = [(WHOLE, "The standard as a whole"), *pairs]  # type: ignore[attr-defined]

    @property
    def question(self) -> Question | None:
        return self.questions.get(self.cleaned_data["about"])
