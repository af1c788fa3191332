"""On which day of its year an entry is due, and whether it is done. Nothing that its words do not say."""

import re
from collections.abc import Iterable
from datetime import date

from frameworks.timescales import Frequency, PartialDate, TimescaleReading

OTHER_YEAR = "{} lies outside the programme’s year"
WHICH_DAY = "Which day of {} it was completed on is not said: its last is taken"
TWO_YEARS = re.compile(r"\b(20[0-9]{2})\s?[-–/]\s?(?:20)?([0-9]{2})\b")
ONCE_A_YEAR = {None, Frequency.ONCE.value, Frequency.YEARLY.value}


def days_due(reading: TimescaleReading, year: int, starts_in: int, doubts: list[str]) -> list[date]:
    """A month without a year is that of the programme's year; it lasts until its end."""
    dates = reading.due or [
        PartialDate(year if month >= starts_in else year + 1, month)
        for month in sorted(reading.months, key=lambda month: (month < starts_in, month))
    ]
    dates = [day for day in dates if day.month is not None]
    doubts += [OTHER_YEAR.format(day.in_words) for day in dates if not _is_in(day, year, starts_in)]
    return sorted({day.last_day for day in dates})


def completed_on(reading: TimescaleReading, year: int, starts_in: int, doubts: list[str]) -> date | None:
    """Of what comes round once a year at most: one of several times is not the whole entry."""
    done = [day for day in reading.completed if day.month and _is_in(day, year, starts_in)]
    if (
        not done
        or reading.frequency not in ONCE_A_YEAR
        or any(due.first_day > done[-1].last_day for due in reading.due)
    ):
        return None
    if done[-1].day is None:
        doubts.append(WHICH_DAY.format(done[-1].in_words))
    return done[-1].last_day


def _is_in(day: PartialDate, year: int, starts_in: int) -> bool:
    return date(year, starts_in, 1) <= day.first_day < date(year + 1, starts_in, 1)


def year_named(texts: Iterable[str]) -> int | None:
    """Of 2017-2018 or 2017/18 the year that it begins in, if the texts name one such year and no other."""
    found = {
        int(begins)
        for text in texts
        for begins, ends in TWO_YEARS.findall(text)
        if (int(begins) + 1) % 100 == int(ends)
    }
    return found.pop() if len(found) == 1 else None
