import hashlib
import resource

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lscb.core import files
from lscb.core.exceptions import Refused
from lscb.core.models import StoredFile
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 \x00\xff"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


def stored(name="Board pack.pdf", by=None):
    return files.store(CONTENT, name=name, content_type="application/pdf", by=by)


def test_a_file_is_kept_under_a_random_name_with_its_size_and_digest():
    person = UserFactory()

    file = stored(by=person)

    assert (file.name, file.size, file.sha256, file.stored_by) == (
        "Board pack.pdf",
        len(CONTENT),
        hashlib.sha256(CONTENT).hexdigest(),
        person,
    )
    assert "pack" not in file.path
    assert files.read(file) == CONTENT


def test_the_same_bytes_twice_are_two_files():
    assert stored().path != stored().path
    assert StoredFile.objects.count() == 2


def test_only_we_may_read_it_on_disk(tmp_path):
    file = stored()

    assert (tmp_path / file.path).stat().st_mode & 0o777 == 0o600


def test_a_missing_file_is_refused_in_words():
    file = stored()
    default_storage.delete(file.path)

    with pytest.raises(Refused, match=r"“Board pack\.pdf” is missing from the store"):
        files.read(file)


def test_an_altered_file_is_held_back():
    file = stored()
    default_storage.delete(file.path)
    default_storage.save(file.path, ContentFile(CONTENT + b"more"))

    with pytest.raises(Refused, match=r"“Board pack\.pdf” is not what was stored"):
        files.attachment(file)


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Board pack.pdf", 'attachment; filename="Board pack.pdf"'),
        ("Pack – Q2.pdf", "attachment; filename*=utf-8''Pack%20%E2%80%93%20Q2.pdf"),
        ('a"b\\c.pdf', 'attachment; filename="a\\"b\\\\c.pdf"'),
        ("a\r\nSet-Cookie: b.pdf", 'attachment; filename="a Set-Cookie: b.pdf"'),
    ],
)
def test_a_file_is_served_to_be_saved_under_its_name(name, header):
    response = files.attachment(stored(name))

    assert (response.content, response.headers["Content-Type"]) == (CONTENT, "application/pdf")
    assert response.headers["Content-Disposition"] == header


def test_a_disk_that_is_full_keeps_no_half_file_and_no_row(tmp_path):
    """Files may have at most four bytes for a moment, which is as much room as there is."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            stored()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert ([path for path in tmp_path.rglob("*") if path.is_file()], StoredFile.objects.count()) == ([], 0)
