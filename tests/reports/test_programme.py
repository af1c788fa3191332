"""Where the year's audit programme stands."""

from datetime import date

import pytest

from reports.queries.programme import programme_standing
from tests.factories.board import board_member
from tests.factories.programme import EntryFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def standing():
    return programme_standing(2026, today=TODAY)


def test_entries_are_counted_by_how_they_stand_late_ones_apart():
    EntryFactory(due_on=date(2026, 11, 19))
    EntryFactory(due_on=date(2026, 11, 19), status="under_way")
    EntryFactory(due_on=TODAY)
    EntryFactory(due_on=None)
    EntryFactory(due_on=date(2026, 6, 1), status="complete", completed_on=date(2026, 6, 1))
    EntryFactory(due_on=date(2026, 6, 1), status="postponed", status_reason="The inspection came first.")

    assert standing().counts == [
        ("late", "Late", 2),
        ("planned", "Planned", 2),
        ("complete", "Complete", 1),
        ("postponed", "Postponed", 1),
    ]


def test_the_longest_overdue_come_first():
    second = EntryFactory(due_on=date(2026, 11, 1))
    first = EntryFactory(due_on=date(2026, 10, 1))

    assert standing().late == [first, second]


def test_another_years_programme_is_left_out():
    EntryFactory(programme=ProgrammeFactory(year=2025))

    assert (standing().entries, standing().counts) == ((), [])


@pytest.mark.parametrize("count", [1, 5])
def test_one_query_reads_it_all(count, django_assert_num_queries):
    EntryFactory.create_batch(count, lead=board_member(name="Owen Fitch"))

    with django_assert_num_queries(1):
        leads = {str(entry.lead) for entry in standing().entries}

    assert leads == {"Owen Fitch"}
