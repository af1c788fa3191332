from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscb.core.periods import (
    Period,
    PeriodError,
    PeriodKind,
    YearKind,
    parse_period,
    period_containing,
    periods_between,
)

PROPERTY = settings(deadline=None, derandomize=True)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))
kinds = st.sampled_from(PeriodKind)
year_kinds = st.sampled_from(YearKind)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "year_kind", "label", "long_label", "short_label"),
    [
        ("month", "april", "July 2026", "July 2026", "Jul"),
        ("quarter", "april", "Q2 2026–27", "July to September 2026", "Q2"),
        ("quarter", "september", "Q4 2025–26", "June to August 2026", "Q4"),
        ("quarter", "calendar", "Q3 2026", "July to September 2026", "Q3"),
        ("term", "april", "Summer term 2026–27", "April to August 2026", "Summer"),
        ("term", "september", "Summer term 2025–26", "April to August 2026", "Summer"),
        ("term", "calendar", "Summer term 2026", "April to August 2026", "Summer"),
        ("half_year", "april", "H1 2026–27", "April to September 2026", "H1"),
        ("half_year", "september", "H2 2025–26", "March to August 2026", "H2"),
        ("half_year", "calendar", "H2 2026", "July to December 2026", "H2"),
        ("year", "april", "2026–27", "April 2026 to March 2027", "2026–27"),
        ("year", "september", "2025–26", "September 2025 to August 2026", "2025–26"),
        ("year", "calendar", "2026", "January to December 2026", "2026"),
    ],
)
def test_20_july_2026_lies_in(kind, year_kind, label, long_label, short_label):
    period = period_containing(date(2026, 7, 20), PeriodKind(kind), YearKind(year_kind))

    assert (period.label, period.long_label, period.short_label) == (label, long_label, short_label)
    assert str(period) == label


def test_a_half_year_over_new_year_says_both_years():
    assert period_containing(date(2027, 1, 1), PeriodKind.HALF_YEAR).long_label == "October 2026 to March 2027"


def test_a_century_turns_in_the_label():
    assert period_containing(date(1999, 7, 1), PeriodKind.YEAR).label == "1999–00"


def test_the_last_day_of_february_is_known():
    assert period_containing(date(2028, 2, 3), PeriodKind.MONTH).ends_on == date(2028, 2, 29)


@pytest.mark.parametrize(
    "text",
    ["Q2 2026–27", "Q2 2026-27", "q2 2026/27", " Q2  2026 - 27 ", "2026-27 Q2", "Q2, 2026-2027", "2026–27, Q2"],
)
def test_a_quarter_is_read_however_it_is_written(text):
    assert parse_period(text).label == "Q2 2026–27"


@pytest.mark.parametrize(
    ("text", "year_kind", "starts_on", "ends_on"),
    [
        ("Q2 2026–27", "september", date(2026, 12, 1), date(2027, 2, 28)),
        ("Q4 2026", "calendar", date(2026, 10, 1), date(2026, 12, 31)),
        ("H2 2026-27", "april", date(2026, 10, 1), date(2027, 3, 31)),
        ("July 2026", "april", date(2026, 7, 1), date(2026, 7, 31)),
        ("sept 2026", "april", date(2026, 9, 1), date(2026, 9, 30)),
        ("MAR 2027", "calendar", date(2027, 3, 1), date(2027, 3, 31)),
        ("Spring term 2026–27", "september", date(2027, 1, 1), date(2027, 3, 31)),
        ("spring 2026–27", "april", date(2027, 1, 1), date(2027, 3, 31)),
        ("Autumn term 2026", "calendar", date(2026, 9, 1), date(2026, 12, 31)),
        ("2026–27", "april", date(2026, 4, 1), date(2027, 3, 31)),
        ("2026/27", "september", date(2026, 9, 1), date(2027, 8, 31)),
        ("2026", "calendar", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_read_in_its_kind_of_year(text, year_kind, starts_on, ends_on):
    period = parse_period(text, YearKind(year_kind))

    assert (period.starts_on, period.ends_on) == (starts_on, ends_on)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-28", "2026–26", "Q5 2026-27", "H3 2026-27", "Q2 2026", "Q2", "Julember 2026", "Ju 2026",
     "July 2026-27", "Winter term 2026-27", "Q٢ 2026-27", "Q2 20267", "Q2 2026-7", "2026-27-28", "x" * 10_000],
)  # fmt: skip
def test_what_names_no_period_is_refused_with_a_sentence(text):
    with pytest.raises(PeriodError) as refusal:
        parse_period(text)

    assert (
        str(refusal.value) == "Write the period as Q2 2026–27, July 2026, Autumn term 2026–27, H1 2026–27 or 2026–27."
    )


def test_a_calendar_year_has_one_number():
    with pytest.raises(PeriodError, match="Q2 2026, July 2026"):
        parse_period("Q2 2026-27", YearKind.CALENDAR)


@PROPERTY
@given(days, kinds, year_kinds)
def test_the_day_lies_in_its_period_and_periods_meet_without_a_gap(day, kind, year_kind):
    period = period_containing(day, kind, year_kind)

    assert period.starts_on <= day <= period.ends_on
    assert period.next().starts_on == period.ends_on + ONE_DAY
    assert period.previous().ends_on == period.starts_on - ONE_DAY
    assert (period.next().previous(), period.previous().next()) == (period, period)
    assert period.previous() < period < period.next()


@PROPERTY
@given(days, kinds, year_kinds)
def test_every_day_of_a_period_lies_in_it(day, kind, year_kind):
    period = period_containing(day, kind, year_kind)

    assert {period_containing(edge, kind, year_kind) for edge in (period.starts_on, period.ends_on)} == {period}


@PROPERTY
@given(days, kinds, year_kinds)
def test_a_label_can_be_read_back(day, kind, year_kind):
    period = period_containing(day, kind, year_kind)

    assert parse_period(period.label, year_kind) == period


@PROPERTY
@given(days, st.sampled_from([kind for kind in PeriodKind if kind != PeriodKind.TWELVE_WEEKS]), year_kinds)
def test_a_year_is_numbered_from_one_without_a_break(day, kind, year_kind):
    year = period_containing(day, PeriodKind.YEAR, year_kind)

    periods = list(periods_between(year.starts_on, year.ends_on, kind, year_kind))

    assert [period.number for period in periods] == list(range(1, len(periods) + 1))
    assert (periods[0].starts_on, periods[-1].ends_on) == (year.starts_on, year.ends_on)
    assert {period.year_label for period in periods} == {year.label}


@PROPERTY
@given(days, year_kinds)
def test_twelve_weeks_run_from_a_monday_and_are_numbered_in_the_year_they_begin_in(day, year_kind):
    period = period_containing(day, PeriodKind.TWELVE_WEEKS, year_kind)

    assert (period.starts_on.weekday(), (period.ends_on - period.starts_on).days) == (0, 83)
    follows = period.next().number
    assert follows == (period.number + 1 if period.next().year_label == period.year_label else 1)


def test_twelve_weeks_are_written_and_read_by_their_last_day():
    period = parse_period("12 weeks to 24 March 2024")

    assert (period.starts_on, period.label, period.short_label) == (
        date(2024, 1, 1), "12 weeks to 24 March 2024", "24 Mar",
    )  # fmt: skip
    assert period.long_label == "1 January 2024 to 24 March 2024"
    for wrong, sentence in (
        ("12 weeks to 25 March 2024", "they end on 16 June 2024"),
        ("12 weeks to 31 June 2024", "Write the period"),
    ):
        with pytest.raises(PeriodError, match=sentence):
            parse_period(wrong)


def test_periods_between_two_days_hold_both():
    quarters = periods_between(date(2026, 5, 20), date(2026, 10, 1), PeriodKind.QUARTER)

    assert [str(quarter) for quarter in quarters] == ["Q1 2026–27", "Q2 2026–27", "Q3 2026–27"]


def test_no_periods_lie_between_days_the_wrong_way_round():
    assert list(periods_between(date(2026, 10, 1), date(2026, 5, 20), PeriodKind.QUARTER)) == []


def test_a_period_takes_its_kinds_as_stored_words():
    assert period_containing(date(2026, 7, 20), "quarter", "april") == Period(
        date(2026, 7, 1), date(2026, 9, 30), PeriodKind.QUARTER, YearKind.APRIL
    )


def test_every_kind_has_its_words():
    assert [kind.label for kind in PeriodKind] == ["Month", "12 weeks", "Quarter", "Term", "Half-year", "Year"]
    assert [kind.label for kind in YearKind] == ["April to March", "September to August", "January to December"]
