from datetime import date
from typing import Any

from django.forms import ModelChoiceField

from board.forms import choices
from lscb.core.forms import DateField, Form
from lscb.core.models import User


class AwayForm(Form):
    """From when to when a person is away, and who stands in."""

    starts_on = DateField(label="First day away", help_text="Such as 18 June 2026.")
    ends_on = DateField(label="Last day away")
    deputy = ModelChoiceField(
        User.objects.none(),
        empty_label="Choose someone",
        label="Who stands in",
        help_text="Reminders go to both. It must be someone who may see the same work.",
    )

    def __init__(self, *args: Any, person: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices.offer(self, "deputy", choices.people().exclude(pk=person.pk).exclude(joined_at=None))
        self.fields["starts_on"].initial = today

    def clean(self) -> None:
        super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Enter a last day that is not before the first")
        elif ends_on and ends_on < self.today:
            self.add_error("ends_on", "Enter a last day that has not gone by")
