"""Why somebody opens the counts behind an indicator's figures."""

from django import forms

from lscb.core.forms import Form


class OpenCountsForm(Form):
    reason = forms.CharField(
        max_length=200,
        label="Why you need them",
        help_text="Such as: checking the return for July to September. It is kept in the log with your name.",
    )
