from django import forms

from lscb.core.forms import Form


class DiscardForm(Form):
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept in the activity log, with your name.",
        error_messages={
            "required": "Say why the file is discarded",
            "max_length": "Enter a reason of at most 500 characters",
        },
    )
