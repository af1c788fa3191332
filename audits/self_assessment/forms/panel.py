"""What the panel says of an answer, and of a return as a whole."""

from typing import Any

from django.forms import CharField, ChoiceField, Textarea

from audits.self_assessment.models import Answer
from lscb.core.forms import Form


class JudgeForm(Form):
    value = ChoiceField(label="The panel’s judgement", error_messages={"required": "Choose one of the answers"})
    why = CharField(
        label="Why",
        max_length=5_000,
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: the agency reads it"},
    )

    def __init__(self, *args: Any, answer: Answer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = [(point.value, point.label) for point in answer.question.points]
        self.fields["value"].choices = [("", "Choose"), *pairs]  # type: ignore[attr-defined]


class BecauseForm(Form):
    because = CharField(
        label="Why it is sent back",
        max_length=5_000,
        widget=Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say why it is sent back"},
        help_text="Name the standards or questions, and what is wanted of them. The agency reads this.",
    )
