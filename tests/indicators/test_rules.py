from datetime import date
from decimal import Decimal

from indicators.rules import Received, period_to_propose, periods_to_open, rates, wrong_dates
from lscb.core.periods import PeriodKind, YearKind, period_containing

DUE = date(2026, 10, 28)
Q2 = period_containing(date(2026, 7, 1), PeriodKind.QUARTER, YearKind.APRIL)


def labels(spans):
    return [span.label for span in spans]


def test_rates_are_as_counted_by_hand():
    """Four returns: a day early, on the day, a day late, never. Rows: 3 of 3, 2 of 4, 1 of 1, 0 of 2."""
    received = [
        Received(DUE, date(2026, 10, 27), rows=3, answered=3),
        Received(DUE, DUE, rows=4, answered=2),
        Received(DUE, date(2026, 10, 29), rows=1, answered=1),
        Received(DUE, None, rows=2, answered=0),
    ]

    found = rates(received)

    assert (found.answered, found.rows, found.completeness) == (6, 10, Decimal("60.0"))
    assert (found.in_time, found.returns, found.on_time) == (2, 4, Decimal("50.0"))


def test_rates_of_nothing_are_no_rates():
    found = rates([])

    assert (found.completeness, found.on_time) == (None, None)


def test_rates_round_once_and_half_up():
    received = [Received(DUE, DUE, rows=16, answered=1)]  # 6.25 %

    assert rates(received).completeness == Decimal("6.3")


def test_the_first_period_is_chosen_among_the_last_ones_and_the_present_one():
    choices = periods_to_open("quarter", "april", [], today=date(2026, 11, 21))

    assert labels(choices) == ["Q3 2025–26", "Q4 2025–26", "Q1 2026–27", "Q2 2026–27", "Q3 2026–27"]
    assert period_to_propose(choices, [], today=date(2026, 11, 21)).label == "Q2 2026–27"


def test_the_next_period_is_the_one_after_the_last_and_gaps_may_be_filled():
    opened = [date(2026, 1, 1), date(2026, 7, 1)]

    choices = periods_to_open("quarter", "april", opened, today=date(2026, 11, 21))

    assert labels(choices) == ["Q1 2026–27", "Q3 2026–27"]
    assert period_to_propose(choices, opened, today=date(2026, 11, 21)).label == "Q3 2026–27"


def test_there_is_always_one_period_to_open():
    opened = [date(2026, 10, 1)]

    choices = periods_to_open("quarter", "april", opened, today=date(2026, 11, 21))

    assert labels(choices) == ["Q4 2026–27"]
    assert period_to_propose(choices, opened, today=date(2026, 11, 21)).label == "Q4 2026–27"


def test_a_data_set_left_alone_for_years_goes_on_where_it_stopped_or_with_recent_periods():
    choices = periods_to_open("year", "april", [date(2018, 4, 1)], today=date(2026, 11, 21))

    assert labels(choices) == ["2019–20", "2022–23", "2023–24", "2024–25", "2025–26", "2026–27"]


def test_dates_that_will_do():
    assert wrong_dates(Q2, DUE, date(2026, 11, 27), today=date(2026, 10, 1)) == {}


def test_due_on_the_last_day_of_the_period_is_too_early():
    assert wrong_dates(Q2, date(2026, 9, 30), DUE, today=date(2026, 10, 1)) == {
        "due_on": "Enter a date after 30 September 2026, when the period ends"
    }


def test_locked_before_it_is_due():
    assert wrong_dates(Q2, DUE, date(2026, 10, 27), today=date(2026, 10, 1)) == {
        "locks_on": "Enter 28 October 2026, when returns are due, or a later date"
    }


def test_locked_before_today():
    assert wrong_dates(Q2, DUE, DUE, today=date(2026, 10, 29)) == {
        "locks_on": "Enter today or a later date: after it nothing can be handed in"
    }
