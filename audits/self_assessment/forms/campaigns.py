"""Opening a campaign, moving its dates, giving one agency more time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import CharField, CheckboxSelectMultiple, ChoiceField, ModelChoiceField, RadioSelect, Textarea

from audits.programme.models import ProgrammeEntry
from audits.self_assessment.actions import Instead
from audits.self_assessment.enums import InsteadKind
from audits.self_assessment.models import Campaign, Tool
from board.enums import AgencyKind, Sector
from board.forms import choices
from board.models import Agency, Meeting
from lscb.core.editing import EditForm
from lscb.core.forms import DateField, Form, SeveralField, UploadField, WholeNumberField


class CampaignForm(EditForm):
    class Meta:
        model = Campaign
        fields = [
            "title",
            "due_on",
            "locks_on",
            "group",
            "meeting",
            "entry",
            "hides_names",
            "has_challengers",
            "challengers_open_evidence",
        ]
        labels = {"entry": "Carries out the programme’s entry"}
        help_texts = {
            "title": "As agencies will read it, such as: Section 11, 2026.",
            "locks_on": "Later than the due date: what comes in between is taken and marked late.",
            "group": "Its chair and members read what is handed in, and judge it.",
            "meeting": "Where the Board sees what came of it.",
            "hides_names": "Once moderated, an agency sees itself against all.",
            "has_challengers": "The panel may then name another agency, which sees that one return as submitted.",
            "challengers_open_evidence": (
                "Otherwise a challenger reads what each file is called, and opens none. Say so to agencies before "
                "you tick it: what shows an answer may be about staff or children."
            ),
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


class PartForm(Form):
    """Which part of the agencies is asked next."""

    tool = ModelChoiceField(Tool.objects.none(), label="Tool", error_messages={"required": "Choose a tool"})
    among = ChoiceField(
        label="Among",
        choices=[
            ("", "All agencies"),
            ("Kind of agency", AgencyKind.choices),
            ("Sector", [(f"sector:{sector.value}", sector.label) for sector in Sector]),
        ],
        required=False,
    )
    how_many = WholeNumberField(
        min_value=1, max_value=100_000, label="How many", error_messages={"required": "Enter how many are asked"}
    )
    counted = ChoiceField(
        label="Counted as",
        choices=[("agencies", "So many agencies"), ("share", "So many of every hundred")],
        widget=RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "tool", Tool.objects.usable(), nothing="Choose a tool")
        self.initial.setdefault("counted", "agencies")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("counted") == "share" and said.get("how_many", 0) > 100:
            self.add_error("how_many", "Enter a share of a hundred at the most")
        return said

    @property
    def agencies(self) -> QuerySet[Agency]:
        among, active = self.cleaned_data["among"], Agency.objects.active()
        if among.startswith("sector:"):
            return active.filter(sector=among.removeprefix("sector:"))
        return active.filter(kind=among) if among else active


class InsteadForm(Form):
    """What is taken instead of a return."""

    kind = ChoiceField(label="What it is", choices=InsteadKind.choices, widget=RadioSelect)
    title = CharField(label="Its title", max_length=200, error_messages={"required": "Say what it is called"})
    file = UploadField(
        label="The file",
        help_text="PDF, Word, Excel, text or a picture, up to 20 MB.",
        error_messages={"required": "Give the file"},
    )
    because = CharField(
        label="Why it is enough",
        max_length=5_000,
        widget=Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why it is enough"},
        help_text="What it covers of the tool, and who looked at it. The agency and the panel read this.",
    )

    @property
    def instead(self) -> Instead:
        said = self.cleaned_data
        return Instead(InsteadKind(said["kind"]), said["title"], said["file"], said["because"])


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
