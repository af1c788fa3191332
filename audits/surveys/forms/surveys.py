"""What the office keeps of a survey, and whom it invites."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms import CharField, FileField, Textarea

from audits.self_assessment.models import Campaign, Question
from audits.surveys.models import Survey, SurveyQuestion
from board.forms import choices
from lscb.core.editing import EditForm
from lscb.core.forms import Form

MOST = 2_000
LARGEST = 500_000  # bytes of a list of addresses
BETWEEN = re.compile(r"[\s,;<>\"]+")


class OpenedSurveyForm(EditForm):
    """Of one that people are answering: what does not change the questions."""

    class Meta:
        model = Survey
        fields = ["title", "introduction", "closes_on"]
        help_texts = {"introduction": "Those asked read it first: what it is for, and how long it takes."}


class SurveyForm(EditForm):
    class Meta(OpenedSurveyForm.Meta):
        fields = [
            *("title", "audience", "introduction", "opens_on", "closes_on"),
            *("has_open_link", "is_named", "campaign"),
        ]
        help_texts = OpenedSurveyForm.Meta.help_texts | {
            "has_open_link": "One link for all, to pass on. It carries no reminders, and nobody is invited by it.",
            "is_named": "Only of a rating by members: each answer is kept with its member’s name.",
            "campaign": "Then each question may be held against one that agencies answered.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "campaign", Campaign.objects.order_by("-opens_on"), nothing="No campaign")


class SurveyQuestionForm(EditForm):
    class Meta:
        model = SurveyQuestion
        fields = ["text", "scale", "asks_about"]
        help_texts = {"asks_about": "Staff and agency then stand side by side, the widest differences first."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaign = self.instance.survey.campaign
        if campaign is None:
            del self.fields["asks_about"]
        else:
            asked = Question.objects.filter(tool_standard__tool=campaign.tool_id)
            choices.offer(self, "asks_about", asked, nothing="None")


class InviteForm(Form):
    """Addresses pasted, or in a file of text or CSV; both together where both are given."""

    pasted = CharField(
        required=False,
        max_length=LARGEST,
        label="E-mail addresses",
        widget=Textarea(attrs={"rows": 8}),
        help_text="One a line, or with commas between them.",
    )
    file = FileField(required=False, label="Or a file of them", help_text="Text or CSV, up to 500 kB.")

    def clean_file(self) -> str:
        given = self.cleaned_data["file"]
        if not given:
            return ""
        if given.size > LARGEST:
            raise ValidationError("Give a file of up to 500 kB")
        try:
            return given.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError("Give a file of plain text or CSV") from error

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        words = [word for word in BETWEEN.split(f"{said.get('pasted', '')}\n{said.get('file', '')}") if "@" in word]
        if not self.errors and not words:
            self.add_error("pasted", "Enter at least one e-mail address")
        if len(words) > MOST:
            self.add_error("pasted", f"Invite up to {MOST:,} people at a time")
        elif wrong := [word for word in words if not _is_address(word)]:
            self.add_error("pasted", f"Correct these: {', '.join(word[:60] for word in wrong[:5])}")
        said["addresses"] = words
        return said


def _is_address(word: str) -> bool:
    try:
        validate_email(word)
    except ValidationError:
        return False
    return len(word) <= 254
