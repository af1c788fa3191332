from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField

from board.actions.agencies import TAKEN
from board.forms import choices
from board.models import Agency
from lscb.core.editing import EditForm
from lscb.core.models import User


class AgencyForm(EditForm):
    """An agency's name, sector and the two people who speak for it at the Board."""

    representative = ModelChoiceField(User.objects.none(), required=False, empty_label="Nobody yet")
    deputy = ModelChoiceField(User.objects.none(), required=False, empty_label="Nobody yet")

    class Meta:
        model = Agency
        fields = ["name", "short_name", "sector", "kind", "representative", "deputy"]
        help_texts = {
            "short_name": "For narrow tables and charts: Police, Hospitals.",
            "kind": "Some questions of a self-assessment are for certain kinds alone.",
            "representative": "Who speaks for the agency at the Board. A role is given on the person’s own page.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "representative", choices.people(chosen=self.instance.representative_id))
        choices.offer(self, "deputy", choices.people(chosen=self.instance.deputy_id))

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if choices.is_taken(Agency.objects.filter(name__iexact=name), self.instance):
            raise ValidationError(TAKEN)
        return name

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.get("deputy") and data["deputy"] == data.get("representative"):
            self.add_error("deputy", "Choose someone other than the representative")
