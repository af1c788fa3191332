"""What is said in a review: a query, an answer, a reason."""

from django import forms

from lscb.core.forms import Form

MOST_WORDS = 5000
WHO_READS = "Name no child. The agency’s leads and the Board’s staff read it."


class QueryForm(Form):
    text = forms.CharField(
        label="What do you ask?",
        max_length=MOST_WORDS,
        widget=forms.Textarea,
        help_text=WHO_READS,
        error_messages={"required": "Write what you want to ask"},
    )


class AnswerForm(Form):
    text = forms.CharField(
        label="Your answer",
        max_length=MOST_WORDS,
        widget=forms.Textarea,
        help_text=WHO_READS,
        error_messages={"required": "Write your answer"},
    )


class SendBackForm(Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why it goes back",
        max_length=MOST_WORDS,
        widget=forms.Textarea,
        help_text="What to put right, and by when. The agency reads it above its figures.",
        error_messages={"required": "Write what the agency is to put right"},
    )
