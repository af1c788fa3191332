"""Evidence: a file or a link, dated, with the day until which it is good."""

from typing import Any

from django.forms import CharField, CheckboxSelectMultiple, Textarea, URLField

from audits.self_assessment.actions.evidence import Given
from audits.self_assessment.models import Evidence
from lscb.core.forms import DateField, Form, SeveralField, UploadField


class GivenForm(Form):
    file = UploadField(required=False, label="File", help_text="PDF, Word, Excel, text or a picture, up to 20 MB.")
    link = URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label="Or its address on the web",
        help_text="Such as https://www.example.org.uk/policy. The panel must be able to open it.",
    )
    dated_on = DateField(label="Dated", error_messages={"required": "Enter the day that it bears"})
    expires_on = DateField(required=False, label="Good until", help_text="Leave it empty where it has no end.")

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if "file" in said and "link" in said and bool(said["file"]) == bool(said["link"]):
            self.add_error("file", "Give a file or an address, one of the two")
        if said.get("dated_on") and said.get("expires_on") and said["expires_on"] < said["dated_on"]:
            self.add_error("expires_on", "Enter a day that is not before its date")

    @property
    def given(self) -> Given:
        said = self.cleaned_data
        return Given(said["dated_on"], said["expires_on"], said["file"], said["link"])


class EvidenceForm(GivenForm):
    title = CharField(label="What it is", max_length=200, error_messages={"required": "Say what it is"})
    note = CharField(
        label="What it shows",
        required=False,
        max_length=5_000,
        widget=Textarea(attrs={"rows": 3}),
        help_text="No names, and nothing that tells who a child is.",
    )
    field_order = ["title", "note", "file", "link", "dated_on", "expires_on"]


class BesideForm(Form):
    evidence = SeveralField(
        queryset=Evidence.objects.none(), required=False, widget=CheckboxSelectMultiple, label="What shows it"
    )

    def __init__(self, *args: Any, offered: Any, chosen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = offered  # type: ignore[attr-defined]
        self.initial["evidence"] = chosen
