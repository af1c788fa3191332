from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField

from board.actions.groups import TAKEN
from board.forms import choices
from board.models import Agency, Group, Membership
from lscb.core.editing import EditForm
from lscb.core.forms import Form
from lscb.core.models import User


class GroupForm(EditForm):
    class Meta:
        model = Group
        fields = ["name", "kind", "terms_of_reference", "is_active"]
        labels = {"is_active": "The group meets", "terms_of_reference": "Terms of reference"}
        help_texts = {
            "terms_of_reference": "What the group is for, what it decides, whom it tells.",
            "is_active": "Take the tick away when a group has finished. Its past stays.",
        }

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if choices.is_taken(Group.objects.filter(name__iexact=name), self.instance):
            raise ValidationError(TAKEN)
        return name


class MemberForm(Form):
    """One more member of a group."""

    person = ModelChoiceField(User.objects.none(), empty_label="Choose a person")
    agency = ModelChoiceField(
        Agency.objects.none(), required=False, empty_label="None: a lay member, or one of the Board’s staff"
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = Membership.objects.filter(group=group).values("person")
        choices.offer(self, "person", choices.people().exclude(pk__in=seated))
        choices.offer(self, "agency", choices.agencies())
        self.fields["person"].error_messages["invalid_choice"] = "Choose someone who is not a member yet"
