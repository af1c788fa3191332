import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lscb.core import files, uploads
from lscb.core.enums import ScanState
from lscb.core.exceptions import Refused
from lscb.core.forms import Form, UploadField
from lscb.core.models import StoredFile
from lscb.core.uploads import Kind
from tests.factories.core import UserFactory
from tests.hostile.making import PDF, png, word

pytestmark = pytest.mark.django_db


class EvidenceForm(Form):
    evidence = UploadField(allowed=uploads.DOCUMENTS)


def sent(name="Minutes.docx", content=None):
    return SimpleUploadedFile(name, word() if content is None else content, content_type="text/html")


def test_what_is_accepted_is_kept_as_what_it_is_and_under_a_name_of_its_own(folder):
    person, content = UserFactory(), word()

    file = uploads.accept(sent(r"C:\Board\Minutes.docx", content), by=person, allowed=uploads.DOCUMENTS)

    assert (file.name, file.content_type, file.size, file.sha256, file.stored_by, file.scan) == (
        "Minutes.docx",
        Kind.WORD.value.content_type,
        len(content),
        hashlib.sha256(content).hexdigest(),
        person,
        ScanState.UNSCANNED,
    )
    assert files.read(file) == content
    assert [path.suffix for path in folder.rglob("*") if path.is_file()] == [""]


def test_what_is_refused_is_not_kept(folder):
    with pytest.raises(Refused):
        uploads.accept(sent("Minutes.docx", PDF), by=UserFactory())

    assert not StoredFile.objects.exists()
    assert not folder.exists()


def test_a_file_that_was_read_before_is_read_from_its_start():
    content = word()
    file = sent(content=content)
    file.read()

    assert uploads.check(file).content == content


def test_a_form_gives_what_was_checked():
    form = EvidenceForm(data={}, files={"evidence": sent("Minutes.pdf", PDF)})

    assert form.is_valid()
    assert form.cleaned_data["evidence"] == uploads.Checked("Minutes.pdf", Kind.PDF, PDF)


@pytest.mark.parametrize(
    ("given_files", "sentence"),
    [
        ({}, "Choose a file"),
        ({"evidence": sent("a.docx", b"")}, "“a.docx” was not taken. It is empty."),
        (
            {"evidence": sent("a.png", png())},
            "“a.png” was not taken. It is a PNG picture. "
            "Choose a PDF (.pdf), a Word document (.docx) or an Excel workbook (.xlsx).",
        ),
    ],
    ids=["none", "empty", "another kind"],
)
def test_a_form_says_what_is_wrong_with_it(given_files, sentence):
    assert EvidenceForm(data={}, files=given_files).errors == {"evidence": [sentence]}


def test_a_form_tells_browsers_what_it_takes():
    assert 'accept=".pdf,.docx,.xlsx"' in str(EvidenceForm()["evidence"])
