import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone

from board.enums import Role
from lscb.core import files, uploads
from lscb.core.enums import ScanState
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, StoredFile
from lscb.core.tasks import scan_file, sweep_scans
from lscb.core.uploads import clamav
from tests.core.uploads import clamd
from tests.factories.board import person_with
from tests.factories.core import UserFactory
from tests.hostile.making import EICAR

pytestmark = pytest.mark.django_db
GONE = "tcp://127.0.0.1:1"


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    def one(content=b"a,b", *, by=None):
        with django_capture_on_commit_callbacks(execute=True):
            file = uploads.accept(SimpleUploadedFile("figures.csv", content), by=by or UserFactory())
        file.refresh_from_db()
        return file

    return one


def given_out(file):
    try:
        return files.read(StoredFile.objects.get(pk=file.pk))
    except Refused as refusal:
        return str(refusal)


HELD = (
    "The file “figures.csv” has not been scanned for viruses yet and is held back until then. "
    "It is tried every minute: come back in a little while."
)
PUT_ASIDE = "The file “figures.csv” was put aside: the virus scanner found “Eicar-Test-Signature” in it."


def test_without_a_scanner_a_file_is_given_out(send):
    assert given_out(send()) == b"a,b"


def test_what_the_scanner_passes_is_given_out(send, scanner):
    file = send()

    assert (file.scan, given_out(file), scanner.scanned) == (ScanState.CLEAN, b"a,b", [b"a,b"])


def test_a_virus_is_put_aside_and_those_concerned_are_told(send, scanner, django_capture_on_commit_callbacks):
    sender, keeper = UserFactory(), person_with(Role.MANAGER)
    UserFactory()

    file = send(EICAR, by=sender)

    assert (file.scan, file.finding, given_out(file)) == (ScanState.INFECTED, "Eicar-Test-Signature", PUT_ASIDE)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([sender.email, keeper.email])
    assert {letter.subject for letter in mail.outbox} == {"A file was put aside: figures.csv"}
    assert [event.verb for event in ActivityEvent.objects.about(file)] == ["file.put_aside"]


def test_while_the_scanner_is_down_a_file_is_held_back_and_the_sweep_has_it_scanned(send, scanner, settings):
    there, settings.CLAMAV = settings.CLAMAV, GONE
    file = send()
    sweep_scans()
    assert (file.scan, given_out(file)) == (ScanState.WAITING, HELD)

    settings.CLAMAV = there
    sweep_scans()

    assert given_out(file) == b"a,b"


@pytest.mark.parametrize(
    "reply", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OKAY\0", b"stream: \xff FOUND ERROR\0"]
)
def test_whatever_is_no_verdict_passes_nothing(send, scanner, reply):
    scanner.replies[b"zINSTREAM\0"] = reply or b"\0"

    assert given_out(send()) == HELD


def test_a_scanner_that_hangs_up_passes_nothing(send, scanner, monkeypatch):
    monkeypatch.setattr(clamd.Conversation, "handle", lambda _self: None)

    assert given_out(send(b"a" * 3_000_000)) == HELD


def test_what_was_kept_before_there_was_a_scanner_is_held_back_until_it_is_scanned(send, settings, scanner):
    there, settings.CLAMAV = settings.CLAMAV, ""
    file = send()
    settings.CLAMAV = there
    assert given_out(file) == HELD

    sweep_scans()

    assert given_out(file) == b"a,b"


def test_a_file_that_is_lost_does_not_keep_the_others_waiting(send, settings, scanner):
    there, settings.CLAMAV = settings.CLAMAV, GONE
    lost, altered, whole = send(), send(), send()
    default_storage.delete(lost.path)
    default_storage.delete(altered.path)
    default_storage.save(altered.path, ContentFile(b"c,d"))
    settings.CLAMAV = there

    sweep_scans()

    states = [StoredFile.objects.get(pk=file.pk).scan for file in (lost, altered, whole)]
    assert states == [ScanState.WAITING, ScanState.WAITING, ScanState.CLEAN]


def test_scanned_twice_it_is_told_once(send, scanner):
    file = send(EICAR)

    scan_file(file.pk)
    sweep_scans()

    assert (len(mail.outbox), len(scanner.scanned)) == (1, 1)


def test_our_own_files_are_not_scanned(scanner):
    file = files.store(b"%PDF", name="Pack.pdf", content_type="application/pdf", by=None)

    sweep_scans()

    assert (given_out(file), scanner.scanned) == (b"%PDF", [])


def test_it_listens_at_a_socket_of_this_machine_as_well(settings, tmp_path):
    with clamd.serving(clamd.Unix(str(tmp_path / "clamd.ctl"), clamd.Conversation)):
        settings.CLAMAV = f"unix://{tmp_path}/clamd.ctl"

        assert (clamav.answers(), clamav.finding_in(b""), clamav.finding_in(b"a" * 200_000 + EICAR)) == (
            True,
            "",
            "Eicar-Test-Signature",
        )


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"scan": "lost"}, "storedfile_scan_is_known"),
        ({"scan": "clean"}, "storedfile_scanned_iff_stamped"),
        ({"scanned_at": timezone.now()}, "storedfile_scanned_iff_stamped"),
        ({"scan": "infected", "scanned_at": timezone.now()}, "storedfile_infected_iff_found"),
        ({"finding": "Eicar"}, "storedfile_infected_iff_found"),
    ],
)
def test_the_database_refuses_states_that_contradict_themselves(send, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        StoredFile.objects.filter(pk=send().pk).update(**fields)
