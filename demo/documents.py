"""Word files, as an author would send them."""

import io
from collections.abc import Sequence

from docx import Document

from lscb.core import files
from lscb.core.enums import ScanState
from lscb.core.models import StoredFile, User

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(name: str, words: Sequence[str], *, by: User) -> StoredFile:
    """A heading and some paragraphs."""
    document = Document()
    heading, *paragraphs = words
    document.add_heading(heading)
    for text in paragraphs:
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return files.store(written.getvalue(), name=name, content_type=WORD, by=by, scan=ScanState.UNSCANNED)
