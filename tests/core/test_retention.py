"""What is past its period goes by a logged act, and the chain stays whole."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from lscb.core import activity, append_only, chain, erasing, files, retention
from lscb.core.models import (
    ActivityDetail,
    ActivityErasure,
    ActivityEvent,
    Invitation,
    Notification,
    RetentionRun,
    StoredFile,
)
from lscb.core.verifying import Wrong, verify
from tests.factories.core import NotificationFactory, UserFactory
from tests.factories.reports import EditionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 28, 3, tzinfo=UTC)
YEAR_AGO = NOW - timedelta(days=365)
BEFORE = dict.fromkeys(retention.LABELS, NOW - timedelta(days=200))


@pytest.fixture(autouse=True)
def folders(settings, tmp_path, time_machine):
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = settings.STORAGES | {"default": storage}
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.MAIL_FOLDER.mkdir()
    time_machine.move_to(NOW, tick=False)


def line_of(moment, time_machine):
    time_machine.move_to(moment, tick=False)
    person = UserFactory()
    event = activity.record("person.changed", person, by=person, changes={"name": ("Ann", "Anne")})
    time_machine.move_to(NOW, tick=False)
    return event


def apply(by=None):
    return retention.apply(BEFORE, by=by, now=NOW)


def counts():
    return {due.name: due.count for due in retention.what_would_go(BEFORE) if due.count}


def test_old_before_and_after_go_and_the_chain_stays_whole(time_machine):
    old, young = line_of(YEAR_AGO, time_machine), line_of(NOW, time_machine)
    manager = UserFactory()
    chain.seal()
    assert counts() == {"details": 1}

    run = apply(by=manager)
    chain.seal()

    assert list(ActivityDetail.objects.filter(event__in=[old, young]).values_list("event", flat=True)) == [young.pk]
    assert (run.counts["details"], run.by, counts()) == (1, manager, {})
    event = ActivityEvent.objects.get(verb="retention.applied")
    assert (event.by, event.detail.changes["details"]) == (manager, [None, 1])
    assert (verify().fault, verify().unsealed) == (None, 0)


def test_what_an_erasure_logged_is_never_erased(time_machine):
    line_of(YEAR_AGO, time_machine)
    run = apply()
    later = NOW + timedelta(days=4000)
    time_machine.move_to(later, tick=False)

    assert retention.apply(dict.fromkeys(retention.LABELS, later), by=None, now=later) is None
    assert (list(RetentionRun.objects.all()), verify().fault) == ([run], None)


def test_nothing_past_its_period_leaves_no_line(time_machine):
    line_of(NOW, time_machine)

    assert apply() is None
    assert not ActivityEvent.objects.filter(verb="retention.applied").exists()


def test_a_detail_goes_through_the_door_of_its_own_erasure_only(time_machine):
    old, other = line_of(YEAR_AGO, time_machine), line_of(YEAR_AGO, time_machine)
    run = RetentionRun.objects.create(at=NOW, counts={})
    ActivityErasure.objects.create(event=old, run=run)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ActivityDetail.objects.filter(event__in=[old, other]).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ActivityDetail.objects.filter(event=old).update(changes={})
    ActivityDetail.objects.filter(event=old).delete()

    assert list(ActivityDetail.objects.all()) == [other.detail]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM core_activityerasure",
        "UPDATE core_activityerasure SET run_id = 0",
        "DELETE FROM core_retentionrun",
        "UPDATE core_retentionrun SET counts = '{}'",
    ],
)
def test_what_was_erased_cannot_be_denied(statement, time_machine):
    line_of(YEAR_AGO, time_machine)
    apply()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_erasure_slipped_into_a_run_afterwards_is_found(time_machine):
    line_of(YEAR_AGO, time_machine)
    young = line_of(NOW, time_machine)
    run = apply()
    chain.seal()
    ActivityErasure.objects.create(event=young, run=run)
    ActivityDetail.objects.filter(event=young).delete()

    event = ActivityEvent.objects.get(verb="retention.applied")
    assert (verify().fault.event, verify().fault.wrong) == (event.pk, Wrong.ERASURE_ALTERED)


def test_many_lines_go_in_parts(monkeypatch, time_machine):
    monkeypatch.setattr(erasing, "PART", 2)
    for _ in range(5):
        line_of(YEAR_AGO, time_machine)

    assert apply().counts["details"] == 5
    assert (ActivityErasure.objects.count(), verify().fault) == (5, None)


def test_texts_of_sent_messages_go_and_their_rows_stay():
    sent = NotificationFactory(queued_at=YEAR_AGO, sent_at=YEAR_AGO)
    given_up = NotificationFactory(queued_at=YEAR_AGO, given_up_at=YEAR_AGO, last_error="550")
    owed = NotificationFactory(queued_at=YEAR_AGO)
    young = NotificationFactory(queued_at=NOW, sent_at=NOW)
    assert counts() == {"messages": 2}

    apply()

    assert set(Notification.objects.filter(body="", erased_at=NOW)) == {sent, given_up}
    assert set(Notification.objects.exclude(body="")) == {owed, young}
    assert not Notification.objects.undelivered().exists()  # nothing is left to send again


def test_ended_invitations_go():
    person = UserFactory()

    def invitation(token, **fields):
        given = {"invited_at": YEAR_AGO, "expires_at": NOW + timedelta(days=1)} | fields
        return Invitation.objects.create(user=person, token_digest=token, **given)

    for token, field in (("a", "accepted_at"), ("b", "withdrawn_at"), ("c", "expires_at")):
        invitation(token, **{field: YEAR_AGO})
    open_one, accepted_lately = invitation("d"), invitation("e", accepted_at=NOW, expires_at=YEAR_AGO)
    assert counts() == {"invitations": 3}

    apply()

    assert set(Invitation.objects.all()) == {open_one, accepted_lately}


def test_files_that_belong_to_nothing_go(django_capture_on_commit_callbacks, time_machine):
    time_machine.move_to(YEAR_AGO, tick=False)
    kept = EditionFactory().file
    orphan = files.store(b"%PDF-", name="Draft.pdf", content_type="application/pdf", by=None)
    stray = default_storage.save("ab/abcd", ContentFile(b"nobody's"))
    young_stray = default_storage.save("ab/abce", ContentFile(b"being stored"))
    time_machine.move_to(NOW, tick=False)
    young = files.store(b"%PDF-", name="Draft.pdf", content_type="application/pdf", by=None)
    os.utime(default_storage.path(stray), (YEAR_AGO.timestamp(), YEAR_AGO.timestamp()))
    assert counts() == {"files": 2}

    with django_capture_on_commit_callbacks(execute=True):
        apply()

    assert set(StoredFile.objects.all()) == {kept, young}
    assert [default_storage.exists(path) for path in (orphan.path, stray, young_stray, young.path)] == [
        False, False, True, True,
    ]  # fmt: skip


def test_old_mail_in_the_folder_goes(settings, django_capture_on_commit_callbacks):
    old, young = settings.MAIL_FOLDER / "old.log", settings.MAIL_FOLDER / "young.log"
    for path in (old, young):
        path.write_text("Dear Ann")
    os.utime(old, (YEAR_AGO.timestamp(), YEAR_AGO.timestamp()))
    assert counts() == {"mail": 1}

    with django_capture_on_commit_callbacks(execute=True):
        apply()

    assert (old.exists(), young.exists()) == (False, True)


def test_the_tests_own_lifting_leaves_every_trigger_in_place():
    with append_only.lifted(connection):
        pass

    assert append_only.missing(connection) == []
