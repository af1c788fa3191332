import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscb.core.working_days import add_working_days, bank_holidays, is_working_day, working_days_between

PUBLISHED = json.loads((Path(__file__).parent / "data" / "bank_holidays.json").read_text())
PROPERTY = settings(deadline=None, derandomize=True)
days = st.dates(min_value=date(2010, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize("year", sorted(PUBLISHED))
def test_weekdays_off_agree_with_the_published_list(year):
    ours = [day.isoformat() for day in sorted(bank_holidays(int(year))) if day.weekday() < 5]

    assert ours == [day for day in PUBLISHED[year] if date.fromisoformat(day).weekday() < 5]


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2011, 4, 29), id="royal-wedding"),
        pytest.param(date(2011, 12, 27), id="christmas-on-a-sunday"),
        pytest.param(date(2012, 6, 4), id="spring-moved-for-the-diamond-jubilee"),
        pytest.param(date(2012, 6, 5), id="diamond-jubilee"),
        pytest.param(date(2020, 5, 8), id="may-day-moved-to-ve-day"),
        pytest.param(date(2022, 6, 2), id="spring-moved-for-the-platinum-jubilee"),
        pytest.param(date(2022, 6, 3), id="platinum-jubilee"),
        pytest.param(date(2022, 9, 19), id="state-funeral"),
        pytest.param(date(2023, 5, 8), id="coronation"),
        pytest.param(date(2026, 12, 28), id="boxing-day-on-a-saturday"),
        pytest.param(date(2026, 6, 13), id="saturday"),
        pytest.param(date(2026, 6, 14), id="sunday"),
    ],
)
def test_nobody_works_on(day):
    assert is_working_day(day) is False


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30), date(2012, 5, 28), date(2026, 6, 8)])
def test_a_moved_holiday_leaves_its_usual_day_to_work(day):
    assert is_working_day(day) is True


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        pytest.param("2012-01-13", -10, "2011-12-29", id="papers-over-new-year"),
        pytest.param("2015-12-18", 15, "2016-01-13", id="christmas-with-a-substitute"),
        pytest.param("2020-05-14", -10, "2020-04-29", id="ve-day"),
        pytest.param("2022-05-20", 15, "2022-06-14", id="platinum-jubilee"),
        pytest.param("2023-04-27", 15, "2023-05-22", id="coronation"),
        pytest.param("2024-12-18", 10, "2025-01-06", id="christmas"),
        pytest.param("2025-12-25", 15, "2026-01-19", id="from-christmas-day"),
        pytest.param("2026-06-26", 10, "2026-07-10", id="no-holiday-between"),
        pytest.param("2026-06-13", 1, "2026-06-15", id="from-a-saturday"),
        pytest.param("2026-06-13", -1, "2026-06-12", id="back-from-a-saturday"),
        pytest.param("2026-06-18", -10, "2026-06-04", id="papers-out"),
        pytest.param("2025-04-17", 1, "2025-04-22", id="easter"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, count, expected):
    assert add_working_days(date.fromisoformat(start), count) == date.fromisoformat(expected)


def test_no_working_days_is_the_start_itself_even_on_a_sunday():
    assert add_working_days(date(2026, 6, 14), 0) == date(2026, 6, 14)


def test_a_board_can_add_days_of_its_own():
    closed = frozenset({date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)})

    assert add_working_days(date(2026, 12, 24), 1, closed) == date(2027, 1, 4)
    assert is_working_day(date(2026, 12, 29), closed) is False
    assert working_days_between(date(2026, 12, 24), date(2027, 1, 4), closed) == 1


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2022-05-20", "2022-06-15", 16),
        ("2023-04-27", "2023-05-22", 15),
        ("2026-06-08", "2026-06-18", 8),
        ("2026-06-18", "2026-06-08", -8),
        ("2026-06-13", "2026-06-14", 0),
        ("2026-06-08", "2026-06-08", 0),
    ],
)
def test_working_days_between_count_the_end_and_not_the_start(start, end, count):
    assert working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == count


@PROPERTY
@given(days, st.integers(min_value=-60, max_value=60).filter(bool))
def test_adding_and_counting_agree(start, count):
    end = add_working_days(start, count)

    assert is_working_day(end)
    assert working_days_between(start, end) == count


@PROPERTY
@given(days, st.integers(min_value=1, max_value=60), st.frozensets(days, max_size=5))
def test_there_and_back_is_the_same_working_day(start, count, closed):
    start = add_working_days(start, 1, closed)

    assert add_working_days(add_working_days(start, count, closed), -count, closed) == start


@PROPERTY
@given(days)
def test_the_next_working_day_leaves_none_out(start):
    following = add_working_days(start, 1)

    between = [start + timedelta(days=n) for n in range(1, (following - start).days)]
    assert [day for day in between if is_working_day(day)] == []
