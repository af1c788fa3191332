"""Which entries come along into the next year."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BooleanField, BoundField

from audits.programme.enums import Category
from audits.programme.models import ProgrammeEntry
from audits.programme.rules import a_year_on
from lscb.core.calendar import extra_holidays
from lscb.core.forms import Form


@dataclass(frozen=True, slots=True)
class Line:
    """``days``: on which it would be due."""

    entry: ProgrammeEntry
    box: BoundField
    days: list[date | None]


class RollOverForm(Form):
    def __init__(self, *args: Any, entries: Iterable[ProgrammeEntry], likely: AbstractSet[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        for entry in self.entries:
            self.fields[f"entry_{entry.pk}"] = BooleanField(
                required=False, label=str(entry), initial=entry.pk in likely
            )

    def by_category(self) -> Iterator[tuple[str, list[Line]]]:
        closed_days = extra_holidays()
        lines = [
            Line(entry, self[f"entry_{entry.pk}"], [a_year_on(day, closed_days) for day in entry.days])
            for entry in self.entries
        ]
        for category in Category:
            if found := [line for line in lines if line.entry.category == category]:
                yield category.label, found

    def chosen(self) -> list[ProgrammeEntry]:
        return [entry for entry in self.entries if self.cleaned_data[f"entry_{entry.pk}"]]
