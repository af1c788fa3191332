"""Each way of tampering, really done as whoever owns the database could, and found."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from lscb.core import activity, append_only, chain, verifying
from lscb.core.chain import key_id, link_digest
from lscb.core.models import ActivityDetail, ActivityErasure, ActivityEvent, ActivitySeal, RetentionRun
from lscb.core.verifying import Fault, Wrong, verify
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
FAR = 1000


@pytest.fixture
def lines():
    """Five sealed lines, each with before and after."""
    person = UserFactory()
    with transaction.atomic():
        events = [
            activity.record("person.changed", person, by=person, changes={"name": ("Ann", f"Anne {number}")})
            for number in range(5)
        ]
    chain.seal()
    assert verify().fault is None
    return events


@contextmanager
def tampering():
    """Triggers dropped, and references not looked at: what the owner of the database can do."""
    append_only.remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
    append_only.install(connection)


def seals(position):
    return ActivitySeal.objects.filter(position=position)


def renumber(positions, by):
    """By way of numbers far off, for each is unique at every moment."""
    ActivitySeal.objects.filter(position__in=positions).update(position=F("position") + FAR)
    moved = [position + FAR for position in positions]
    ActivitySeal.objects.filter(position__in=moved).update(position=F("position") - FAR + by)


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "person.joined"},
        {"object_type": "board.agency"},
        {"object_id": 9},
        {"object_label": "Someone else"},
        {"by": None},
        {"at": timezone.now() - timedelta(days=3)},
        {"detail_digest": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_line(lines, change):
    with tampering():
        ActivityEvent.objects.filter(pk=lines[1].pk).update(**change)

    assert verify().fault == Fault(2, lines[1].pk, Wrong.ALTERED)


def test_an_altered_moment_of_sealing(lines):
    with tampering():
        seals(2).update(sealed_at=timezone.now() - timedelta(days=1))

    assert verify().fault == Fault(2, lines[1].pk, Wrong.ALTERED)


def test_a_line_removed_with_its_seal(lines):
    with tampering():
        seals(3).delete()
        ActivityDetail.objects.filter(event=lines[2]).delete()
        ActivityEvent.objects.filter(pk=lines[2].pk).delete()

    assert verify().fault == Fault(3, None, Wrong.REMOVED)


def test_a_line_removed_and_the_rest_renumbered(lines):
    with tampering():
        seals(3).delete()
        renumber([4, 5], -1)

    assert verify().fault == Fault(3, lines[3].pk, Wrong.ALTERED)


def test_a_line_removed_and_its_seal_left(lines):
    with tampering(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_activitydetail WHERE event_id = %s", [lines[2].pk])
        cursor.execute("DELETE FROM core_activityevent WHERE id = %s", [lines[2].pk])

        assert verify().fault == Fault(3, lines[2].pk, Wrong.REMOVED)
        cursor.execute("DELETE FROM core_activityseal WHERE position = 3")  # for the end of the test


def test_two_lines_that_changed_places(lines):
    with tampering():
        seals(2).update(position=FAR)
        seals(3).update(position=2)
        seals(FAR).update(position=3)

    assert verify().fault == Fault(2, lines[2].pk, Wrong.REORDERED)


def test_two_links_that_seal_each_others_line(lines):
    with tampering():
        spare = ActivityEvent.objects.create(verb="x", object_type="x", object_id=1, object_label="x", at=lines[0].at)
        seals(2).update(event=spare)
        seals(4).update(event=lines[1])
        seals(2).update(event=lines[3])

    assert verify().fault == Fault(2, lines[3].pk, Wrong.REORDERED)


def test_a_seal_pushed_in(lines):
    person = UserFactory()
    forged = activity.record("person.joined", person, by=person)
    with tampering():
        renumber([3, 4, 5], 1)
        ActivitySeal.objects.create(
            position=3, event=forged, digest="f" * 64, sealed_at=timezone.now(), key_id=seals(1).get().key_id
        )

    assert verify().fault == Fault(3, forged.pk, Wrong.EXTRA)


def test_a_seal_before_the_first(lines):
    person = UserFactory()
    forged = activity.record("person.joined", person, by=person)
    with tampering():
        ActivitySeal.objects.create(position=0, event=forged, digest="f" * 64, sealed_at=timezone.now())

    assert verify().fault == Fault(0, forged.pk, Wrong.EXTRA)


def test_a_seal_added_at_the_end_without_the_key(lines):
    """Nothing needs to be dropped for this: rows may be added."""
    person = UserFactory()
    forged = activity.record("person.joined", person, by=person)
    link = ActivitySeal(position=6, event=forged, sealed_at=timezone.now(), key_id=seals(1).get().key_id)
    link.digest = link_digest(seals(5).get().digest, link, forged, "a guess")
    link.save(force_insert=True)

    assert verify().fault == Fault(6, forged.pk, Wrong.ALTERED)


def test_an_end_cut_off_is_seen_by_whoever_kept_the_head(lines):
    kept = chain.head()
    with tampering():
        seals(5).delete()
        ActivityDetail.objects.filter(event=lines[4]).delete()
        ActivityEvent.objects.filter(pk=lines[4].pk).delete()

    assert verify().fault is None
    assert verify(witness=(kept.position, kept.digest)).fault == Fault(None, None, Wrong.WITNESS)


def test_a_chain_made_anew_is_seen_by_whoever_kept_the_head(lines):
    kept = chain.head()
    with tampering():
        ActivityEvent.objects.filter(pk=lines[0].pk).update(verb="person.joined")
        ActivitySeal.objects.all().delete()
    chain.seal()

    assert verify().fault is None
    assert verify(witness=(kept.position, kept.digest)).fault == Fault(None, None, Wrong.WITNESS)


def test_altered_before_and_after(lines):
    with tampering():
        ActivityDetail.objects.filter(event=lines[3]).update(changes={"name": ["Ann", "Bea"]})

    assert verify().fault == Fault(4, lines[3].pk, Wrong.DETAIL_ALTERED)


def test_another_salt(lines):
    with tampering():
        ActivityDetail.objects.filter(event=lines[3]).update(salt="0" * 32)

    assert verify().fault == Fault(4, lines[3].pk, Wrong.DETAIL_ALTERED)


def test_before_and_after_given_to_a_line_that_had_none():
    person = UserFactory()
    event = activity.record("person.joined", person, by=person)
    chain.seal()

    ActivityDetail.objects.create(event=event, salt="", changes={"name": ["Ann", "Bea"]})

    assert verify().fault == Fault(1, event.pk, Wrong.DETAIL_ALTERED)


def test_before_and_after_removed_without_a_logged_erasure(lines):
    with tampering():
        ActivityDetail.objects.filter(event=lines[3]).delete()

    assert verify().fault == Fault(4, lines[3].pk, Wrong.DETAIL_MISSING)


def test_an_erasure_that_no_line_tells_of(lines):
    """The door opens to whoever may add rows; what went through it shows."""
    run = RetentionRun.objects.create(at=timezone.now(), counts={})
    ActivityErasure.objects.create(event=lines[3], run=run)
    ActivityDetail.objects.filter(event=lines[3]).delete()

    assert verify().fault == Fault(None, None, Wrong.ERASURE_ALTERED)


def test_the_wrong_key(lines, settings):
    settings.SEAL_KEYS = ["another key"]

    assert verify().fault == Fault(1, lines[0].pk, Wrong.UNKNOWN_KEY)


def test_an_old_key_cannot_come_back(lines, settings):
    """Whoever learnt it could else write on with it for ever."""
    [old] = settings.SEAL_KEYS
    person = UserFactory()
    settings.SEAL_KEYS = ["a new key", old]
    activity.record("person.joined", person, by=person)
    chain.seal()
    forged = activity.record("person.joined", person, by=person)
    link = ActivitySeal(position=7, event=forged, sealed_at=timezone.now(), key_id=key_id(old))
    link.digest = link_digest(chain.head().digest, link, forged, old)
    link.save(force_insert=True)

    assert verify().fault == Fault(7, forged.pk, Wrong.OLD_KEY)


def test_seals_made_before_keys_had_names_hold(settings):
    [old] = settings.SEAL_KEYS
    person = UserFactory()
    event = activity.record("person.joined", person, by=person)
    link = ActivitySeal(position=1, event=event, sealed_at=timezone.now())
    link.digest = link_digest(chain.GENESIS, link, event, old)
    link.save(force_insert=True)
    settings.SEAL_KEYS = ["a new key", old]
    activity.record("person.joined", person, by=person)
    chain.seal()

    assert verify().fault is None


def test_a_long_chain_is_read_in_parts(monkeypatch, lines, django_assert_num_queries):
    monkeypatch.setattr(verifying, "PART", 2)

    with django_assert_num_queries(3 * 4 + 1 + 3):  # each part's links and what they seal, the end, and the tail
        assert verify().links == 5


# The command


def outcome(*arguments):
    with pytest.raises(CommandError) as error:
        call_command("verify_activity", *arguments)
    return error.value.returncode, str(error.value)


def test_the_command_says_that_all_holds_and_where_the_chain_ends(lines, capsys):
    head = chain.head()

    call_command("verify_activity", f"--head={head.position}:{head.digest}")

    assert capsys.readouterr().out == (
        "5 links hold. No line waits for its seal.\n"
        f"Head 5:{head.digest}, sealed {head.sealed_at:%Y-%m-%d %H:%M:%S} UTC.\n"
    )


def test_the_command_names_the_first_bad_line_and_the_tail(lines):
    activity.record("person.joined", UserFactory(), by=None)
    with tampering():
        ActivityEvent.objects.filter(pk__in=[lines[1].pk, lines[3].pk]).update(verb="person.joined")

    code, words = outcome()

    assert code == 1
    assert words.startswith(f"The log was altered. At link 2, line {lines[1].pk}: the line and its seal do not match")
    assert words.endswith("1 line waits for its seal, the oldest for 0 minutes.")


def test_the_command_tells_of_a_sealer_that_does_not_run(lines, time_machine):
    activity.record("person.joined", UserFactory(), by=None)
    call_command("verify_activity")

    time_machine.move_to(timezone.now() + timedelta(minutes=61))

    assert outcome() == (2, "The sealer is not running: see to worker and beat.")


def test_the_command_tells_of_missing_triggers(lines):
    with connection.cursor() as cursor:
        on = " ON core_activityevent" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER core_activityevent_no_delete{on}")

    assert outcome() == (3, "Triggers are missing, off or altered: core_activityevent_no_delete.")
    append_only.install(connection)


@pytest.mark.parametrize("head", ["5", "five:abc", "5:"])
def test_a_head_is_asked_for_as_it_is_printed(head):
    assert outcome(f"--head={head}") == (1, "Give the head as it is printed: its position, a colon, its digest.")
