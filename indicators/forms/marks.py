"""What is put on an indicator's chart."""

from django import forms

from indicators.models import ChartMark
from lscb.core.forms import ModelForm


class ChartMarkForm(ModelForm):
    """Where limits begin anew, or a note."""

    class Meta:
        model = ChartMark
        fields = ["kind", "from_on", "words"]
        labels = {"kind": "What to put on the chart", "from_on": "From", "words": "Reason"}
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "from_on": "A day of the first period it holds for, such as 1 October 2026.",
            "words": "What changed, in a few words: new provider. The whole Board reads it.",
        }
