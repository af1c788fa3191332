"""Working days in England and Wales: Monday to Friday, less bank holidays and any day a Board adds."""

import json
import subprocess
import sys
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cache
from pathlib import Path

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def bank_holidays(year: int) -> frozenset[date]:
    return frozenset(day for day in _of_the_decade(year - year % 10) if day.year == year)


@cache
def _of_the_decade(first: int) -> tuple[date, ...]:
    """Asked once in a process: to the library itself we would give 18 MB and a third of a second."""
    program = [sys.executable, "-I", str(Path(__file__).with_name("bank_holidays.py")), str(first)]
    told = subprocess.run(program, stdout=subprocess.PIPE, check=True, text=True).stdout  # noqa: S603 - our own
    return tuple(map(date.fromisoformat, json.loads(told)))


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
