"""Tools, their standards, and the standards they take from a framework."""

from typing import Any

from django.forms import CheckboxSelectMultiple, ModelChoiceField

from audits.self_assessment.models import Tool, ToolStandard
from board.models import Agency
from frameworks.models import Standard
from lscb.core.editing import EditForm
from lscb.core.forms import Form, SeveralField


class ToolForm(EditForm):
    class Meta:
        model = Tool
        fields = ["title", "kind", "introduction"]
        help_texts = {"introduction": "Agencies read it before the first question."}


class ToolStandardForm(EditForm):
    class Meta:
        model = ToolStandard
        fields = ["title", "introduction"]


class TakeStandardsForm(Form):
    standards = SeveralField(
        queryset=Standard.objects.none(),
        widget=CheckboxSelectMultiple,
        label="Standards",
        error_messages={"required": "Choose at least one standard"},
    )

    def __init__(self, *args: Any, standards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standards"].queryset = standards  # type: ignore[attr-defined]


class PreviewForm(Form):
    agency = ModelChoiceField(Agency.objects.active().order_by("name"), label="As", empty_label="Choose an agency")
