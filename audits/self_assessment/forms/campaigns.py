"""Opening a campaign, moving its dates, giving one agency more time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, CheckboxSelectMultiple

from audits.programme.models import ProgrammeEntry
from audits.self_assessment.models import Campaign, Tool
from board.forms import choices
from board.models import Agency, Meeting
from lscb.core.editing import EditForm
from lscb.core.forms import DateField, Form, SeveralField


class CampaignForm(EditForm):
    class Meta:
        model = Campaign
        fields = ["title", "due_on", "locks_on", "group", "meeting", "entry"]
        labels = {"entry": "Carries out the programme’s entry"}
        help_texts = {
            "title": "As agencies will read it, such as: Section 11, 2026.",
            "locks_on": "Later than the due date: what comes in between is taken and marked late.",
            "group": "Its chair and members read what is handed in, and judge it.",
            "meeting": "Where the Board sees what came of it.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaign = self.instance
        choices.offer(self, "group", choices.groups(chosen=campaign.group_id), nothing="Nobody yet")
        meetings = Meeting.objects.select_related("group").order_by("-held_on")
        choices.offer(self, "meeting", meetings, nothing="Not decided")
        entries = ProgrammeEntry.objects.open().select_related("programme").order_by("-programme__year", "number")
        choices.offer(self, "entry", entries, nothing="None")


class OpenCampaignForm(CampaignForm):
    """With whom and with what."""

    agencies = SeveralField(
        queryset=Agency.objects.filter(is_active=True).order_by("name"),
        widget=CheckboxSelectMultiple,
        label="Agencies asked",
        error_messages={"required": "Choose at least one agency to ask"},
    )

    class Meta(CampaignForm.Meta):
        fields = ["title", "tool", "opens_on", *CampaignForm.Meta.fields[1:]]

    field_order = [*Meta.fields, "agencies"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "tool", Tool.objects.usable(), nothing="Choose a tool")
        self.initial.setdefault("agencies", list(self.fields["agencies"].queryset))  # type: ignore[attr-defined]


class ExtendForm(Form):
    to = DateField(label="Due instead on")
    because = CharField(label="Why", max_length=300, error_messages={"required": "Say why this agency has more time"})

    def __init__(self, *args: Any, latest: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean_to(self) -> Any:
        to = self.cleaned_data["to"]
        if to <= self.latest:
            raise ValidationError("Enter a day later than the campaign’s own, and still to come")
        return to
