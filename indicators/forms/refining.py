"""Many indicators changed at once."""

from typing import Any

from django import forms

from board.forms import choices
from board.models import Agency, Group, Priority
from indicators.actions.refining import Wanted
from indicators.enums import FREQUENCIES, Counted, IndicatorStatus
from indicators.forms.library import in_its_year
from indicators.models import Indicator
from lscb.core.forms import Form, SeveralField

AS_IT_IS = "As it is"
STEPS = [IndicatorStatus.CONSULTATION, IndicatorStatus.AGREED, IndicatorStatus.RETIRED]


class RefiningForm(Form):
    """What is left as it is changes in none of them."""

    one = SeveralField(
        Indicator.objects.order_by("code"),
        label="Which",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the indicators to change"},
    )
    status = forms.ChoiceField(required=False, choices=[("", AS_IT_IS), *((step.value, step.label) for step in STEPS)])
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
        choices.offer(self, "one", chosen)
        choices.offer(self, "supplier", choices.agencies(), nothing=AS_IT_IS)
        choices.offer(self, "owner_group", choices.groups(), nothing=AS_IT_IS)
        choices.offer(self, "priority", Priority.objects.order_by("-year", "number"), nothing="None")
        priority: Any = self.fields["priority"]
        priority.label_from_instance = in_its_year

    @property
    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(
            status=IndicatorStatus(data["status"]) if data["status"] else None,
            supplier=data["supplier"],
            owner_group=data["owner_group"],
            frequency=data["frequency"] or None,
            counted=data["counted"] or None,
            priority=data["priority"],
            reason=data["reason"],
        )
