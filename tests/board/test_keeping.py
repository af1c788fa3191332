"""How long text is kept, and files that are not whole: what the manager sees, and what the clock does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from board import actions, tasks
from board.attention import waiting
from board.models import Board
from lscb.core.attention import counted
from lscb.core.files import store
from lscb.core.models import ActivityEvent, FileFault, Notification, RetentionRun, StoredFile
from tests.factories.board import agency_lead, manager
from tests.factories.core import NotificationFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 28, 9, tzinfo=UTC)


@pytest.fixture
def helen(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    person = manager()
    client.force_login(person)
    return person


@pytest.fixture
def old():
    return NotificationFactory(queued_at=NOW - timedelta(days=400), sent_at=NOW, body="Dear Ann")


@pytest.fixture
def lost(settings, tmp_path):
    """A file whose bytes are gone."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    file = store(b"%PDF-", name="Minutes.pdf", content_type="application/pdf", by=None)
    (tmp_path / file.path).unlink()
    return file


def is_erased(note):
    note.refresh_from_db()
    return note.body == ""


def test_the_board_keeps_from_the_start_of_a_day_so_many_months_ago():
    board = Board(keep_messages_months=12, keep_loose_files_months=1)

    before = board.keeps_from(datetime(2026, 3, 31, 9, tzinfo=UTC))

    assert timezone.localtime(before["messages"]).isoformat() == "2025-03-31T00:00:00+01:00"
    assert timezone.localtime(before["files"]).isoformat() == "2026-02-28T00:00:00+00:00"
    assert before["mail"] == before["messages"]


@pytest.mark.parametrize("field", ["keep_details_months", "keep_messages_months", "keep_loose_files_months"])
def test_everything_is_kept_for_a_month_at_least(field):
    Board.current()

    with pytest.raises(IntegrityError, match="board_keeps_for_a_month_at_least"):
        Board.objects.update(**{field: 0})


def test_the_page_shows_what_would_go_and_changes_nothing(client, helen, old):
    page = client.get("/board/retention/")

    assert {one.name: one.count for one in page.context["due"] if one.count} == {"messages": 1}
    assert ("Texts of messages that were sent" in page.text, "28 October 2025" in page.text) == (True, True)
    assert ("Nothing goes by itself." in page.text, is_erased(old)) == (True, False)


def test_the_manager_erases_it_and_the_page_tells_what_has_gone(client, helen, old):
    page = client.post("/board/retention/", follow=True)

    assert is_erased(old)
    assert ("Nothing is past its period." in page.text, f"By {helen}." in page.text) == (True, True)
    assert "Texts of messages that were sent: 1" in page.text
    assert "Nothing was past its period." in client.post("/board/retention/", follow=True).text


def test_only_the_manager_erases(old):
    with pytest.raises(PermissionDenied):
        actions.apply_retention(by=agency_lead(), now=NOW)

    assert not is_erased(old)


@pytest.mark.parametrize("by_itself", [True, False])
def test_the_clock_erases_only_when_the_board_has_said_so(helen, old, by_itself):
    Board.current()
    Board.objects.update(erases_by_itself=by_itself)

    tasks.apply_retention()

    assert is_erased(old) is by_itself
    assert [run.by for run in RetentionRun.objects.all()] == ([None] if by_itself else [])


def test_the_command_says_what_would_go_and_then_what_went(helen, old, capsys):
    call_command("apply_retention", "--dry-run")
    said = capsys.readouterr().out
    assert "Texts of messages that were sent from before 28 October 2025: 1\n" in said
    assert not is_erased(old)

    call_command("apply_retention")
    assert "Texts of messages that were sent: 1 erased\n" in capsys.readouterr().out
    assert is_erased(old)

    call_command("apply_retention")
    assert capsys.readouterr().out == "Nothing is past its period.\n"


def test_the_manager_is_told_once_of_a_file_that_is_not_whole(helen, lost, django_capture_on_commit_callbacks):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tasks.check_files()

    [message] = mail.outbox
    assert (message.to, message.subject) == ([helen.email], "Stored files are not whole")
    assert "- Minutes.pdf: missing" in message.body
    assert Notification.objects.count() == 1
    assert [(item.count, item.url) for item in counted(waiting(helen, NOW.date())) if item.count] == [
        (1, "/board/files/")
    ]


def test_a_message_that_could_not_be_queued_is_made_up_for_the_next_night(helen, lost):
    """The fault is known, and whoever found it died before telling."""
    FileFault.objects.create(file=lost, kind="missing", found_at=NOW - timedelta(days=1))

    tasks.check_files()

    assert Notification.objects.get().recipient == helen


def test_the_page_lists_them_and_has_them_checked_again(client, helen, lost, tmp_path):
    tasks.check_files()
    page = client.get("/board/files/")
    assert ("Minutes.pdf" in page.text, "Missing" in page.text, lost.path in page.text) == (True, True, True)

    (tmp_path / lost.path).write_bytes(b"%PDF-")
    page = client.post("/board/files/", follow=True)

    assert ("No file is held back" in page.text, FileFault.objects.count()) == (True, 0)
    assert ActivityEvent.objects.filter(verb="file.restored").count() == 1


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_takes_as_many_queries_for_one_as_for_five(client, helen, count, django_assert_max_num_queries):
    for number in range(count):
        file = store(b"%PDF-", name=f"{number}.pdf", content_type="application/pdf", by=None)
        FileFault.objects.create(file=file, kind="missing", found_at=NOW)
    client.get("/board/files/")

    # Six of the page's own, and one for each kind of thing that keeps files.
    with django_assert_max_num_queries(6 + len(StoredFile.pointed_at_by())):
        assert len(client.get("/board/files/").context["page"]) == count


def test_only_the_manager_sees_either(client):
    client.force_login(agency_lead())

    assert [client.get(url).status_code for url in ("/board/files/", "/board/retention/")] == [403, 403]
