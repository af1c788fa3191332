from decimal import Decimal

import pytest

from indicators.analysis.compare import (
    Change,
    ToDate,
    change_on_last_year,
    rate_to_date,
    same_period_last_year,
    total_to_date,
    trend_words,
    year_so_far,
)
from indicators.analysis.spc import analyse
from lscb.core.periods import YearKind, parse_period

D = Decimal
STEADY = [20, 24] * 6


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


def test_counts_to_date_add_up_and_tell_what_is_missing():
    values = figures(Q1=D(10), Q2=None, Q3=D(5), Q4=D(100))

    assert total_to_date(values, parse_period("Q3 2026-27")) == ToDate(D(15), 2, 3)
    assert total_to_date(values, parse_period("Q1 2026-27")).is_whole
    assert total_to_date({}, parse_period("Q2 2026-27")) == ToDate(None, 0, 2)


def test_a_rate_to_date_is_pooled_and_takes_whole_periods_only():
    counts = figures(Q1=(D(1), D(10)), Q2=(D(100), D(200)), Q3=(None, D(50)))

    found = rate_to_date(counts, parse_period("Q3 2026-27"), multiplier=100)

    assert (round(found.value, 4), found.given, found.expected, found.is_whole) == (D("48.0952"), 2, 3, False)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ([], "No change beyond the usual movement."),
        ([25], "No change beyond the usual movement."),
        ([40], "Above the upper limit: higher than usual movement explains."),
        ([5], "Below the lower limit: lower than usual movement explains."),
        ([21, 23, 24, 25, 26, 27, 28], "Rising: seven figures or more, each above the one before."),
        ([27, 26, 25, 24.5, 24.2, 24.1, 24], "Falling: seven figures or more, each below the one before."),
        ([30, 31], "Higher than usual: at least two of three figures are close to the upper limit."),
        ([14, 13, None], "Lower than usual: at least two of three figures are close to the lower limit."),
        ([23, 24, 23, 24, 23, 24, 23], "Higher than it was: seven figures or more above the average."),
    ],
)
def test_words_say_what_the_chart_marks_and_no_more(after, words):
    values = [*STEADY[:-1], 21, *after] if after[:1] == [14] else [*STEADY, *after]
    if words.startswith("Higher than usual"):
        values = [*STEADY, 23, *after]

    assert trend_words(analyse(values, improvement="increase", baseline_points=12)) == words


def test_words_of_a_series_that_limits_say_nothing_about():
    assert trend_words(analyse([4, 5, 6], improvement="increase")).endswith("too few to judge what is usual.")
    assert trend_words(analyse([], improvement="increase")).endswith("too few to judge what is usual.")
