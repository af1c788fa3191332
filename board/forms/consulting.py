"""What is said in a consultation, and what is answered."""

from typing import Any

from django.forms import CharField, ModelChoiceField, RadioSelect, Textarea, TypedChoiceField

from board.enums import Answer
from board.forms import choices
from board.models import Agency, scope_of
from lscb.core.forms import Form
from lscb.core.models import User

TEXT = Textarea(attrs={"rows": 5})


class CommentForm(Form):
    """``commenter``: of several agencies they say which they speak for."""

    text = CharField(
        label="What you want to say", max_length=10_000, widget=TEXT, error_messages={"required": "Write what to say"}
    )
    agency = ModelChoiceField(queryset=Agency.objects.none(), required=False, label="For")

    def __init__(self, *args: Any, commenter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Agency.objects.filter(pk__in=scope_of(commenter).agencies).order_by("name")
        choices.offer(self, "agency", mine, nothing="Myself")
        found = list(mine)
        if not found:
            del self.fields["agency"]
        elif len(found) == 1:
            self.fields["agency"].initial = found[0]


class AnswerForm(Form):
    answer = TypedChoiceField(
        coerce=Answer, choices=Answer.choices, widget=RadioSelect, error_messages={"required": "Choose what came of it"}
    )
    words = CharField(
        required=False,
        max_length=10_000,
        widget=TEXT,
        label="In words",
        help_text="What was changed; or why it is not taken up. Whoever commented is told.",
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("answer") == Answer.NOT_TAKEN_UP and not self.cleaned_data.get("words"):
            self.add_error("words", "Say why it is not taken up: whoever wrote it is told")
