"""Files held back: which, whose, why, since when, and what the manager does about them."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone

from audits.programme.models import AuditPaper
from board import actions, tasks
from board.attention import waiting
from lscb.core import files, integrity
from lscb.core.attention import counted
from lscb.core.enums import ScanState
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, FileFault, StoredFile
from lscb.core.tasks import scan_file, sweep_scans
from tests.core.uploads import clamd
from tests.factories.board import agency_lead, manager
from tests.factories.core import infected_file
from tests.factories.programme import AuditFactory
from tests.hostile.making import EICAR

pytestmark = pytest.mark.django_db
PAGE = "/board/files/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    settings.CLAMAV = ""


@pytest.fixture
def scanner(settings):
    with clamd.serving(clamd.Tcp(("127.0.0.1", 0), clamd.Conversation)) as server:
        settings.CLAMAV = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server


@pytest.fixture
def helen(client):
    person = manager()
    client.force_login(person)
    return person


@pytest.fixture
def bad():
    return infected_file("Report.pdf")


def waiting_file(*, hours=1):
    file = files.store(b"a,b", name="figures.csv", content_type="text/csv", by=None, scan=ScanState.WAITING)
    StoredFile.objects.filter(pk=file.pk).update(stored_at=timezone.now() - timedelta(hours=hours))
    return file


def needs(person):
    return [
        (item.what.split(",")[0], item.count) for item in counted(waiting(person, timezone.localdate())) if item.count
    ]


def test_the_page_says_which_file_whose_it_is_why_and_what_to_do(client, helen, bad):
    audit = AuditFactory()
    AuditPaper.objects.create(
        audit=audit,
        kind="report",
        asked_on=timezone.localdate(),
        due_on=timezone.localdate(),
        received_on=timezone.localdate(),
        file=bad,
    )
    waiting_file()
    text = client.get(PAGE).text

    for words in ("Report.pdf", str(audit), "Eicar-Test-Signature", f"sent by {bad.stored_by}", "Discard it"):
        assert words in text
    assert "figures.csv" in text
    assert "It is tried every minute" in text


def test_what_is_whole_and_scanned_is_not_listed(client, helen):
    files.store(b"%PDF-", name="Pack.pdf", content_type="application/pdf", by=None)

    assert "No file is held back" in client.get(PAGE).text
    assert needs(helen) == []


def test_the_manager_is_led_there_once_a_scan_takes_too_long(helen, bad):
    StoredFile.objects.filter(pk=bad.pk).update(stored_at=timezone.now() - timedelta(hours=2))
    waiting_file()
    waiting_file(hours=0)

    assert needs(helen) == [("file held by the virus scanner", 2)]
    assert needs(agency_lead()) == []


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_takes_as_many_queries_for_one_as_for_five(client, helen, count, django_assert_max_num_queries):
    for number in range(count):
        file = infected_file(f"{number}.pdf")
        AuditPaper.objects.create(
            audit=AuditFactory(),
            kind="report",
            asked_on=timezone.localdate(),
            due_on=timezone.localdate(),
            received_on=timezone.localdate(),
            file=file,
        )
    client.get(PAGE)

    # Six of the page's own, and one for each kind of thing that keeps files.
    with django_assert_max_num_queries(6 + len(StoredFile.pointed_at_by())):
        client.get(PAGE)


def test_a_file_the_scanner_was_wrong_about_is_given_out_once_it_says_so(
    client, helen, bad, scanner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{PAGE}{bad.pk}/scan/", follow=True)

    bad.refresh_from_db()
    assert "The virus scanner is asked about Report.pdf again." in answer.text
    assert (bad.scan, bad.finding, files.read(bad)) == (ScanState.CLEAN, "", b"%PDF-bad")
    [event] = ActivityEvent.objects.filter(verb="file.scanned_again")
    assert (event.by, event.detail.changes) == (helen, {"finding": ["Eicar-Test-Signature", ""]})


def test_a_file_that_is_bad_is_put_aside_again(client, helen, scanner, django_capture_on_commit_callbacks):
    bad = infected_file("worse.pdf", EICAR)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PAGE}{bad.pk}/scan/")

    bad.refresh_from_db()
    assert bad.scan == ScanState.INFECTED


def test_without_a_scanner_nothing_is_let_out_by_asking_again(client, helen, bad):
    page = client.post(f"{PAGE}{bad.pk}/scan/", follow=True)

    bad.refresh_from_db()
    assert "There is no virus scanner here to ask." in page.text
    assert bad.scan == ScanState.INFECTED


def discard(client, file, reason="It was sent again, clean"):
    return client.post(f"{PAGE}{file.pk}/discard/", {"reason": reason}, follow=True)


def test_a_file_is_discarded_with_a_reason_and_its_content_is_gone(
    client, helen, bad, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = discard(client, bad)

    bad.refresh_from_db()
    assert "Report.pdf was discarded." in page.text
    assert (default_storage.exists(bad.path), needs(helen)) == (False, [])
    with pytest.raises(Refused, match="was discarded on"):
        files.read(bad)
    [event] = ActivityEvent.objects.filter(verb="file.discarded")
    assert (event.by, event.detail.changes) == (helen, {"reason": [None, "It was sent again, clean"]})


def test_a_reason_is_asked_for(client, helen, bad):
    page = discard(client, bad, reason="  ")

    assert "Say why the file is discarded" in page.text
    assert StoredFile.objects.kept().filter(pk=bad.pk).exists()


def test_a_missing_file_that_was_discarded_is_missed_no_more(client, helen):
    file = files.store(b"%PDF-", name="Minutes.pdf", content_type="application/pdf", by=None)
    default_storage.delete(file.path)
    tasks.check_files()
    discard(client, file)
    tasks.check_files()

    assert not FileFault.objects.exists()
    assert needs(helen) == []


def test_a_check_that_began_before_does_not_find_a_discarded_file_missing(helen, bad):
    begun = integrity._files(False)
    looked_at = next(begun)
    actions.discard(bad, reason="Clean one sent", by=helen, now=timezone.now())

    integrity._keep(looked_at, integrity.FileFaultKind.MISSING, now=timezone.now())

    assert not FileFault.objects.exists()


def test_a_discarded_file_is_not_scanned(helen, scanner):
    file = waiting_file()
    actions.discard(file, reason="Not needed", by=helen, now=timezone.now())
    scan_file(file.pk)
    sweep_scans()

    assert scanner.scanned == []


def test_what_is_not_held_back_is_not_discarded(client, helen, bad):
    good = files.store(b"%PDF-", name="Pack.pdf", content_type="application/pdf", by=None)
    assert client.get(f"{PAGE}{good.pk}/discard/").status_code == 404
    with pytest.raises(Refused, match="is not held back any more"):
        actions.discard(good, reason="No need", by=helen, now=timezone.now())

    assert default_storage.exists(good.path)


def test_a_file_is_discarded_once(helen, bad):
    actions.discard(bad, reason="Once", by=helen, now=timezone.now())

    with pytest.raises(Refused, match="is not held back any more"):
        actions.discard(bad, reason="Twice", by=helen, now=timezone.now())


@pytest.mark.parametrize("act", ["scan", "discard"])
def test_only_the_manager_decides(bad, act):
    act_on = {
        "scan": actions.scan_again,
        "discard": partial(actions.discard, reason="No", now=timezone.now()),
    }[act]

    with pytest.raises(PermissionDenied):
        act_on(bad, by=agency_lead())
