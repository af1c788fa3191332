"""That an activity was carried out; that a record of it was wrong."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Textarea

from frameworks.forms.dates import PartialDateFormField
from lscb.core.forms import Form


class CompletionForm(Form):
    done_on = PartialDateFormField(
        label="Done",
        help_text="The day, or the month or year if you know no more: 18 June 2026, June 2026, 2026.",
        error_messages={"required": "Enter when it was done"},
    )
    shown_by = CharField(
        label="What showed it",
        required=False,
        max_length=5_000,
        widget=Textarea(attrs={"rows": 3}),
        help_text="A report, minutes, figures: what someone could look up.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_done_on(self) -> Any:
        done_on = self.cleaned_data["done_on"]
        if done_on and done_on.first_day > self.today:
            raise ValidationError("Enter a date that has come: it is done only afterwards")
        return done_on


class WithdrawForm(Form):
    because = CharField(
        label="Why it is withdrawn", max_length=300, error_messages={"required": "Say why it is withdrawn"}
    )
