"""Forms of the library: indicators and their targets."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.actions.library import Links
from indicators.analysis.figures import FigureError, FigureState, parse_figure
from indicators.analysis.units import Unit
from indicators.models import Indicator, Target
from lscb.core.editing import EditForm
from lscb.core.forms import ModelForm, SeveralField

LINKED = ("priorities", "key_questions")
KEY = re.compile(r"[0-9]{1,18}")


class NumberField(forms.CharField):
    """A number as people write it: 1,204 or 63.5, in the digits of an English keyboard."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "input--short", "inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            figure = parse_figure(text)
        except FigureError as error:
            raise ValidationError(str(error).rstrip(".")) from error
        if figure.state != FigureState.GIVEN or figure.value is None:
            raise ValidationError("Enter a number in figures, such as 1,204 or 63.5")
        return figure.value


class PrioritiesField(SeveralField):
    """The same priority may stand in several years."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.year}–{(obj.year + 1) % 100:02})"


class IndicatorForm(EditForm):
    """One indicator. Ticks are merged with another's, so both people's stay."""

    decimals = forms.TypedChoiceField(
        coerce=int, choices=[(n, str(n)) for n in range(5)], initial=1, help_text="Of the value, wherever it is shown."
    )
    read_links = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Indicator
        fields = [
            "code", "title", "definition", "why_it_matters", "unit", "numerator_words", "denominator_words", "decimals",
            "polarity", "frequency", "year_kind", "supplier", "source", "priorities", "key_questions",
        ]  # fmt: skip
        labels = {
            "why_it_matters": "Why it matters",
            "numerator_words": "Numerator: what is counted",
            "denominator_words": "Denominator: out of what",
            "polarity": "Which way is better",
        }
        help_texts = {
            "code": "Short and without spaces, such as H4. It stands beside every figure.",
            "title": "As it stands over the chart.",
            "definition": "Who is counted, who is not, on which day; enough for two agencies to count alike.",
            "numerator_words": "In a few words, such as “Children seen within ten working days”.",
            "denominator_words": "Such as “Children referred”. Leave empty for a plain count, or where the agency "
            "gives the value itself.",
            "supplier": "The agency that is asked for it.",
            "source": "Where the figures come from, with the licence of published ones.",
        }
        field_classes = {"priorities": PrioritiesField}
        widgets = {
            "key_questions": forms.CheckboxSelectMultiple,
            "definition": forms.Textarea(attrs={"rows": 4}),
            "why_it_matters": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        supplier = self.fields["supplier"]
        assert isinstance(supplier, forms.ModelChoiceField)
        assert supplier.queryset is not None
        supplier.queryset = supplier.queryset.filter(is_active=True) | supplier.queryset.filter(
            pk=self.instance.supplier_id
        )
        if self.instance.pk is None:
            del self.fields["read_links"]
        else:
            ticked = ((name, row.pk) for name in LINKED for row in self.initial.get(name, []))
            self.initial["read_links"] = " ".join(f"{name}:{pk}" for name, pk in ticked)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if len(code.split()) > 1:
            raise ValidationError("Enter a code without spaces, such as H4")
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        numerator, denominator = cleaned.get("numerator_words"), cleaned.get("denominator_words")
        if denominator and cleaned.get("unit") == Unit.NUMBER:
            self.add_error("denominator_words", "Leave this empty: a number is not out of anything")
        elif denominator and not numerator:
            self.add_error("numerator_words", "Enter what is counted, as you said out of what")
        return cleaned

    @property
    def links(self) -> dict[str, Links]:
        read = self._read_links()
        return {
            name: Links(frozenset(row.pk for row in self.cleaned_data[name]), read[name] if read else None)
            for name in LINKED
        }

    def _read_links(self) -> dict[str, frozenset[int]] | None:
        if "read_links" not in self.fields:
            return None
        pairs = [part.partition(":") for part in self.cleaned_data["read_links"].split()]
        return {
            name: frozenset(int(pk) for one, _, pk in pairs if one == name and KEY.fullmatch(pk)) for name in LINKED
        }


class TargetForm(ModelForm):
    """What is asked from a day on."""

    value = NumberField(label="Target", max_length=40)
    tolerance = NumberField(
        required=False,
        max_length=40,
        help_text="How far short of the target still counts as near it, in the same unit. Empty: nothing does.",
    )

    class Meta:
        model = Target
        fields = ["from_on", "value", "tolerance", "why"]
        labels = {"from_on": "From", "why": "Why"}
        help_texts = {
            "from_on": "The first day of a period, such as 1 April 2027.",
            "why": "Who decided it and what it rests on.",
        }

    def clean_value(self) -> Decimal:
        value: Decimal = self.cleaned_data["value"]
        if value < 0:
            raise ValidationError("Enter 0 or more")
        if self.instance.indicator.unit == Unit.PERCENTAGE and value > 100:
            raise ValidationError("Enter 100 or less: the target is a percentage")
        return _fitting(value)

    def clean_tolerance(self) -> Decimal:
        tolerance: Decimal = self.cleaned_data["tolerance"] or Decimal(0)
        if tolerance < 0:
            raise ValidationError("Enter 0 or more")
        return _fitting(tolerance)


def _fitting(value: Decimal) -> Decimal:
    if value >= 10**8:
        raise ValidationError("Enter a number of at most 8 digits before the decimal point")
    if value != round(value, 4):
        raise ValidationError("Enter at most 4 digits after the decimal point")
    return value
