from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from lscb.core import activity
from lscb.core.activity import TimelineLine, detail_digest
from lscb.core.models import ActivityDetail, ActivityEvent
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


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


def test_a_timeline_is_newest_first_and_reads_two_objects_as_one_in_two_queries(django_assert_num_queries):
    one, other = UserFactory(), UserFactory()
    activity.record("person.invited", one, by=None)
    activity.record("person.changed", other, by=one)
    activity.record("person.joined", one, by=one)

    with django_assert_num_queries(2):
        lines = activity.timeline(one, other, with_changes=True)

    assert [line.sentence for line in lines] == ["Accepted the invitation", "Details changed", "Invited"]
    assert [line.by_name for line in lines] == [one.name, one.name, "The system"]


def test_a_timeline_of_nothing_is_empty(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert activity.timeline(with_changes=True) == []
