"""Changing an action, and saying how far it is."""

from typing import Any

from django.forms import CharField, ChoiceField, Textarea

from board.enums import FOR_AN_AGENCY
from board.forms import choices
from improvement.enums import TRANSITIONS, ActionStatus
from improvement.models import ImprovementAction
from improvement.permissions import can_move_to
from lscb.core.editing import EditForm
from lscb.core.forms import Form
from lscb.core.models import User


class ActionForm(EditForm):
    class Meta:
        model = ImprovementAction
        fields = ["what", "measure", "owner", "owner_words", "due_on"]
        help_texts = {"owner": "Is reminded before it is due.", "owner_words": "Where it is nobody with a role here."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_the_agency = User.objects.filter(
            is_active=True, appointments__agency=self.instance.agency_id, appointments__role__in=FOR_AN_AGENCY
        )
        people = User.objects.filter(pk__in=of_the_agency.values("pk")) | User.objects.filter(pk=self.instance.owner_id)
        choices.offer(self, "owner", people.order_by("name"), nothing="Nobody here")


class MoveForm(Form):
    status = ChoiceField(label="It is now", error_messages={"required": "Choose how far it is"})
    words = CharField(
        label="What was done, what shows that it helped, or why it is closed or open again",
        max_length=5_000,
        widget=Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what was done, what shows it, or why"},
    )

    def __init__(self, *args: Any, action: ImprovementAction, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads_on = [one for one in ActionStatus if one in TRANSITIONS[ActionStatus(action.status)]]
        open_to_them = [(one.value, one.label) for one in leads_on if can_move_to(user, action, one)]
        self.fields["status"].choices = [("", "Choose"), *open_to_them]  # type: ignore[attr-defined]
