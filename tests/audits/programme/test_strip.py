"""The year by month, and what misses its meeting's papers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.programme.enums import Category
from audits.programme.queries import clashes
from audits.programme.rules import Clash, clash_of
from audits.programme.strip import months_of, year_strip
from tests.factories.board import GroupFactory, MeetingFactory, board_member
from tests.factories.core import UserFactory
from tests.factories.programme import EntryFactory

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("starts_in", "first", "last"),
    [
        (4, date(2026, 4, 1), date(2027, 3, 1)),
        (1, date(2026, 1, 1), date(2026, 12, 1)),
        (9, date(2026, 9, 1), date(2027, 8, 1)),
    ],
)
def test_a_boards_year_has_its_own_twelve_months(starts_in, first, last):
    months = months_of(2026, starts_in)

    assert (months[0], months[-1], len(set(months))) == (first, last, 12)


@pytest.mark.django_db
def test_entries_stand_in_their_months_and_what_was_put_off_in_none():
    late = EntryFactory(number=1, category=Category.MONITORING, due_on=date(2026, 11, 20))
    EntryFactory(number=2, category=Category.MONITORING, due_on=date(2026, 11, 30), status="under_way")
    EntryFactory(number=3, category=Category.RESPONSIVE, due_on=None)
    EntryFactory(number=4, category=Category.RESPONSIVE, due_on=TODAY, status="cancelled", status_reason="Merged")

    strip = year_strip(type(late).objects.order_by("number"), year=2026, starts_in=4, today=TODAY)

    assert [row.label for row in strip.rows] == ["Monitoring"]
    assert [
        (month.first, month.is_now, [(mark.number, mark.kind) for mark in marks])
        for month, marks in strip.rows[0].months
        if marks
    ] == [(date(2026, 11, 1), True, [(1, "late"), (2, "now")])]


@pytest.mark.parametrize(
    ("due_on", "clash"),
    [
        (date(2026, 11, 26), None),
        (date(2026, 11, 27), Clash(date(2026, 12, 10), date(2026, 11, 26))),
        (date(2026, 12, 10), Clash(date(2026, 12, 10), date(2026, 11, 26))),
        (date(2026, 12, 11), Clash(None, None)),
    ],
)
def test_a_report_must_be_there_when_papers_go_out(due_on, clash):
    assert clash_of(due_on, [date(2026, 12, 10), date(2026, 9, 10)]) == clash


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_no_report_of_three_weeks_before_misses_the_papers(held_on, days):
    assert clash_of(held_on - timedelta(days=35 + days), [held_on]) is None


@pytest.mark.django_db
def test_only_open_entries_that_go_to_a_group_can_miss_its_papers(django_assert_num_queries):
    group = MeetingFactory(group=GroupFactory(), held_on=date(2026, 12, 10)).group
    missing = EntryFactory(number=1, route=group, due_on=date(2026, 12, 8))
    entries = [
        missing,
        EntryFactory(number=2, route=group, due_on=date(2026, 11, 24)),
        EntryFactory(number=3, due_on=date(2026, 12, 8)),
        EntryFactory(number=4, route=group, due_on=date(2026, 12, 8), status="complete", completed_on=TODAY),
    ]

    with django_assert_num_queries(2):  # meetings, and days the Board added
        found = clashes(entries, today=TODAY)

    assert found == {missing.pk: Clash(date(2026, 12, 10), date(2026, 11, 26))}


@pytest.mark.django_db
def test_an_entry_of_someone_who_left_is_led_by_nobody():
    led, words = EntryFactory(number=1, lead=board_member()), EntryFactory(number=2, lead_words="Panel chair")
    gone = [EntryFactory(number=3, lead=UserFactory()), EntryFactory(number=4, lead=board_member(is_active=False))]

    found = list(type(led).objects.unled(today=TODAY).order_by("number"))

    assert (found, words in found) == ([*gone], False)
