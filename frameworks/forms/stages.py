"""The plan by which a framework is devised."""

from typing import Any

from django.forms import CharField, RadioSelect, Textarea, TypedChoiceField

from board.forms import choices
from frameworks.enums import Route
from frameworks.models import Stage
from lscb.core.editing import EditForm
from lscb.core.forms import Form


class RouteForm(Form):
    route = TypedChoiceField(
        coerce=Route,
        choices=Route.choices,
        widget=RadioSelect,
        label="How it is devised",
        error_messages={"required": "Choose a route"},
    )


class StageForm(EditForm):
    class Meta:
        model = Stage
        fields = ["words", "owner", "owner_group", "owner_words", "due_on"]
        labels = {"owner_group": "Owner group", "owner_words": "Owner, where neither is here"}
        help_texts = {"owner": "Is reminded before it is due, and signs it off.", "due_on": "Such as 31 March 2027."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage = self.instance
        choices.offer(self, "owner", choices.people(chosen=stage.owner_id), nothing="Nobody here")
        choices.offer(self, "owner_group", choices.groups(chosen=stage.owner_group_id), nothing="No group")


class SignOffForm(Form):
    note = CharField(
        required=False,
        max_length=2_000,
        widget=Textarea(attrs={"rows": 3}),
        help_text="Where it was agreed, what came of it.",
    )
