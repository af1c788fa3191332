"""Working days in England and Wales: Monday to Friday, less bank holidays and any day a Board adds."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's list, which is Wales's as well: one-off days and substitutes included."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date, extra_holidays: AbstractSet[date] = frozenset()) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year) and day not in extra_holidays


def add_working_days(start: date, days: int, extra_holidays: AbstractSet[date] = frozenset()) -> date:
    """The nth working day after the start (before it, if negative), which is itself never counted; 0 is the start."""
    step = ONE_DAY if days > 0 else -ONE_DAY
    day, left = start, abs(days)
    while left:
        day += step
        left -= is_working_day(day, extra_holidays)
    return day


def working_days_between(start: date, end: date, extra_holidays: AbstractSet[date] = frozenset()) -> int:
    """How many working days from the start, not counted, to the end, counted; negative when the end is earlier."""
    step = ONE_DAY if end > start else -ONE_DAY
    day, count = start, 0
    while day != end:
        day += step
        count += is_working_day(day, extra_holidays)
    return count if end > start else -count
