"""A file or a pasted table, wherever tables come in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Textarea

from lscb.core import uploads
from lscb.core.exceptions import Refused
from lscb.core.forms.base import Form
from lscb.core.forms.files import UploadField
from lscb.core.reading import Tables, tables_in_text, tables_of


class TablesForm(Form):
    """One of the two; its tables are read while the form is checked."""

    one_of = frozenset({"file", "pasted"})

    file = UploadField(
        allowed=uploads.TABLES,
        required=False,
        label="Word, Excel or CSV file",
        help_text="Up to 20 MB and 10,000 rows.",
    )
    pasted = CharField(
        required=False,
        strip=False,  # a table may begin with the tab after an empty heading
        label="Or paste the table here",
        max_length=2_000_000,
        widget=Textarea(attrs={"rows": 6}),
        help_text="Copied from a document or a sheet, with its heading row.",
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
