"""A framework's particulars, and how far it has come."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, CheckboxSelectMultiple, RadioSelect, Textarea, TypedChoiceField
from django.utils import timezone

from board.forms import choices
from board.models import Agency
from frameworks.enums import TRANSITIONS, FrameworkStatus
from frameworks.models import Framework
from lscb.core.editing import EditForm
from lscb.core.forms import DateField, Form, SeveralField

MEANS = {
    FrameworkStatus.DRAFT: "Draft: only the office sees it",
    FrameworkStatus.CONSULTATION: "In consultation: everyone with a role reads it and may comment",
    FrameworkStatus.ADOPTED: "Adopted: its words stand, its dates are reminded of",
    FrameworkStatus.SUPERSEDED: "Superseded: kept to read",
}


class FrameworkForm(EditForm):
    class Meta:
        model = Framework
        fields = ["title", "kind", "description", "owner", "starts_on", "ends_on", "review_on"]
        help_texts = {
            "description": "What it is for, in a few sentences.",
            "owner": "The group that answers for it.",
            "review_on": "Such as 31 March 2027.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "owner", choices.groups(chosen=self.instance.owner_id), nothing="Not decided")


class DiscardForm(Form):
    because = CharField(
        label="Why it is thrown away",
        max_length=2_000,
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is thrown away"},
        help_text="Kept in the history, with what stood in it.",
    )


class StatusForm(Form):
    status = TypedChoiceField(
        coerce=FrameworkStatus,
        widget=RadioSelect,
        label="It is now",
        error_messages={"required": "Choose how far it has come"},
    )
    comments_by = DateField(
        label="Comments until",
        required=False,
        help_text="For a consultation: the leads of the agencies asked are told, and it stands in their tasks "
        "until then. Four weeks from today if left empty.",
    )
    asked = SeveralField(
        Agency.objects.all(),
        required=False,
        label="Agencies asked",
        help_text="For a consultation: these alone are told and have it in their tasks. "
        "Every agency if none is ticked.",
        widget=CheckboxSelectMultiple,
    )
    on = DateField(
        label="Adopted on", required=False, help_text="The day of the meeting that adopted it; today if left empty."
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [each for each in FrameworkStatus if each in TRANSITIONS[FrameworkStatus(framework.status)]]
        choices.offer_words(self, "status", [(each.value, MEANS[each]) for each in offered])
        if FrameworkStatus.ADOPTED not in offered:
            del self.fields["on"]
        if FrameworkStatus.CONSULTATION not in offered:
            del self.fields["comments_by"], self.fields["asked"]
        else:
            choices.offer(self, "asked", choices.agencies())
            self.initial["asked"] = list(framework.asked.all())

    def clean_comments_by(self) -> date | None:
        day: date | None = self.cleaned_data["comments_by"]
        if day and day < timezone.localdate():
            raise ValidationError("Enter a day that has not gone by")
        return day
