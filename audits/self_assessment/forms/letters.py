"""The words of a feedback letter."""

from django.forms import Textarea

from audits.self_assessment.models import LetterDraft
from audits.self_assessment.models.letters import PARTS
from lscb.core.editing import EditForm


class LetterForm(EditForm):
    class Meta:
        model = LetterDraft
        fields = list(PARTS)
        widgets = {name: Textarea(attrs={"rows": 4 if name in {"opening", "closing"} else 9}) for name in PARTS}
        help_texts = dict.fromkeys(("strengths", "areas", "agreed"), "Each line is an item of a list.")
        error_messages = {"opening": {"required": "Write how the letter opens"}}
