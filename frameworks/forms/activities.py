"""How a standard is checked, by whom and when."""

from typing import Any

from django.forms import CheckboxSelectMultiple, Textarea

from board.forms import choices
from board.models import Agency
from frameworks.enums import FREQUENCIES, Method
from frameworks.forms.dates import DatesField, MonthsField, PartialDateFormField
from frameworks.models import MonitoringActivity
from frameworks.timescales import Frequency, Recurrence, read_timescale
from frameworks.timescales.recurrence import COUNTED
from lscb.core.editing import EditForm
from lscb.core.forms import SeveralField, WholeNumberField

NUMBERS = {
    Frequency.EVERY_N_WEEKS: "Enter every how many weeks",
    Frequency.TIMES_A_YEAR: "Enter how many times a year",
}
NOT_SAID = "Not said"
WHEN = ("frequency", "number", "months", "dates", "first_due")


class RunningForm(EditForm):
    """Who sees to an activity and when: what may change after a framework was adopted."""

    number = WholeNumberField(
        min_value=1, max_value=104, required=False, label="How many", help_text="Weeks between, or times a year."
    )
    months = MonthsField(required=False, label="In these months", help_text="Such as: April, October.")
    dates = DatesField(required=False, label="On these dates", help_text="Such as: June 2026, December 2026.")
    first_due = PartialDateFormField(
        required=False, label="First due", help_text="Such as 18 June 2026, June 2026, 2026."
    )

    class Meta:
        model = MonitoringActivity
        fields = ["frequency", "number", "months", "dates", "first_due", "at_meetings_of", "lead"]
        fields += ["lead_group", "lead_words", "comment"]
        labels = {
            "frequency": "How often",
            "at_meetings_of": "At each meeting of",
            "lead_group": "Lead group",
            "lead_words": "Lead, where neither is here",
        }
        help_texts = {
            "lead": "Is reminded before it is due, and records that it was done.",
            "at_meetings_of": "Where it comes up at each meeting: whose.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part = self.instance
        choices.offer(self, "lead", choices.people(chosen=part.lead_id), nothing="Nobody here")
        choices.offer(self, "lead_group", choices.groups(chosen=part.lead_group_id), nothing="No group")
        choices.offer(self, "at_meetings_of", choices.groups(chosen=part.at_meetings_of_id), nothing="No group")
        choices.offer_words(self, "frequency", [("", NOT_SAID), *FREQUENCIES.items()])
        if "method" in self.fields:
            choices.offer_words(self, "method", [("", NOT_SAID), *Method.choices])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if set(WHEN) & set(self.errors):
            return data
        frequency = Frequency(data["frequency"]) if data.get("frequency") else None
        if frequency in NUMBERS and data.get("number") is None:
            self.add_error("number", NUMBERS[frequency])
        elif frequency not in COUNTED and data.get("number") is not None:
            self.add_error("number", "Leave this empty: only weeks and times a year are counted")
        elif frequency == Frequency.TIMES_A_YEAR and data["number"] > 12:
            self.add_error("number", "Enter a number from 1 to 12")
        elif frequency:
            Recurrence(frequency, data.get("number"), tuple(data["months"]))
        if data.get("dates") and frequency not in {None, Frequency.ONCE}:
            self.add_error("dates", "Name dates only where it does not come round: choose Once, or leave these empty")
        return data


class ActivityForm(RunningForm):
    """The whole of an activity. Where only words say when, they are read."""

    agencies = SeveralField(
        queryset=Agency.objects.filter(is_active=True).order_by("name"),
        required=False,
        widget=CheckboxSelectMultiple,
        label="Agencies concerned",
    )

    class Meta(RunningForm.Meta):
        fields = ["monitoring", "action", "method", "timescale_words", *RunningForm.Meta.fields, "agencies"]
        labels = RunningForm.Meta.labels | {"monitoring": "How it is checked", "timescale_words": "When, in words"}
        help_texts = RunningForm.Meta.help_texts | {
            "timescale_words": "As your table words it: “Yearly, next due June 2027”. If you leave the boxes below "
            "empty, they are filled from this.",
        }
        widgets = {"timescale_words": Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and not (data.get("monitoring") or data.get("action")):
            self.add_error("monitoring", "Say how it is checked, or what is done")
        if data.get("timescale_words") and not any(data.get(name) for name in WHEN):
            self._read_the_words(data)
        return super().clean()

    @property
    def links(self) -> dict[str, Any]:
        return {"agencies": self.cleaned_data["agencies"]}

    def _read_the_words(self, data: dict[str, Any]) -> None:
        reading = read_timescale(data["timescale_words"])
        recurrence = reading.recurrence
        data["first_due"] = reading.first_due
        if recurrence:
            data["frequency"] = recurrence.frequency.value if reading.frequency else ""
            data["number"], data["months"] = recurrence.number, list(recurrence.months)
            data["dates"] = [str(each) for each in recurrence.dates]
            if recurrence.dates:
                data["first_due"] = None
