from typing import Any

from board.actions.meetings import TAKEN
from board.forms import choices
from board.models import Meeting
from lscb.core.editing import EditForm


class MeetingForm(EditForm):
    class Meta:
        model = Meeting
        fields = ["group", "held_on", "starts_at", "place"]
        labels = {"held_on": "Date", "starts_at": "Time"}
        help_texts = {"held_on": "Such as 18 June 2026.", "starts_at": "Such as 10:00."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = choices.groups(chosen=self.instance.group_id)
        self.fields["group"].empty_label = "Choose a group"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        same = Meeting.objects.filter(group=data.get("group"), held_on=data.get("held_on"))
        if choices.is_taken(same, self.instance):
            self.add_error("held_on", TAKEN)
        return data
