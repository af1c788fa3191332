"""Many indicators changed at once."""

from copy import deepcopy
from typing import Any

from django import forms

from board.forms import choices
from board.models import Agency, Group, Priority
from indicators.actions.refining import Wanted
from indicators.enums import FREQUENCIES, Counted, IndicatorStatus
from indicators.forms.gaps import GapForm, ask_who_agreed_when
from indicators.forms.library import in_its_year
from indicators.models import Indicator
from lscb.core.forms import Form, SeveralField

AS_IT_IS = "As it is"
AS_GAPS = "as_gaps"
PLAN = GapForm.Meta.fields
STEPS = [IndicatorStatus.CONSULTATION, IndicatorStatus.AGREED, IndicatorStatus.RETIRED]


class RefiningForm(Form):
    """What is left as it is changes in none of them."""

    one = SeveralField(
        Indicator.objects.order_by("code"),
        label="Which",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the indicators to change"},
    )
    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", AS_IT_IS), *((step.value, step.label) for step in STEPS), (AS_GAPS, "Agreed, each a data gap"),
        ],
        help_text="A data gap is what nobody can give yet: say below what is missing and how it will be gathered.",
    )  # fmt: skip
    supplier = forms.ModelChoiceField(Agency.objects.none(), required=False)
    owner_group = forms.ModelChoiceField(Group.objects.none(), required=False, label="Owner group")
    frequency = forms.ChoiceField(required=False, choices=[("", AS_IT_IS), *FREQUENCIES], label="How often")
    counted = forms.ChoiceField(required=False, choices=[("", AS_IT_IS), *Counted.choices], label="When it is counted")
    priority = forms.ModelChoiceField(Priority.objects.none(), required=False, label="Add this priority")
    reason = forms.CharField(
        required=False,
        max_length=2_000,
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed where the status changes. It stays with each of them.",
    )

    def __init__(self, *args: Any, chosen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: deepcopy(GapForm.base_fields[name]) for name in PLAN}
        self.fields["missing"].required = False
        self.fields["missing"].help_text = "Only for data gaps. The plan from here on is the same for each of them."
        choices.offer(self, "task_group", choices.groups(), nothing="No group")
        choices.offer(self, "owner", choices.people(), nothing="Nobody yet")
        choices.offer(self, "one", chosen)
        choices.offer(self, "supplier", choices.agencies(), nothing=AS_IT_IS)
        choices.offer(self, "owner_group", choices.groups(), nothing=AS_IT_IS)
        choices.offer(self, "priority", Priority.objects.order_by("-year", "number"), nothing="None")
        priority: Any = self.fields["priority"]
        priority.label_from_instance = in_its_year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_gap = cleaned.get("status") == AS_GAPS
        if is_gap and not cleaned.get("missing") and "missing" in cleaned:
            self.add_error("missing", "Say what is missing of them")
        elif not is_gap and "status" in cleaned and any(cleaned.get(name) for name in PLAN):
            self.add_error("status", "You wrote of a data gap: choose here that each is one, or leave that part empty")
        ask_who_agreed_when(self, cleaned)
        return cleaned

    @property
    def wanted(self) -> Wanted:
        data = self.cleaned_data
        is_gap = data["status"] == AS_GAPS
        status = IndicatorStatus.AGREED.value if is_gap else data["status"]
        return Wanted(
            status=IndicatorStatus(status) if status else None,
            supplier=data["supplier"],
            owner_group=data["owner_group"],
            frequency=data["frequency"] or None,
            counted=data["counted"] or None,
            priority=data["priority"],
            reason=data["reason"],
            gap={name: data[name] for name in PLAN} if is_gap else None,
        )
