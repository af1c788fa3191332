"""What nobody leads, or someone who has left: to whom it goes."""

from collections.abc import Iterable
from typing import Any

from django.forms import BooleanField, BoundField, ModelChoiceField

from audits.programme.models import Audit, ProgrammeEntry
from board.forms import choices
from lscb.core.forms import Form
from lscb.core.models import User

Led = ProgrammeEntry | Audit


class ReassignForm(Form):
    lead = ModelChoiceField(
        User.objects.none(),
        label="Its lead is from now on",
        empty_label="Choose a person",
        error_messages={"required": "Choose who leads them"},
    )

    def __init__(self, *args: Any, left: Iterable[Led], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "lead", choices.people())
        self.left = {f"{one._meta.model_name}_{one.pk}": one for one in left}
        for name, one in self.left.items():
            self.fields[name] = BooleanField(required=False, label=str(one))

    def lines(self) -> list[tuple[Led, BoundField]]:
        return [(one, self[name]) for name, one in self.left.items()]

    def clean(self) -> None:
        super().clean()
        if not self.errors and not self.chosen():
            self.add_error(None, "Tick what this person is to lead.")

    def chosen(self) -> list[Led]:
        return [one for name, one in self.left.items() if self.cleaned_data[name]]
