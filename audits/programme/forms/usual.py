"""The usual yearly reports: which of them the year is to have, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BooleanField, BoundField, ModelChoiceField

from audits.programme.usual import USUAL, Usual
from board.forms import choices
from board.models import Group
from lscb.core.forms import DateField, Form


@dataclass(frozen=True, slots=True)
class Line:
    """``there``: the number of an entry that may be it already."""

    usual: Usual
    take: BoundField
    due_on: BoundField
    there: int | None


class UsualForm(Form):
    """Ticked: those that the programme does not seem to have."""

    route = ModelChoiceField(
        Group.objects.none(), required=False, label="Scrutinised by", help_text="Which group reads them first."
    )

    def __init__(self, *args: Any, subjects: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "route", choices.groups(), nothing="Not decided")
        subjects = list(subjects)
        self.there = {usual.key: usual.among(subjects) for usual in USUAL}
        for usual in USUAL:
            self.fields[f"take_{usual.key}"] = BooleanField(
                required=False, label=usual.subject, initial=self.there[usual.key] is None
            )
            self.fields[f"due_{usual.key}"] = DateField(required=False, label=f"{usual.subject}, due")

    def lines(self) -> list[Line]:
        return [
            Line(usual, self[f"take_{usual.key}"], self[f"due_{usual.key}"], self.there[usual.key]) for usual in USUAL
        ]

    def clean(self) -> None:
        super().clean()
        if not self.errors and not self.chosen():
            self.add_error(None, "Tick the reports that this year is to have.")

    def chosen(self) -> list[tuple[Usual, date | None]]:
        data = self.cleaned_data
        return [(usual, data[f"due_{usual.key}"]) for usual in USUAL if data[f"take_{usual.key}"]]
