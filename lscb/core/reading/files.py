"""A file that came through the gate for uploads, read by its kind."""

from django.core.files.uploadedfile import UploadedFile

from lscb.core import uploads
from lscb.core.reading.tables import Tables
from lscb.core.reading.text import tables_in_text
from lscb.core.uploads import Checked, Kind


def read_tables(file: UploadedFile) -> Tables:
    """Its tables, or a refusal in a sentence: the gate has turned away bombs, macros and false names."""
    return tables_of(uploads.check(file, allowed=uploads.TABLES))


def tables_of(checked: Checked) -> Tables:
    """Of a file that a form let through. What reads Word and Excel is large: only for those who bring such a file."""
    match checked.kind:
        case Kind.WORD:
            from lscb.core.reading.word import tables_in_word

            return tables_in_word(checked.content)
        case Kind.EXCEL:
            from lscb.core.reading.excel import tables_in_excel

            return tables_in_excel(checked.content)
        case _:
            return tables_in_text(uploads.as_text(checked.content))
