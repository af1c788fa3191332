"""Which period's figures should have come by a day."""

from datetime import date

import pytest

from lscb.core.periods import PeriodKind, period_containing
from reports.queries.expected import Asked, Expected

Q1 = period_containing(date(2026, 4, 1), PeriodKind.QUARTER)


@pytest.mark.parametrize(
    ("today", "awaited"),
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 28), None),
        (date(2026, 10, 29), "Q2 2026–27"),
        (date(2027, 1, 29), "Q2 2026–27"),
        (date(2027, 1, 30), "Q3 2026–27"),
    ],
)
def test_a_quarter_is_awaited_from_the_day_after_its_due_date(today, awaited):
    found = Expected(today, working_days=20).after(Q1)

    assert (found.label if found else None) == awaited


def test_the_boards_own_holidays_give_agencies_a_day_more():
    holiday = frozenset({date(2026, 10, 12)})

    assert Expected(date(2026, 10, 29), 20, holiday).after(Q1) is None


@pytest.mark.parametrize(("today", "awaited"), [(date(2026, 12, 31), None), (date(2027, 1, 1), "2025–26")])
def test_a_years_statistics_are_given_nine_months(today, awaited):
    found = Expected(today, working_days=20).after(period_containing(date(2024, 4, 1), PeriodKind.YEAR))

    assert (found.label if found else None) == awaited


def test_a_data_set_s_own_days_hold_before_the_boards():
    later = Expected(date(2026, 10, 29), working_days=20)

    assert [later.after(Q1, own) is None for own in (None, 20, 30)] == [False, False, True]


def test_nothing_is_missed_while_it_counts_as_on_time():
    on = lambda day: Expected(date(2026, 11, day), working_days=20)  # noqa: E731 - due on 28 October

    assert [on(day).after(Q1, grace=10) is None for day in (7, 8)] == [True, False]


def test_what_was_asked_for_has_days_of_its_own():
    q2 = Q1.next()
    asked = Asked(q2, due_on=date(2026, 11, 10), timely_until=date(2026, 11, 20))
    on = lambda day: Expected(date(2026, 11, day), working_days=20)  # noqa: E731

    assert [on(day).after(Q1, asked=asked) for day in (20, 21)] == [None, q2]
    assert [on(day).is_due(asked, Q1) for day in (20, 21)] == [True, False]
    assert not on(20).is_due(asked, q2)
    # Those before it are missed all the same; and so is it where it was due sooner than the rule says.
    assert on(20).after(Q1.previous(), asked=asked) == Q1
    soon = Asked(q2, due_on=date(2026, 10, 9), timely_until=date(2026, 10, 9))
    assert Expected(date(2026, 10, 12), working_days=20).after(Q1, asked=soon) == q2
