"""Which indicators a meeting looks at."""

from typing import Any

from django.forms import CharField, CheckboxSelectMultiple, HiddenInput

from board.models import Meeting
from indicators.actions.selection import codes_for
from indicators.models import Indicator
from lscb.core.forms import Form, SeveralField


class SelectionForm(Form):
    read = CharField(required=False, widget=HiddenInput)
    indicators = SeveralField(
        queryset=Indicator.objects.none(), required=False, widget=CheckboxSelectMultiple, label="Indicators"
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        chosen = list(Indicator.objects.filter(chosen_for__meeting=meeting))
        super().__init__(*args, **kwargs)
        self.initial = {"read": codes_for(meeting), "indicators": chosen}
        offered = Indicator.objects.agreed() | Indicator.objects.filter(pk__in=[one.pk for one in chosen])
        self.fields["indicators"].queryset = offered.order_by("code")  # type: ignore[attr-defined]
