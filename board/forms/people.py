from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField, TypedChoiceField

from board.actions import RoleGiven
from board.enums import FOR_A_GROUP, FOR_AN_AGENCY, UNTIL_A_DATE, Role
from board.forms import choices
from board.models import Agency, Group
from lscb.core.editing import EditForm
from lscb.core.forms import DateField, Form
from lscb.core.models import User


class PersonForm(EditForm):
    """Name, e-mail address and telephone number."""

    class Meta:
        model = User
        fields = ["name", "email", "telephone"]
        help_texts = {"email": "It is also what the person signs in with."}

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        other = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).first()
        if other:
            now = "" if other.is_active else ", whose account is deactivated"
            raise ValidationError(f"Enter a different address: this is {other.name}’s{now}")
        return email


class OwnDetailsForm(EditForm):
    """What each person keeps up to date for themself."""

    class Meta:
        model = User
        fields = ["telephone"]
        help_texts = {"telephone": "For the Board’s manager, analyst and chair."}


class RoleForm(Form):
    """A role, with the agency, group or last day that it needs."""

    role = TypedChoiceField(
        choices=[("", "Choose a role"), *Role.choices],
        coerce=Role,
        help_text="More roles can be given afterwards.",
        error_messages={"required": "Choose a role"},
    )
    agency = ModelChoiceField(
        Agency.objects.none(),
        required=False,
        empty_label="No agency",
        help_text="For an agency’s lead or contributor; and for a Board member who speaks for one.",
    )
    group = ModelChoiceField(
        Group.objects.none(), required=False, empty_label="No group", help_text="For a sub-group’s chair."
    )
    ends_on = DateField(
        required=False, label="Last day", help_text="For an inspector, always; for others where it is known."
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices.offer(self, "agency", choices.agencies())
        choices.offer(self, "group", choices.groups())

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        role = data.get("role")
        if role in FOR_AN_AGENCY and not data.get("agency") and "agency" not in self.errors:
            self.add_error("agency", "Choose the agency this role is for")
        if role in FOR_A_GROUP and not data.get("group") and "group" not in self.errors:
            self.add_error("group", "Choose the group this role is for")
        if role in UNTIL_A_DATE and not data.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", "Enter the last day: an inspector reads until a date")
        if data.get("ends_on") and data["ends_on"] < self.today:
            self.add_error("ends_on", "Enter a day that has not gone by")

    def given(self) -> RoleGiven:
        data = self.cleaned_data
        return RoleGiven(data["role"], data["agency"], data["group"], data["ends_on"])
