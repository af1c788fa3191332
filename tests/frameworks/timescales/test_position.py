from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.timescales import Frequency, PartialDate, Recurrence, Status, position, read_timescale
from frameworks.timescales.recurrence import UNDATED
from tests.frameworks.papers import durham_timescales, of_each_copy

PROPERTY = settings(deadline=None, derandomize=True)
TODAY = date(2011, 6, 1)
when = PartialDate.parse


def at(today, frequency, first_due=None, completions=(), **more):
    stands = position(
        today,
        Recurrence(Frequency(frequency), **more),
        first_due and when(first_due),
        [when(day) for day in completions],
    )
    return stands.status.value, stands.next_due and str(stands.next_due)


@pytest.mark.parametrize(
    ("frequency", "first_due", "completions", "status", "next_due"),
    [
        ("yearly", None, ["2010-12"], "on_track", "2011-12"),
        ("yearly", None, ["2010-06"], "due_soon", "2011-06"),
        ("yearly", None, ["2010-05"], "overdue", "2011-05"),
        ("yearly", "2011-06", ["2010-04"], "due_soon", "2011-06"),
        ("yearly", "2011-06", ["2011-05"], "on_track", "2012-06"),
        ("yearly", "2010", ["2010"], "on_track", "2011"),
        ("every_two_years", None, ["2010"], "on_track", "2012"),
        ("quarterly", "2011-01-31", ["2011-02-14"], "overdue", "2011-04-30"),
        ("monthly", "2011-01-31", [], "overdue", "2011-01-31"),
        ("termly", None, ["2011-04"], "on_track", "2011-08"),
        ("twice_a_year", None, ["2011-01-20"], "on_track", "2011-07-20"),
        ("once", "2011-08", [], "on_track", "2011-08"),
        ("once", "2011-08", ["2011-04"], "done", None),
        ("once", None, [], "no_date", None),
        ("yearly", None, [], "no_date", None),
        ("ongoing", None, ["2011-04"], "ongoing", None),
        ("as_required", None, [], "ongoing", None),
        ("ongoing", "2011-05", [], "overdue", "2011-05"),
        ("ongoing", "2011-05", ["2011-05-20"], "ongoing", None),
    ],
)
def test_at_the_first_of_june_2011(frequency, first_due, completions, status, next_due):
    assert at(TODAY, frequency, first_due, completions) == (status, next_due)


def test_every_six_weeks():
    assert at(TODAY, "every_n_weeks", None, ["2011-05-01"], number=6) == ("due_soon", "2011-06-12")


def test_three_times_a_year():
    assert at(TODAY, "times_a_year", None, ["2011-03"], number=3) == ("on_track", "2011-07")


def test_a_month_that_is_fixed_comes_round():
    assert at(TODAY, "yearly", months=(9,)) == ("on_track", "2011-09")
    assert at(TODAY, "yearly", None, ["2011-09"], months=(9,)) == ("on_track", "2012-09")
    assert at(TODAY, "yearly", None, ["2009-09"], months=(9,)) == ("overdue", "2010-09")


def test_each_completion_answers_one_of_the_named_dates():
    dates = tuple(map(when, ["2011-02", "2011-06", "2011-12"]))

    assert at(TODAY, "once", None, ["2011-02"], dates=dates) == ("due_soon", "2011-06")
    assert at(TODAY, "once", None, ["2011-02", "2011-05-20"], dates=dates) == ("on_track", "2011-12")
    assert at(TODAY, "once", None, ["2011-02", "2011-05", "2011-06"], dates=dates) == ("done", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"frequency": Frequency.EVERY_N_WEEKS},
        {"frequency": Frequency.YEARLY, "number": 2},
        {"frequency": Frequency.TIMES_A_YEAR, "number": 13},
        {"frequency": Frequency.YEARLY, "months": (13,)},
    ],
)
def test_a_recurrence_that_says_nothing_is_none(wrong):
    with pytest.raises(ValueError):
        Recurrence(**wrong)


COMES_ROUND = st.one_of(
    st.sampled_from(
        [each for each in Frequency if each not in UNDATED | {"once", "every_n_weeks", "times_a_year"}]
    ).map(Recurrence),
    st.integers(1, 52).map(lambda weeks: Recurrence(Frequency.EVERY_N_WEEKS, weeks)),
    st.integers(3, 12).map(lambda times: Recurrence(Frequency.TIMES_A_YEAR, times)),
)
DAYS = st.dates(date(2005, 1, 1), date(2030, 1, 1)).map(PartialDate.of)


@PROPERTY
@given(COMES_ROUND, DAYS, st.lists(DAYS, min_size=1, max_size=5))
def test_what_was_done_moves_the_next_due_date_past_it(recurrence, first_due, completions):
    stands = position(TODAY, recurrence, first_due, completions)

    assert stands.last_done == max(completions, key=lambda done: done.last_day)
    assert stands.next_due is not None
    assert stands.next_due.first_day > stands.last_done.last_day
    assert (stands.status == Status.OVERDUE) == (stands.next_due.last_day < TODAY)


# What a careful reader of Durham's framework would have said on 1 June 2011, row by row.
DURHAM = [
    "done", "done", "due_soon", "done", "overdue", "due_soon", "on_track", "on_track", "on_track", "on_track",
    "overdue", "on_track", "done", "due_soon", "done", "due_soon", "done", "done", "done", "on_track", "done",
    "due_soon", "due_soon", "done", "overdue", "done", "on_track", "on_track", "due_soon", "on_track", "done", "done",
]  # fmt: skip


@of_each_copy
def test_durhams_framework_at_the_first_of_june_2011(papers):
    readings = [read_timescale(cell) for cell in durham_timescales(papers)]
    stands = [position(TODAY, made.recurrence, made.first_due, made.completed) for made in readings]

    assert [each.status.value for each in stands] == DURHAM
