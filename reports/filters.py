"""Which indicators a reader asks for: by agency, priority, rating and so on, kept in the address."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from indicators.analysis.rag import Rating
from indicators.enums import FREQUENCIES
from lscb.core.forms import Form
from reports.grouping import Grouping
from reports.needs import Need, need_of
from reports.queries.series import Series

RATINGS = [
    (Rating.NOT_MET.value, Rating.NOT_MET.label),
    (Rating.NEAR.value, Rating.NEAR.label),
    (Rating.MET.value, Rating.MET.label),
    (Rating.NONE.value, "No rating"),
]
Choices = Iterable[tuple[str, str]]


class SeriesFilter(Form):
    """Over series that are read already, so that it costs no query; it offers only what is there to choose."""

    text = forms.CharField(label="Code or title", required=False, max_length=100)
    agency = forms.ChoiceField(required=False)
    priority = forms.ChoiceField(required=False)
    question = forms.ChoiceField(label="Key question", required=False)
    need = forms.ChoiceField(
        label="What it needs",
        required=False,
        choices=[("", "Everything"), *((need.value, need.label) for need in Need)],
    )
    rating = forms.ChoiceField(required=False, choices=[("", "Every rating"), *RATINGS])
    frequency = forms.ChoiceField(required=False, choices=[("", "Every frequency"), *FREQUENCIES])
    by = forms.ChoiceField(
        label="Grouped by", required=False, choices=[("", "What it needs"), *((by.value, by.label) for by in Grouping)]
    )

    # What only arranges the rest: it leaves nothing out.
    arranges = frozenset({"by"})
    OFFERED: dict[str, tuple[str, Callable[[Series], Choices]]] = {
        "agency": (
            "Every agency",
            lambda one: _aims(one, "suppliers") if one.indicator.suppliers else [("None", "Nobody yet")],
        ),
        "priority": ("Every priority", lambda one: _aims(one, "aims")),
        "question": (
            "Every question",
            lambda one: _aims(one, "questions"),
        ),
    }

    def __init__(self, data: QueryDict, *, series: Sequence[Series], fields: Iterable[str]) -> None:
        asked = any(name in data for name in self.base_fields)
        super().__init__(data if asked else None)
        wanted = list(fields)
        for name in set(self.fields) - set(wanted):
            del self.fields[name]
        for name, (anything, of) in self.OFFERED.items():
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                found = {choice for one in series for choice in of(one)}
                field.choices = [("", anything), *sorted(found, key=lambda choice: choice[1])]
        self.order_fields(wanted)

    @property
    def form(self) -> "SeriesFilter":
        """As the filter component asks for it."""
        return self

    @property
    def grouping(self) -> Grouping | None:
        """By what it needs while nothing else is asked."""
        chosen = self.cleaned_data.get("by") if self.is_bound and self.is_valid() else ""
        return Grouping(chosen) if chosen else None

    def matching(self, series: Iterable[Series]) -> list[Series]:
        """All of them while nothing, or nothing that can be chosen, is asked."""
        if not self.is_bound or not self.is_valid():
            return list(series)
        asked = {name: value for name, value in self.cleaned_data.items() if value and name not in self.arranges}
        return [one for one in series if all(_agrees(one, name, value) for name, value in asked.items())]


class TableFilter(SeriesFilter):
    """What is asked as a table stays one when it is filtered."""

    shown = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    arranges = SeriesFilter.arranges | {"shown"}


def _aims(one: Series, name: str) -> Choices:
    return [(str(aim.pk), str(aim)) for aim in getattr(one.indicator, name)]


def _agrees(one: Series, name: str, value: Any) -> bool:
    match name:
        case "text":
            return value.casefold() in str(one.indicator).casefold()
        case "need":
            return need_of(one) == value
        case "rating":
            return one.rating == value
        case "frequency":
            return one.indicator.frequency == value
        case _:
            return value in dict(SeriesFilter.OFFERED[name][1](one))
