"""A programme's table on its way in: which year it is of, and what a person says of one row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import ChoiceField, TypedChoiceField
from django.utils import timezone

from audits.programme.enums import Category
from board.forms import choices
from board.models import Board
from board.rules import year_label, year_of
from frameworks.forms.bringing_in import RowForm
from frameworks.forms.dates import DaysField
from lscb.core.forms import DateField, Form

YEARS_BACK, YEARS_AHEAD = 12, 3


class YearForm(Form):
    year = TypedChoiceField(
        coerce=int,
        label="Of which year",
        help_text="Where the table names a month only, it is that of this year. Entries join those that are there.",
        error_messages={"required": "Choose a year"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        starts_in = Board.current().year_starts_in
        this_year = year_of(timezone.localdate(), starts_in)
        years = range(this_year + YEARS_AHEAD, this_year - YEARS_BACK, -1)
        choices.offer_words(self, "year", [(year, year_label(year, starts_in)) for year in years])
        self.initial.setdefault("year", this_year)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "year" in data:
            data["title"] = f"Audit programme {year_label(data['year'], Board.current().year_starts_in)}"
        return data


class EntryRowForm(RowForm):
    """With its category and its days."""

    category = ChoiceField(choices=Category.choices, required=False, label="Category")
    days = DaysField(
        required=False, label="Due", help_text="Such as 30 September 2026; of several, each with a comma between."
    )
    completed_on = DateField(required=False, label="Completed on", help_text="Where it is complete.")
    settles = ("category", "days", "completed_on")

    def __init__(self, *args: Any, settings: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, settings=settings, **kwargs)
        said = settings.get("completed_on")
        self.fields["completed_on"].initial = date.fromisoformat(said) if said else None
