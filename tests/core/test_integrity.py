from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lscb.core import files, integrity
from lscb.core.models import ActivityEvent, FileFault

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 28, 2, tzinfo=UTC)
CONTENT = bytes(range(256)) * 600


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def three():
    return [files.store(CONTENT, name=f"{name}.pdf", content_type="application/pdf", by=None) for name in "abc"]


def put(file, content):
    default_storage.delete(file.path)
    default_storage.save(file.path, ContentFile(content))


def flip_a_bit(file):
    place = default_storage.path(file.path)
    with open(place, "r+b") as opened:  # noqa: PTH123  # changed in place, as a failing disk does
        opened.seek(100_000)
        byte = opened.read(1)[0]
        opened.seek(100_000)
        opened.write(bytes([byte ^ 1]))


def found():
    return {fault.file.name: fault.kind for fault in FileFault.objects.select_related("file")}


def test_whole_files_are_passed_over(three, django_assert_num_queries):
    with django_assert_num_queries(2):  # a part, and the end
        integrity.check_files(now=NOW)

    assert found() == {}


def test_a_missing_file_and_one_with_one_bit_flipped_are_found_and_logged_once(three):
    gone, altered, _whole = three
    default_storage.delete(gone.path)
    flip_a_bit(altered)

    for _ in range(2):
        integrity.check_files(now=NOW)

    assert found() == {"a.pdf": "missing", "b.pdf": "altered"}
    assert list(ActivityEvent.objects.order_by("pk").values_list("verb", "object_label")) == [
        ("file.missing", "a.pdf"),
        ("file.altered", "b.pdf"),
    ]


def test_a_file_that_was_restored_is_whole_again(three):
    default_storage.delete(three[0].path)
    integrity.check_files(now=NOW)
    put(three[0], CONTENT)

    integrity.check_files(now=NOW, only_faulty=True)

    assert (found(), files.read(three[0])) == ({}, CONTENT)
    assert list(ActivityEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "file.missing",
        "file.restored",
    ]


def test_another_fault_of_the_same_file_is_told(three):
    default_storage.delete(three[0].path)
    integrity.check_files(now=NOW)
    put(three[0], CONTENT + b"more")

    integrity.check_files(now=NOW)

    assert found() == {"a.pdf": "altered"}


def test_many_files_are_checked_in_parts(three, monkeypatch):
    monkeypatch.setattr(integrity, "PART", 1)
    for file in three:
        default_storage.delete(file.path)

    integrity.check_files(now=NOW)

    assert len(found()) == 3
