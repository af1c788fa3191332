"""What is said in a review: a query, an answer, a reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.models import Figure, IndicatorReturn
from lscb.core.forms import DateField, Form, SeveralField

MOST_WORDS = 5000
WHO_READS = "Name no child. The agency’s leads and the Board’s staff read it."


class QueryForm(Form):
    text = forms.CharField(
        label="What do you ask?",
        max_length=MOST_WORDS,
        widget=forms.Textarea,
        help_text=WHO_READS,
        error_messages={"required": "Write what you want to ask"},
    )


class QueryBothForm(QueryForm):
    """Of figures that disagree: each agency is asked about its own and is not shown the other's."""

    also = SeveralField(
        Figure.objects.none(),
        required=False,
        label="Ask as well",
        widget=forms.CheckboxSelectMultiple,
        help_text="Each agency reads the question beside its own figure and does not see the other’s: name no figure.",
    )

    def __init__(self, *args: Any, others: Sequence[Figure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also: Any = self.fields["also"]
        also.queryset = Figure.objects.filter(pk__in=[one.pk for one in others])
        also.choices = [(one.pk, f"{one.indicator_return.agency}, about its {one.indicator}") for one in others]


class AnswerForm(Form):
    text = forms.CharField(
        label="Your answer",
        max_length=MOST_WORDS,
        widget=forms.Textarea,
        help_text=f"{WHO_READS} Once it is accepted it may stay beside the figure, where the Board reads it: "
        "give no count that is small enough to be hidden.",
        error_messages={"required": "Write your answer"},
    )


class SendBackForm(Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why it goes back",
        max_length=MOST_WORDS,
        widget=forms.Textarea,
        help_text="What to put right, and by when. The agency reads it above its figures, "
        "and it stays in the history of what was corrected, which the Board reads.",
        error_messages={"required": "Write what the agency is to put right"},
    )


class LateForm(Form):
    """An exception from the lock date, for one agency."""

    until = DateField(label="Take its figures until", help_text="On the day after, its return is locked again.")
    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="It stays with the return, in its history.",
        error_messages={"required": "Write why this agency is given longer"},
    )

    def __init__(self, *args: Any, item: IndicatorReturn, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.today = item, today

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise ValidationError("Enter today or a later date")
        if until <= self.item.period.locks_on:
            raise ValidationError("Everyone's figures are taken until then. Enter a later date")
        return until
