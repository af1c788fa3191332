"""How the programme's dates move. Pure: takes dates, returns dates, reads no clock."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from lscb.core.working_days import is_working_day


def a_year_on(day: date | None, extra_holidays: AbstractSet[date] = frozenset()) -> date | None:
    """The same date in the next year, or the working day before it."""
    if day is None:
        return None
    moved = day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)
    while not is_working_day(moved, extra_holidays):
        moved -= timedelta(days=1)
    return moved
