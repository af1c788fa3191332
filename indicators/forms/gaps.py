"""A data gap, its plan, and what came of it."""

from typing import Any

from django import forms

from board.forms import choices
from indicators.models import Gap
from lscb.core.editing import EditForm
from lscb.core.forms import Form


class GapForm(EditForm):
    class Meta:
        model = Gap
        fields = ["missing", "plan", "task_group", "owner", "due_on", "agreed_by", "agreed_on"]
        labels = {
            "missing": "What is missing",
            "plan": "How it will be gathered",
            "task_group": "Task group",
            "owner": "Who sees to it",
            "due_on": "By when",
            "agreed_by": "Who agreed to the plan",
            "agreed_on": "Agreed on",
        }
        help_texts = {
            "missing": "Such as “The police record it, but not by the age of the child”.",
            "due_on": "Whoever sees to it, or the chair of the task group, is reminded before.",
            "agreed_by": "Such as “The Board’s executive”. Leave empty while the plan is not signed off.",
        }
        widgets = {
            "missing": forms.Textarea(attrs={"rows": 3}),
            "plan": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gap = self.instance
        choices.offer(self, "task_group", choices.groups(chosen=gap.task_group_id), nothing="No group")
        choices.offer(self, "owner", choices.people(chosen=gap.owner_id), nothing="Nobody yet")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ask_who_agreed_when(self, cleaned)
        return cleaned


def ask_who_agreed_when(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    """A plan is agreed by somebody on a day, or not yet."""
    if bool(cleaned.get("agreed_by")) != bool(cleaned.get("agreed_on")):
        missing = "agreed_on" if cleaned.get("agreed_by") else "agreed_by"
        if missing in cleaned:
            form.add_error(missing, "Say both who agreed to the plan and on which day, or neither")


class CloseGapForm(Form):
    outcome = forms.CharField(
        max_length=2_000,
        label="What came of it",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as “Counted from April 2027 on”, or why it is no longer wanted.",
        error_messages={"required": "Say what came of it"},
    )
