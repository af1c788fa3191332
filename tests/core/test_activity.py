from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from lscb.core import activity, append_only
from lscb.core.activity import GENESIS, TimelineLine, detail_digest, link_digest
from lscb.core.models import ActivityDetail, ActivityEvent, ActivitySeal
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


def write(count: int = 1) -> list[ActivityEvent]:
    person = UserFactory()
    with transaction.atomic():
        return [activity.record("person.changed", person, by=person) for _ in range(count)]


@pytest.mark.django_db(transaction=True)
def test_record_belongs_inside_a_transaction():
    person = UserFactory()

    with pytest.raises(RuntimeError, match="inside the transaction"):
        activity.record("person.changed", person, by=person)

    assert not ActivityEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_undone_leaves_no_line():
    person = UserFactory()

    with transaction.atomic():
        activity.record("person.changed", person, by=person, changes={"name": ("Ann", "Anne")})
        transaction.set_rollback(True)

    assert (ActivityEvent.objects.count(), ActivityDetail.objects.count()) == (0, 0)


def test_before_and_after_are_kept_apart_under_a_salt():
    person = UserFactory(name="Ann")

    first, second = (
        activity.record("person.changed", person, by=person, changes={"name": ("Ann", "Anne")}) for _ in range(2)
    )

    assert first.detail.changes == {"name": ["Ann", "Anne"]}
    assert first.detail_digest == detail_digest(first.detail.salt, first.detail.changes)
    assert first.detail_digest != second.detail_digest


def test_values_are_kept_as_a_person_would_read_them():
    person = UserFactory(name="Ann")
    values = {
        "due": (None, date(2026, 10, 28)),
        "at": (None, datetime(2026, 10, 28, 9, 30, tzinfo=UTC)),
        "value": (Decimal("1.50"), Decimal("1E+2")),
        "count": (1, True),
        "who": (person, [person]),
        "set": (frozenset({"b", "a"}), {"k": Decimal(1)}),
    }

    event = activity.record("person.changed", person, by=None, changes=values)

    event.detail.refresh_from_db()
    assert event.detail.changes == {
        "due": [None, "2026-10-28"],
        "at": [None, "2026-10-28T09:30:00+00:00"],
        "value": ["1.50", "100"],
        "count": [1, True],
        "who": ["Ann", ["Ann"]],
        "set": [["a", "b"], {"k": "1"}],
    }


def test_only_fields_that_differ_are_changes():
    before, after = {"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}

    assert activity.changed(before, after) == {"b": (2, 3), "c": (None, 4)}


def test_a_timeline_shows_before_and_after_only_when_asked():
    person, manager = UserFactory(), UserFactory(name="Helen Ostrow")
    event = activity.record("person.changed", person, by=manager, changes={"name": ("Ann", "Anne")})
    activity.record("person.changed", manager, by=manager)

    assert activity.timeline(person, with_changes=False) == [
        TimelineLine(event.at, "Helen Ostrow", "Details changed", None)
    ]
    assert activity.timeline(person, with_changes=True) == [
        TimelineLine(event.at, "Helen Ostrow", "Details changed", {"name": ["Ann", "Anne"]})
    ]


def test_a_timeline_is_newest_first_and_reads_two_objects_as_one_in_one_query(django_assert_num_queries):
    one, other = UserFactory(), UserFactory()
    activity.record("person.invited", one, by=None)
    activity.record("person.changed", other, by=one)
    activity.record("person.joined", one, by=one)

    with django_assert_num_queries(1):
        lines = activity.timeline(one, other, with_changes=True)

    assert [line.sentence for line in lines] == ["Accepted the invitation", "Details changed", "Invited"]
    assert [line.by_name for line in lines] == [one.name, one.name, "The system"]


def test_a_timeline_of_nothing_is_empty(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert activity.timeline(with_changes=True) == []


# The chain


def test_seals_link_each_line_to_the_one_before():
    first, second = write(2)

    assert activity.seal() == 2

    one, two = ActivitySeal.objects.order_by("position")
    assert (one.position, one.event, one.digest) == (1, first, link_digest(GENESIS, first))
    assert (two.position, two.event, two.digest) == (2, second, link_digest(one.digest, second))
    assert activity.first_broken_link() is None


def test_a_line_is_sealed_once():
    write(3)

    assert (activity.seal(), activity.seal(), ActivitySeal.objects.count()) == (3, 0, 3)


def test_a_line_numbered_below_the_last_sealed_one_is_linked_too():
    """A transaction that took its number early may commit after the sealer has gone past it."""
    late = ActivityEvent(pk=10, verb="late", object_type="core.user", object_id=1, object_label="x", at=NOON)
    early = ActivityEvent(pk=11, verb="early", object_type="core.user", object_id=1, object_label="x", at=NOON)
    early.save(force_insert=True)
    activity.seal()

    late.save(force_insert=True)
    activity.seal()

    assert list(ActivitySeal.objects.order_by("position").values_list("event", flat=True)) == [11, 10]
    assert activity.first_broken_link() is None


def test_the_sealer_takes_a_long_log_in_parts():
    write(5)

    assert [activity.seal(at_most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert activity.first_broken_link() is None


def test_a_rewritten_line_breaks_the_chain_where_it_was_rewritten():
    first, second, _third = write(3)
    activity.seal()

    with append_only.lifted(connection):
        ActivityEvent.objects.filter(pk=second.pk).update(verb="person.joined")

    assert activity.first_broken_link() == 2
    with pytest.raises(CommandError, match="link 2 does not hold"):
        call_command("verify_log")
    assert link_digest(GENESIS, first) == ActivitySeal.objects.get(position=1).digest


def test_a_removed_line_breaks_the_chain():
    _first, second, _third = write(3)
    activity.seal()

    with append_only.lifted(connection):
        ActivitySeal.objects.filter(event=second).delete()

    assert activity.first_broken_link() == 2


def test_before_and_after_may_be_erased_but_not_altered():
    person = UserFactory()
    event = activity.record("person.changed", person, by=person, changes={"name": ("Ann", "Anne")})
    activity.seal()

    with append_only.lifted(connection):
        ActivityDetail.objects.filter(event=event).update(changes={"name": ["Ann", "Bea"]})
    assert activity.first_broken_link() == 1

    with append_only.lifted(connection):
        ActivityDetail.objects.filter(event=event).delete()
    assert activity.first_broken_link() is None


def test_the_seal_hangs_on_a_key_outside_the_database(settings):
    write()
    activity.seal()

    settings.SEAL_KEY = "another key"

    assert activity.first_broken_link() == 1


def test_verify_log_says_what_it_found(capsys):
    write(2)
    activity.seal()
    write(1)

    call_command("verify_log")

    assert capsys.readouterr().out == "2 links hold; 1 lines are not sealed yet.\n"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain():
    write(200)
    start = Barrier(4)
    counts: list[int] = []

    def sealer() -> None:
        start.wait()
        for _ in range(20):
            counts.append(activity.seal(at_most=17))
        connection.close()

    threads = [Thread(target=sealer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while activity.seal():
        pass

    assert ActivitySeal.objects.count() == 200
    assert sum(counts) <= 200
    assert activity.first_broken_link() is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writing_a_line_does_not_wait_for_the_sealer():
    write(1)
    sealed, written = [], []

    def writer() -> None:
        written.extend(write(1))
        connection.close()

    with transaction.atomic():
        sealed.append(activity.seal())
        thread = Thread(target=writer)
        thread.start()
        thread.join(timeout=10)
        assert len(written) == 1

    assert (sealed, activity.seal()) == ([1], 1)


NOON = datetime(2026, 10, 28, 12, tzinfo=UTC)
