"""How an indicator is broken down: by what, into which groups, and whether the whole is their sum."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from board.forms import choices
from board.models import Agency
from indicators.actions.breakdowns import Group, can_be_added_up
from indicators.enums import Breakdown
from indicators.models import Indicator
from lscb.core.forms import Form, SeveralField

KINDS = [(kind.value, str(kind.label)) for kind in Breakdown if kind != Breakdown.NONE]
MOST_GROUPS = 60


class BreakdownForm(Form):
    """``name``: the breakdown that is there already, which keeps its name; else a new one is begun."""

    kind = forms.ChoiceField(label="By what", choices=KINDS, widget=forms.RadioSelect)
    called = forms.CharField(
        required=False,
        max_length=60,
        label="What the groups are",
        help_text="For named groups: such as age band, ethnicity, disability.",
    )
    agencies = SeveralField(
        queryset=Agency.objects.none(),
        required=False,
        label="Agencies",
        widget=forms.CheckboxSelectMultiple,
        help_text="For a breakdown by agency: each is asked for its own figure.",
    )
    more = forms.CharField(
        required=False,
        max_length=6_000,
        label="Groups",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Localities, or the groups you name, one a line.",
    )
    whole = forms.ChoiceField(label="The whole is", widget=forms.RadioSelect)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, indicator: Indicator, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        own = list(indicator.parts.filter(breakdown_name=name).order_by("pk"))
        self.parts = [part for part in own if part.group_name] if name else own
        self.fields["read"].initial = " ".join(str(part.pk) for part in self.parts)
        suppliers = _suppliers(indicator, self.parts if name else [])
        offered = Agency.objects.filter(pk__in=suppliers) | choices.agencies()
        choices.offer(self, "agencies", offered.order_by("name"))
        self.fields["agencies"].initial = suppliers
        if name:
            self._keep_kind()
        else:
            self.fields["kind"].initial = Breakdown.AGENCY if len(suppliers) > 1 else Breakdown.GROUPS
        if name != Breakdown.AGENCY:
            self._name_each()
        self._say_what_the_whole_is(indicator)

    def _keep_kind(self) -> None:
        """What it is broken down by stays; another way is another breakdown."""
        del self.fields["kind"], self.fields["called"]
        if self.name == Breakdown.AGENCY:
            del self.fields["more"]
        else:
            del self.fields["agencies"]

    def _name_each(self) -> None:
        """Those that are there, each in a box of its own, so that it may be called otherwise and stay what it is."""
        for part in self.parts:
            self.fields[f"group_{part.pk}"] = forms.CharField(
                required=False,
                max_length=100,
                label=f"Group {part.code}",
                initial=part.group_name or part.title.rsplit(": ", 1)[-1],
                help_text="Emptied, it is asked for no more. Its figures stay.",
            )
        if self.parts:
            self.fields["more"].label = "Further groups"
        self.order_fields(["kind", "called", "agencies", *(f"group_{part.pk}" for part in self.parts), "more", "whole"])

    def _say_what_the_whole_is(self, indicator: Indicator) -> None:
        field = self.fields["whole"]
        assert isinstance(field, forms.ChoiceField)
        stated = ("stated", f"Stated by {indicator.supplier or 'its supplier'}, beside its groups")
        added_up = ("added_up", "Added up from them, once all have come")
        is_possible = can_be_added_up(indicator)
        field.choices = [added_up, stated] if is_possible else [stated]
        is_stated = self.name and indicator.added_up_by != self.name
        field.initial = "added_up" if is_possible and not is_stated and not indicator.added_up_by else "stated"
        if self.name and indicator.added_up_by == self.name:
            field.initial = "added_up"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind == Breakdown.GROUPS:
            called = " ".join(cleaned.get("called", "").split())
            if not called:
                self.add_error("called", "Say what the groups are, such as age band")
            elif called.casefold() in {*Breakdown.values, "agencies", "localities"}:
                self.add_error("called", "Choose “By agency” or “By locality” for these")
        if len(self._lines()) > MOST_GROUPS:
            raise ValidationError(f"Name at most {MOST_GROUPS} groups")
        if long := next((line for line in self._lines() if len(line) > 100), ""):
            self.add_error("more", f"“{long[:40]}…” is too long: shorten it to 100 characters")
        return cleaned

    @property
    def breakdown(self) -> str:
        kind = str(self.cleaned_data.get("kind", ""))
        if self.name:
            return self.name
        return str(self.cleaned_data["called"]) if kind == Breakdown.GROUPS else kind

    @property
    def groups(self) -> Sequence[Group]:
        if self.breakdown == Breakdown.AGENCY:
            by_supplier = {part.supplier_id: part.pk for part in self.parts}
            if len(by_supplier) < len(self.parts):
                by_supplier = {}  # Parts made by hand, of something else than agencies.
            return [Group(one.name, by_supplier.get(one.pk), one) for one in self.cleaned_data["agencies"]]
        kept = [Group(self.cleaned_data[f"group_{part.pk}"], part.pk) for part in self.parts]
        return [*(group for group in kept if group.name.strip()), *(Group(line) for line in self._lines())]

    @property
    def adds_up(self) -> bool:
        return bool(self.cleaned_data["whole"] == "added_up")

    @property
    def seen(self) -> frozenset[int]:
        """The parts that its writer had before them."""
        return frozenset(int(key) for key in self.cleaned_data["read"].split() if key.isascii() and key.isdecimal())

    def _lines(self) -> list[str]:
        return [line for each in self.cleaned_data.get("more", "").splitlines() if (line := " ".join(each.split()))]


def _suppliers(indicator: Indicator, parts: Sequence[Indicator]) -> list[int]:
    """Of its parts; before there are any, those who are named as suppliers."""
    others = indicator.other_suppliers.values_list("pk", flat=True)
    keys = [part.supplier_id for part in parts] or [indicator.supplier_id, *others]
    return [key for key in keys if key is not None]
