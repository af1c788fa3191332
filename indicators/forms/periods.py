"""Forms of a period: opening it and moving its dates."""

from datetime import date
from typing import Any

from django import forms

from board.models import Board
from indicators.models import Period
from indicators.rules import wrong_dates
from lscb.core.editing import EditForm
from lscb.core.forms import DateField, Form
from lscb.core.periods import Period as Span


class OpenPeriodForm(Form):
    """The dates of a period about to be opened."""

    starts_on = forms.CharField(widget=forms.HiddenInput)
    due_on = DateField(label="Returns are due")
    locks_on = DateField(label="Late returns are taken until", required=False)

    def __init__(self, *args: Any, span: Span, board: Board, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.span, self.board, self.today = span, board, today
        self.fields["locks_on"].help_text = f"Leave empty for {board.lock_after_days} days after the due date."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        due_on = cleaned.get("due_on")
        if due_on is None:
            return cleaned
        if cleaned.get("locks_on") is None and "locks_on" not in self.errors:
            cleaned["locks_on"] = self.board.lock_on(due_on)
        if locks_on := cleaned.get("locks_on"):
            for field, sentence in wrong_dates(self.span, due_on, locks_on, today=self.today).items():
                self.add_error(field, sentence)
        return cleaned


class DatesForm(EditForm):
    """The dates of a period that is open."""

    class Meta:
        model = Period
        fields = ["due_on", "locks_on"]
        labels = {"due_on": "Returns are due", "locks_on": "Late returns are taken until"}
        help_texts = {"due_on": "Reminders follow the new date by themselves."}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        due_on, locks_on = cleaned.get("due_on"), cleaned.get("locks_on")
        if due_on and locks_on:
            for field, sentence in wrong_dates(self.instance.span, due_on, locks_on, today=self.today).items():
                self.add_error(field, sentence)
        return cleaned
