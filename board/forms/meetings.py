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
        choices.offer(self, "group", choices.groups(chosen=self.instance.group_id), nothing="Choose a group")

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if not {"group", "held_on"} <= data.keys():
            return
        if choices.is_taken(Meeting.objects.filter(group=data["group"], held_on=data["held_on"]), self.instance):
            self.add_error("held_on", TAKEN)
