"""A file of figures, or a pasted table of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Textarea

from lscb.core.exceptions import Refused
from lscb.core.forms import Form, UploadField
from lscb.core.reading import Tables, tables_in_text, tables_of
from lscb.core.uploads import Kind

LONGEST_PASTED = 500_000


class FiguresFileForm(Form):
    """Its tables are read while the form is checked."""

    file = UploadField(
        allowed=frozenset({Kind.EXCEL, Kind.TEXT}),
        required=False,
        label="Excel or CSV file",
        help_text="The sheet downloaded here, or one of your own with a column for the code.",
    )
    pasted = CharField(
        required=False,
        label="Or paste the table here",
        max_length=LONGEST_PASTED,
        widget=Textarea(attrs={"rows": 6}),
        help_text="Copied from a sheet, with its heading row.",
    )

    tables: Tables
    content: bytes

    @property
    def file_name(self) -> str:
        checked = self.cleaned_data.get("file")
        return checked.name if checked else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file, pasted = data.get("file"), (data.get("pasted") or "").strip("\r\n")
        if self.errors:
            return data
        if bool(file) == bool(pasted.strip()):
            raise ValidationError("Choose a file, or paste a table")
        try:
            self.tables = tables_of(file) if file else tables_in_text(pasted)
        except Refused as refusal:
            self.add_error("file" if file else "pasted", str(refusal))
        self.content = file.content if file else pasted.encode()
        return data
