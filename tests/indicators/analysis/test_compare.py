from decimal import Decimal

import pytest

from indicators.analysis.compare import (
    Change,
    change_on_last_year,
    rate_to_date,
    same_period_last_year,
    sum_to_date,
    year_so_far,
)
from lscb.core.periods import YearKind, parse_period

D = Decimal


def figures(**values):
    return {parse_period(name.replace("_", " ") + " 2026-27"): value for name, value in values.items()}


@pytest.mark.parametrize(
    ("period", "year_before", "year_kind"),
    [
        ("February 2028", "February 2027", YearKind.APRIL),
        ("Q4 2026-27", "Q4 2025-26", YearKind.APRIL),
        ("Autumn term 2026-27", "Autumn term 2025-26", YearKind.SEPTEMBER),
        ("H1 2026", "H1 2025", YearKind.CALENDAR),
        ("2026-27", "2025-26", YearKind.APRIL),
        ("12 weeks to 19 April 2026", "12 weeks to 18 May 2025", YearKind.APRIL),
    ],
)
def test_the_same_period_a_year_earlier(period, year_before, year_kind):
    assert same_period_last_year(parse_period(period, year_kind)) == parse_period(year_before, year_kind)


def test_february_is_compared_with_february():
    values = {
        parse_period("February 2027"): D(40),
        parse_period("January 2028"): D(90),
        parse_period("February 2028"): D(31),
    }

    assert change_on_last_year(values, parse_period("February 2028")) == Change(D(40), D(31), D(-9))


@pytest.mark.parametrize("before", [{}, {parse_period("February 2027"): None}])
def test_nothing_is_compared_with_what_is_missing(before):
    assert change_on_last_year({**before, parse_period("February 2028"): D(31)}, parse_period("February 2028")) is None


def test_the_year_so_far_begins_with_its_own_year():
    assert [period.label for period in year_so_far(parse_period("Q3 2026-27"))] == [
        "Q1 2026–27", "Q2 2026–27", "Q3 2026–27",
    ]  # fmt: skip
    assert [one.label for one in year_so_far(parse_period("October 2026", YearKind.SEPTEMBER))] == [
        "September 2026", "October 2026",
    ]  # fmt: skip


def test_a_rate_to_date_is_pooled_and_takes_whole_periods_only():
    counts = figures(Q1=(D(1), D(10)), Q2=(D(100), D(200)), Q3=(None, D(50)))

    found = rate_to_date(counts, parse_period("Q3 2026-27"), multiplier=100)

    assert (round(found.value, 4), found.given, found.expected, found.is_whole) == (D("48.0952"), 2, 3, False)


def test_of_a_population_numerators_are_added_and_the_denominators_are_not():
    counts = figures(Q1=(D(30), D(9_000)), Q2=(D(45), D(11_000)))

    found = rate_to_date(counts, parse_period("Q2 2026-27"), multiplier=10_000, of_a_population=True)

    assert found.value == D(75)


def test_a_sum_to_date_leaves_out_what_is_missing_and_says_so():
    given = figures(Q1=D(9), Q2=None, Q3=D(10))

    found = sum_to_date(given, parse_period("Q3 2026-27"))

    assert (found.value, found.given, found.expected) == (D(19), 2, 3)
    assert sum_to_date(figures(Q1=None), parse_period("Q1 2026-27")).value is None
