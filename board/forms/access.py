from django import forms

from lscb.core.forms import Form


class ReviewForm(Form):
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What you changed, or that nothing needed changing.",
        error_messages={"max_length": "Enter a note of at most 500 characters"},
    )
