"""What a file is, by what is in it. Its name only has to agree."""

import io
from zipfile import is_zipfile

from lscb.core.exceptions import Refused
from lscb.core.uploads import names, office, pdfs, pictures, texts
from lscb.core.uploads.archives import PACKED, PASSWORD
from lscb.core.uploads.kinds import Kind
from lscb.core.uploads.known import refuse_test_virus

OLD_FORMAT = "It is in an older format, which can hide macros. Save it as .docx, .xlsx or .pdf and choose that file."
TWO_IN_ONE = "It is two files in one. Open it, save it anew and choose that file."
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def kind_of(content: bytes) -> Kind:
    """Look all through it, or refuse in a sentence."""
    refuse_test_virus(content)
    if content.startswith(PACKED):
        return office.office_kind(content)
    if content.startswith(office.OLD_OFFICE):
        raise Refused(PASSWORD if ENCRYPTED in content else OLD_FORMAT)
    kind = _by_its_start(content)
    # Some readers look for a packed folder from the end.
    if is_zipfile(io.BytesIO(content)):
        raise Refused(TWO_IN_ONE)
    return kind


def _by_its_start(content: bytes) -> Kind:
    if content.startswith(pdfs.PDF):
        pdfs.check_pdf(content)
        return Kind.PDF
    if content.startswith(pictures.PNG):
        pictures.check_png(content)
        return Kind.PNG
    if content.startswith(pictures.JPEG):
        pictures.check_jpeg(content)
        return Kind.JPEG
    office.refuse_open_document(content)
    texts.check_text(content)
    return Kind.TEXT


def named_alike(name: str, kind: Kind) -> str:
    """The name with the ending that says what it is; one that says something else is refused."""
    _stem, suffix = names.split(name)
    if suffix.lower() in kind.value.suffixes:
        return name
    if kind is Kind.TEXT or (suffix[1:].isalnum() and not suffix[1:].isdigit()):
        raise Refused(
            f"Its name says one thing and its content another. If it is a {kind.value.label}, "
            f"give it a name that ends in {' or '.join(kind.value.suffixes)}."
        )
    return name + kind.value.suffixes[0]
