"""Sections and standards."""

from typing import Any

from django.forms import CheckboxSelectMultiple

from board.models import KeyQuestion, Priority
from frameworks.models import Section, Standard
from lscb.core.editing import EditForm
from lscb.core.forms import SeveralField


class SectionForm(EditForm):
    class Meta:
        model = Section
        fields = ["title", "introduction"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True


class StandardForm(EditForm):
    key_questions = SeveralField(
        queryset=KeyQuestion.objects.order_by("number"),
        required=False,
        widget=CheckboxSelectMultiple,
        label="Helps to answer",
    )
    priorities = SeveralField(
        queryset=Priority.objects.order_by("-year", "number"),
        required=False,
        widget=CheckboxSelectMultiple,
        label="Belongs to the priorities",
    )

    class Meta:
        model = Standard
        fields = ["code", "outcome", "kind", "duty_holder", "key_questions", "priorities"]
        labels = {"outcome": "What is to hold", "duty_holder": "Whose duty it is"}
        help_texts = {
            "code": "Such as 1.2. Leave it empty if standards have none.",
            "outcome": "One sentence says it best.",
        }

    @property
    def links(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("key_questions", "priorities")}
