from datetime import UTC, datetime
from threading import Barrier, Event, Thread

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from lscb.core import activity, chain, verifying
from lscb.core.chain import GENESIS, Head, key_id, link_digest
from lscb.core.models import ActivityEvent, ActivitySeal
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 28, 12, tzinfo=UTC)


def write(count: int = 1) -> list[ActivityEvent]:
    person = UserFactory()
    with transaction.atomic():
        return [activity.record("person.changed", person, by=person) for _ in range(count)]


def test_seals_link_each_line_to_the_one_before():
    first, second = write(2)
    [key] = django_settings.SEAL_KEYS

    assert chain.seal() == 2

    one, two = ActivitySeal.objects.order_by("position")
    assert (one.position, one.event, one.digest) == (1, first, link_digest(GENESIS, one, first, key))
    assert (two.position, two.event, two.digest) == (2, second, link_digest(one.digest, two, second, key))
    assert chain.head() == Head(2, two.digest, two.sealed_at)


def test_a_line_is_sealed_once():
    write(3)

    assert (chain.seal(), chain.seal(), ActivitySeal.objects.count()) == (3, 0, 3)


def test_before_the_first_seal_there_is_no_head():
    assert chain.head() is None


def test_a_line_numbered_below_the_last_sealed_one_is_linked_too():
    """A transaction that took its number early may commit after the sealer has gone past it."""
    late = ActivityEvent(pk=10, verb="late", object_type="core.user", object_id=1, object_label="x", at=NOON)
    early = ActivityEvent(pk=11, verb="early", object_type="core.user", object_id=1, object_label="x", at=NOON)
    early.save(force_insert=True)
    chain.seal()

    late.save(force_insert=True)
    chain.seal()

    assert list(ActivitySeal.objects.order_by("position").values_list("event", flat=True)) == [11, 10]
    assert verifying.verify().fault is None


def test_the_sealer_takes_a_long_log_in_parts():
    write(5)

    assert [chain.seal(at_most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert verifying.verify().fault is None


def test_the_head_is_told_to_whatever_keeps_the_lines_of_the_process(caplog):
    write(2)

    with caplog.at_level("INFO", logger="lscb.core.chain"):
        chain.seal()
        chain.seal()

    head = chain.head()
    assert [record.getMessage() for record in caplog.records] == [f"the activity log is sealed up to 2: {head.digest}"]


def test_a_new_key_goes_on_where_the_old_one_ended(settings):
    [old] = settings.SEAL_KEYS
    write(2)
    chain.seal()
    settings.SEAL_KEYS = ["a new key", old]
    write(1)
    chain.seal()

    assert list(ActivitySeal.objects.order_by("position").values_list("key_id", flat=True)) == [
        key_id(old), key_id(old), key_id("a new key"),
    ]  # fmt: skip
    assert verifying.verify().fault is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_line_committed_late_with_a_smaller_number_is_linked():
    """Really so: one connection takes its number and waits, another writes, commits and is sealed past it."""
    numbered, go_on = Event(), Event()
    late: list[ActivityEvent] = []
    person = UserFactory()

    def slow() -> None:
        with transaction.atomic():
            late.append(activity.record("late", person, by=person))
            numbered.set()
            go_on.wait(timeout=120)
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    numbered.wait(timeout=120)
    [early] = write(1)
    assert (late[0].pk < early.pk, chain.seal()) == (True, 1)
    go_on.set()
    thread.join()

    assert chain.seal() == 1
    assert list(ActivitySeal.objects.order_by("position").values_list("event", flat=True)) == [early.pk, late[0].pk]
    assert (verifying.verify().fault, verifying.verify().unsealed) == (None, 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain():
    write(200)
    start = Barrier(4)
    counts: list[int] = []

    def sealer() -> None:
        start.wait()
        for _ in range(20):
            counts.append(chain.seal(at_most=17))
        connection.close()

    threads = [Thread(target=sealer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while chain.seal():
        pass

    assert ActivitySeal.objects.count() == 200
    assert sum(counts) <= 200
    assert verifying.verify().fault is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writing_a_line_does_not_wait_for_the_sealer():
    write(1)
    sealed, written = [], []

    def writer() -> None:
        written.extend(write(1))
        connection.close()

    with transaction.atomic():
        sealed.append(chain.seal())
        thread = Thread(target=writer)
        thread.start()
        thread.join(timeout=120)
        assert len(written) == 1

    assert (sealed, chain.seal()) == ([1], 1)
