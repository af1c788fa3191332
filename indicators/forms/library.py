"""Forms of the library: indicators and their targets."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from board.forms import choices
from board.models import Agency, Priority, scope_of
from frameworks.enums import FrameworkStatus
from frameworks.models import Standard
from indicators.actions.breakdowns import SHARED
from indicators.analysis.figures import FigureError, FigureState, parse_figure
from indicators.analysis.units import Unit
from indicators.enums import UNDER_DISCUSSION, Breakdown, IndicatorStatus
from indicators.forms.links import LinksForm
from indicators.models import Indicator, Target
from lscb.core.editing import EditForm
from lscb.core.forms import Form, ModelForm, SeveralField
from lscb.core.models import User

LINKED = ("priorities", "key_questions")


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
        return in_its_year(obj)


def in_its_year(priority: Priority) -> str:
    return f"{priority} ({priority.year}–{(priority.year + 1) % 100:02})"


class IndicatorForm(LinksForm):
    """One indicator. Ticks are merged with another's, so both people's stay."""

    linked = LINKED

    decimals = forms.TypedChoiceField(
        coerce=int, choices=[(n, str(n)) for n in range(5)], initial=1, help_text="Of the value, wherever it is shown."
    )
    is_proposal = forms.BooleanField(
        required=False,
        label="It is proposed, and not agreed yet",
        help_text="A proposal is on the long list and asked of nobody.",
    )

    class Meta:
        model = Indicator
        fields = [
            "code", "title", "definition", "why_it_matters", "unit", "numerator_words", "denominator_words", "counted",
            "decimals", "polarity", "frequency", "year_kind", "supplier", "breakdown", "breakdown_groups",
            "asks_from_change", "source", "reference",
            "checked_on", "owner_group", "parent", "replaces", "priorities", "key_questions",
        ]  # fmt: skip
        labels = {
            "why_it_matters": "Why it matters",
            "asks_from_change": "A word is asked for from a change of, in per cent",
            "numerator_words": "Numerator: what is counted",
            "denominator_words": "Denominator: out of what",
            "counted": "When it is counted",
            "polarity": "Which way is better",
            "breakdown_groups": "Which groups",
            "reference": "Statutory reference",
            "checked_on": "Reference checked on",
            "owner_group": "Owner group",
            "parent": "Part of",
        }
        help_texts = {
            "code": "Short and without spaces, such as H4. It stands beside every figure.",
            "title": "As it stands over the chart.",
            "definition": "Who is counted, who is not, on which day; enough for two agencies to count alike.",
            "numerator_words": "In a few words, such as “Children seen within ten working days”.",
            "denominator_words": "Such as “Children referred”. Leave empty for a plain count, or where the agency "
            "gives the value itself.",
            "counted": "Referrals are counted over the period and may be added up to a year so far. Children with a "
            "plan are counted on its last day; a child missing in two periods is in both: neither is added up. "
            "Of a plain count it must be said.",
            "supplier": "The agency that is asked for it.",
            "breakdown": "What is wanted. Its groups are named on its page once it is agreed: each then has figures.",
            "breakdown_groups": "Such as “age band, ethnicity, disability”.",
            "source": "Where the figures come from, with the licence of published ones.",
            "reference": "The clause it rests on, such as “Working Together 2023, chapter 4, paragraph 153”.",
            "owner_group": "The group that watches it for the Board.",
            "parent": "The indicator that this one is a part of.",
            "replaces": "The indicator that was collected before it.",
        }
        field_classes = {"priorities": PrioritiesField}
        widgets = {
            "key_questions": forms.CheckboxSelectMultiple,
            "definition": forms.Textarea(attrs={"rows": 4}),
            "why_it_matters": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one = self.instance
        choices.offer(self, "supplier", choices.agencies(chosen=one.supplier_id), nothing="Nobody yet")
        choices.offer(self, "owner_group", choices.groups(chosen=one.owner_group_id), nothing="No group")
        others = Indicator.objects.exclude(pk=one.pk).order_by("code")
        choices.offer(self, "parent", others, nothing="No other")
        choices.offer(self, "replaces", others, nothing="No other")
        if one.pk is not None:
            del self.fields["is_proposal"]
            self._leave_out_what_is_kept_together()

    def _leave_out_what_is_kept_together(self) -> None:
        """What a part has of its whole is changed there; into what a whole is broken down, on a page of its own."""
        if self.instance.group_name:
            owned = {"title", "parent", "supplier", *(name.removesuffix("_id") for name in SHARED)}
        else:
            owned = set()
        if self.instance.group_name or self.instance.parts.kept_parts().exists():
            owned |= {"breakdown", "breakdown_groups"}
        for name in owned & self.fields.keys():
            del self.fields[name]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if len(code.split()) > 1:
            raise ValidationError("Enter a code without spaces, such as H4")
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_parts(self, cleaned)
        ask_when_counted(self, cleaned)
        if cleaned.get("breakdown_groups") and cleaned.get("breakdown") != Breakdown.GROUPS:
            self.add_error("breakdown_groups", "Leave this empty, or choose “By named groups”")
        is_agreed = self.instance.status == IndicatorStatus.AGREED and not cleaned.get("is_proposal")
        is_gap = self.instance.pk is not None and self.instance.gaps.filter(closed_at=None).exists()
        if is_agreed and not is_gap and "supplier" in cleaned and cleaned["supplier"] is None:
            self.add_error("supplier", "Choose who is asked for it, as it is agreed")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        proposed = {"status": IndicatorStatus.PROPOSED} if self.cleaned_data.get("is_proposal") else {}
        return super().values | proposed


class TiesForm(LinksForm):
    """What an indicator is tied to besides: standards, like ones, and further suppliers."""

    linked = ("standards", "similar_to", "other_suppliers")

    class Meta:
        model = Indicator
        fields = ["standards", "similar_to", "other_suppliers"]
        labels = {
            "standards": "Standards it helps to show",
            "similar_to": "Similar to",
            "other_suppliers": "Also supplied by",
        }
        help_texts = {"other_suppliers": "Once it is agreed, each is asked for its own figure."}
        widgets = dict.fromkeys(("standards", "similar_to", "other_suppliers"), forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one = self.instance
        in_force = Standard.objects.filter(section__framework__status=FrameworkStatus.ADOPTED) | one.standards.all()
        choices.offer(self, "standards", in_force.select_related("section__framework").distinct())
        choices.offer(self, "similar_to", Indicator.objects.exclude(pk=one.pk).order_by("code"))
        choices.offer(self, "other_suppliers", choices.agencies().exclude(pk=one.supplier_id))
        if one.status not in UNDER_DISCUSSION:
            # By agency it is broken down, on a page of its own.
            del self.fields["other_suppliers"]


class ProposalForm(EditForm):
    """What an agency would like to be counted. ``proposer``: of several agencies they say for which."""

    agency = forms.ModelChoiceField(queryset=Agency.objects.none(), required=False, label="For")

    class Meta:
        model = Indicator
        fields = [
            "title", "definition", "why_it_matters", "unit", "numerator_words", "denominator_words", "counted",
            "polarity", "frequency", "source", "reference",
        ]  # fmt: skip
        labels = {name: IndicatorForm.Meta.labels[name] for name in (
            "why_it_matters", "numerator_words", "denominator_words", "counted", "polarity", "reference",
        )}  # fmt: skip
        help_texts = {name: IndicatorForm.Meta.help_texts[name] for name in (
            "definition", "numerator_words", "denominator_words", "counted", "reference",
        )} | {"source": "The system or return it would be counted from."}  # fmt: skip
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 4}),
            "why_it_matters": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, proposer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why_it_matters"].required = True
        mine = Agency.objects.filter(pk__in=scope_of(proposer).agencies).order_by("name")
        choices.offer(self, "agency", mine, nothing="Myself")
        found = list(mine)
        if not found or self.instance.pk is not None:
            del self.fields["agency"]
        elif len(found) == 1:
            self.fields["agency"].initial = found[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_parts(self, cleaned)
        ask_when_counted(self, cleaned)
        return cleaned


class StepForm(Form):
    """Why an indicator takes its next step."""

    reason = forms.CharField(
        max_length=2_000,
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who decided it, where, and on what grounds. It stays with the indicator.",
        error_messages={"required": "Say why, so that whoever asks later can read it"},
    )


class GapStepForm(StepForm):
    """Agreed though nobody supplies it yet."""

    missing = forms.CharField(
        max_length=2_000,
        label="What is missing",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It has no supplier yet, so it is agreed as a data gap, to be planned for. If an agency can give it "
        "already, leave this page and say first which.",
        error_messages={"required": "Say what is missing, or first which agency supplies it"},
    )


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = True
        self.fields["why"].error_messages["required"] = "Say who decided it and what it rests on"

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


def refuse_parts(form: forms.ModelForm, cleaned: dict[str, Any]) -> None:
    """Numerator and denominator go with the unit, and with each other."""
    numerator, denominator = cleaned.get("numerator_words"), cleaned.get("denominator_words")
    if denominator and cleaned.get("unit") == Unit.NUMBER:
        form.add_error("denominator_words", "Leave this empty: a number is not out of anything")
    elif denominator and not numerator:
        form.add_error("numerator_words", "Enter what is counted, as you said out of what")


def ask_when_counted(form: forms.ModelForm, cleaned: dict[str, Any]) -> None:
    """Of a plain count nothing else tells whether it may be added up."""
    if cleaned.get("unit") == Unit.NUMBER and cleaned.get("counted") == "":
        form.add_error("counted", "Say whether it is counted over the period or on its last day")


def _fitting(value: Decimal) -> Decimal:
    if value >= 10**8:
        raise ValidationError("Enter a number of at most 8 digits before the decimal point")
    if value != round(value, 4):
        raise ValidationError("Enter at most 4 digits after the decimal point")
    return value
