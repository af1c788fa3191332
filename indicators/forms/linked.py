"""Where to look if an indicator moves, and what should follow."""

from typing import Any

from django import forms

from board.forms import choices
from indicators.models import Hypothesis, Indicator
from indicators.models.links import MOST_PERIODS
from lscb.core.forms import Form, ModelForm


class LookAtForm(Form):
    other = forms.ModelChoiceField(Indicator.objects.none(), label="Look at")
    why = forms.CharField(max_length=300, label="Why", help_text="What it may tell, in a sentence.")

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "other", Indicator.objects.agreed().exclude(pk=indicator.pk).order_by("code"))


class HypothesisForm(ModelForm):
    falls = forms.TypedChoiceField(
        label="should",
        coerce=lambda said: said == "fall",
        choices=[("fall", "fall"), ("rise", "rise")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it should fall or rise"},
    )
    after_periods = forms.TypedChoiceField(
        label="after",
        coerce=int,
        choices=[
            (n, "in the same period" if n == 0 else f"{n} period{'s' if n > 1 else ''}")
            for n in range(MOST_PERIODS + 1)
        ],
        initial=1,
    )

    class Meta:
        model = Hypothesis
        fields = ["following", "falls", "after_periods", "why"]
        labels = {"following": "As it rises", "why": "Why it should"}
        help_texts = {"following": "The indicator that should follow. Both come for the same periods."}

    def __init__(self, *args: Any, leading: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.leading = leading
        alike = Indicator.objects.agreed().filter(frequency=leading.frequency, year_kind=leading.year_kind)
        choices.offer(self, "following", alike.exclude(pk=leading.pk).order_by("code"))
