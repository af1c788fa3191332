"""The next version of a framework."""

from datetime import date
from typing import Any

from django.forms import CharField

from frameworks.models import Framework
from lscb.core.forms import DateField, Form


class ForwardForm(Form):
    title = CharField(max_length=200, help_text="Leave it for the next version under the same title.")
    starts_on = DateField(required=False, label="Holds from")
    ends_on = DateField(required=False, label="Holds until")

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = framework.title
        if framework.starts_on and framework.ends_on:
            self.fields["starts_on"].initial = _a_year_on(framework.starts_on)
            self.fields["ends_on"].initial = _a_year_on(framework.ends_on)

    def clean(self) -> None:
        super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Enter a last day that is not before the first")


def _a_year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
