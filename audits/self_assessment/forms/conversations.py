"""What the panel asks, what an agency answers, and what its people say among themselves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, Textarea

from audits.self_assessment.actions.conversations import ANSWERED_IN, PAST
from audits.self_assessment.models import Question
from lscb.core.forms import DateField, Form
from lscb.core.working_days import add_working_days

LONGEST = 5_000
WHOLE = "whole"


def _words(label: str, required: str) -> CharField:
    return CharField(
        label=label,
        max_length=LONGEST,
        widget=Textarea(attrs={"rows": 5}),
        error_messages={"required": required},
    )


class SayForm(Form):
    text = _words("What you want to say", "Write what you want to say")


class AskForm(SayForm):
    """What the panel says, with the day by which it would have the answer."""

    answer_by = DateField(
        label="To be answered by",
        help_text="The agency’s people find it among their tasks, and are reminded.",
        error_messages={"required": "Say by when you would have the answer"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("answer_by", add_working_days(today, ANSWERED_IN))
        self.today = today

    def clean_answer_by(self) -> date:
        day: date = self.cleaned_data["answer_by"]
        if day < self.today:
            raise ValidationError(PAST.rstrip("."))
        return day


class AboutForm(SayForm):
    """About the standard as a whole or one of its questions."""

    about = ChoiceField(
        label="Which question it concerns",
        error_messages={"required": "Choose the question, or the standard as a whole"},
    )
    field_order = ["about", "text"]

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {str(question.pk): question for question in questions}
        self.initial["about"] = self.initial.get("about") or WHOLE
        pairs = [(pk, f"{question.code} {question.text}"[:120]) for pk, question in self.questions.items()]
        self.fields["about"].choices = [(WHOLE, "The standard as a whole"), *pairs]  # type: ignore[attr-defined]

    @property
    def question(self) -> Question | None:
        return self.questions.get(self.cleaned_data["about"])


class AskAboutForm(AboutForm, AskForm):
    field_order = ["about", "text", "answer_by"]
