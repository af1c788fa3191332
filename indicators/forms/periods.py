"""Forms of a period: opening it and moving its dates."""

from datetime import date
from typing import Any

from django import forms

from indicators.models import Period
from indicators.rules import Timing, wrong_dates
from lscb.core.editing import EditForm
from lscb.core.forms import DateField, Form
from lscb.core.periods import Period as Span
from lscb.core.templatetags.words import quantity


class OpenPeriodForm(Form):
    """The dates of a period about to be opened."""

    starts_on = forms.CharField(widget=forms.HiddenInput)
    due_on = DateField(label="Returns are due")
    timely_until = DateField(label="They are on time until", required=False)
    locks_on = DateField(label="Late returns are taken until", required=False)

    def __init__(self, *args: Any, span: Span, timing: Timing, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.span, self.timing, self.today = span, timing, today
        after = f"{quantity(timing.timely_for_days, 'day')} after it" if timing.timely_for_days else "the due date"
        self.fields["timely_until"].help_text = f"Leave empty for {after}."
        self.fields["locks_on"].help_text = f"Leave empty for {timing.lock_after_days} days after the due date."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        due_on = cleaned.get("due_on")
        if due_on is None:
            return cleaned
        if cleaned.get("timely_until") is None and "timely_until" not in self.errors:
            cleaned["timely_until"] = self.timing.timely_until(due_on)
        timely_until = cleaned.get("timely_until")
        if cleaned.get("locks_on") is None and "locks_on" not in self.errors:
            cleaned["locks_on"] = max(self.timing.locks_on(due_on), timely_until or due_on)
        if locks_on := cleaned.get("locks_on"):
            wrong = wrong_dates(self.span, due_on, locks_on, today=self.today, timely_until=timely_until)
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
        return cleaned


class DatesForm(EditForm):
    """The dates of a period that is open."""

    class Meta:
        model = Period
        fields = ["due_on", "timely_until", "locks_on"]
        labels = {
            "due_on": "Returns are due",
            "timely_until": "They are on time until",
            "locks_on": "Late returns are taken until",
        }
        help_texts = {
            "due_on": "Reminders follow the new date by themselves.",
            "timely_until": "Leave empty for the due date.",
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        due_on, locks_on = cleaned.get("due_on"), cleaned.get("locks_on")
        if due_on and locks_on:
            wrong = wrong_dates(
                self.instance.span, due_on, locks_on, today=self.today, timely_until=cleaned.get("timely_until")
            )
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
        return cleaned
