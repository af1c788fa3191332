"""Who signs a return off, and who helps with it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, ModelChoiceField, Textarea

from audits.self_assessment.models import ToolStandard
from lscb.core.forms import DateField, Form, UploadField
from lscb.core.models import User


class SignatureForm(Form):
    name = CharField(
        label="Signed off by", max_length=120, error_messages={"required": "Enter the senior officer’s name"}
    )
    post = CharField(label="Their post", max_length=120, error_messages={"required": "Enter their post"})
    day = DateField(label="On", error_messages={"required": "Enter the day on which they signed it off"})
    paper = UploadField(
        required=False,
        label="What they signed",
        help_text="A scan or photograph of the signed paper, or their e-mail as a PDF; up to 20 MB. It is kept with "
        "the receipt.",
    )
    declares = BooleanField(
        label="They have read this return and stand for it on behalf of the agency",
        error_messages={"required": "A return is submitted only once it is signed off"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise ValidationError("Enter a day that has come")
        return day


class HandOverForm(Form):
    tool_standard = ModelChoiceField(
        ToolStandard.objects.none(), label="Standard", error_messages={"required": "Choose a standard"}
    )
    person = ModelChoiceField(User.objects.none(), label="To", error_messages={"required": "Choose a colleague"})

    def __init__(self, *args: Any, standards: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool_standard"].queryset = standards  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class AskToSignForm(Form):
    """Who is asked."""

    name = CharField(
        label="Senior officer", max_length=120, error_messages={"required": "Enter the senior officer’s name"}
    )
    post = CharField(label="Their post", max_length=120, error_messages={"required": "Enter their post"})


class SignForm(Form):
    """The officer's answer: a declaration, or why not."""

    declares = BooleanField(required=False, label="I have read this summary and stand for the return")
    because = CharField(
        required=False,
        max_length=2_000,
        label="If you do not sign: what has to change",
        widget=Textarea(attrs={"rows": 3}),
    )

    @property
    def declines(self) -> bool:
        return "decline" in self.data

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.declines and not data.get("because"):
            self.add_error("because", "Say what has to change before you sign")
        elif not self.declines and not data.get("declares"):
            self.add_error("declares", "Tick this to sign, or say below what has to change")
        return data
