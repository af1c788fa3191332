"""Periods figures are collected for: whole months, in years that begin in April, September or January.

Terms are January to March, April to August and September to December: the only whole months
near the school terms that never straddle any of the three kinds of year. Twelve weeks, from a Monday
to a Sunday, are counted on from one Monday for good, and belong to the year in which they begin.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
TERMS = {1: "Spring", 4: "Summer", 9: "Autumn"}
ONE_DAY = timedelta(days=1)
TWELVE_WEEKS = timedelta(weeks=12)
A_FIRST_MONDAY = date(2024, 1, 1)


class PeriodKind(StrEnum):
    MONTH = "month"
    TWELVE_WEEKS = "twelve_weeks"
    QUARTER = "quarter"
    TERM = "term"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def label(self) -> str:
        return "12 weeks" if self == PeriodKind.TWELVE_WEEKS else self.replace("_", "-").capitalize()


class YearKind(StrEnum):
    APRIL = "april"
    SEPTEMBER = "september"
    CALENDAR = "calendar"

    @property
    def label(self) -> str:
        return f"{MONTHS[self.first_month - 1]} to {MONTHS[self.first_month - 2]}"

    @property
    def first_month(self) -> int:
        return {YearKind.APRIL: 4, YearKind.SEPTEMBER: 9, YearKind.CALENDAR: 1}[self]


_LENGTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
_NUMBERED = {PeriodKind.QUARTER: "Q", PeriodKind.HALF_YEAR: "H"}


class PeriodError(ValueError):
    """The text names no period; the message says how to write one."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One month, quarter, term, half-year or year, from its first day to its last."""

    starts_on: date
    ends_on: date
    kind: PeriodKind
    year_kind: YearKind

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As written in tables and headings: Q2 2026–27, July 2026, Autumn term 2026–27."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{MONTHS[self.starts_on.month - 1]} {self.starts_on.year}"
            case PeriodKind.TERM:
                return f"{self.short_label} term {self.year_label}"
            case PeriodKind.YEAR:
                return self.year_label
            case PeriodKind.TWELVE_WEEKS:
                return f"12 weeks to {_day(self.ends_on)}"
            case _:
                return f"{self.short_label} {self.year_label}"

    @property
    def long_label(self) -> str:
        """The months in full: July to September 2026."""
        if self.kind == PeriodKind.TWELVE_WEEKS:
            return f"{_day(self.starts_on)} to {_day(self.ends_on)}"
        first, last = MONTHS[self.starts_on.month - 1], f"{MONTHS[self.ends_on.month - 1]} {self.ends_on.year}"
        if self.kind == PeriodKind.MONTH:
            return last
        if self.starts_on.year != self.ends_on.year:
            first = f"{first} {self.starts_on.year}"
        return f"{first} to {last}"

    @property
    def short_label(self) -> str:
        """Beside a year that is already said, as under a chart: Q2, Jul, Autumn."""
        match self.kind:
            case PeriodKind.MONTH:
                return MONTHS[self.starts_on.month - 1][:3]
            case PeriodKind.TERM:
                return TERMS[self.starts_on.month]
            case PeriodKind.TWELVE_WEEKS:
                return f"{self.ends_on.day} {MONTHS[self.ends_on.month - 1][:3]}"
            case PeriodKind.YEAR:
                return self.year_label
            case _:
                return f"{_NUMBERED[self.kind]}{self.number}"

    @property
    def year_label(self) -> str:
        """The year it belongs to: 2026–27, or 2026 in calendar years."""
        first = _year_of(self.starts_on, self.year_kind)
        return str(first) if self.year_kind == YearKind.CALENDAR else f"{first}–{(first + 1) % 100:02}"

    @property
    def number(self) -> int:
        """Its place in its year, from 1."""
        if self.kind == PeriodKind.TWELVE_WEEKS:
            first_day = date(_year_of(self.starts_on, self.year_kind), self.year_kind.first_month, 1)
            return (self.starts_on - first_day) // TWELVE_WEEKS + 1
        opening = [month for month in _months_of_year(self.year_kind) if month in _openings(self.kind, self.year_kind)]
        return opening.index(self.starts_on.month) + 1

    def next(self) -> "Period":
        return period_containing(self.ends_on + ONE_DAY, self.kind, self.year_kind)

    def previous(self) -> "Period":
        return period_containing(self.starts_on - ONE_DAY, self.kind, self.year_kind)


def period_containing(day: date, kind: PeriodKind, year_kind: YearKind = YearKind.APRIL) -> Period:
    if kind == PeriodKind.TWELVE_WEEKS:
        begins = A_FIRST_MONDAY + (day - A_FIRST_MONDAY) // TWELVE_WEEKS * TWELVE_WEEKS
        return Period(begins, begins + TWELVE_WEEKS - ONE_DAY, PeriodKind(kind), YearKind(year_kind))
    openings = _openings(kind, year_kind)
    starts_on = day.replace(day=1)
    while starts_on.month not in openings:
        starts_on = (starts_on - ONE_DAY).replace(day=1)
    following = _month_after(starts_on)
    while following.month not in openings:
        following = _month_after(following)
    return Period(starts_on, following - ONE_DAY, PeriodKind(kind), YearKind(year_kind))


def periods_between(
    first_day: date, last_day: date, kind: PeriodKind, year_kind: YearKind = YearKind.APRIL
) -> Iterator[Period]:
    """Every period, in order, from the one holding the first day to the one holding the last."""
    period = period_containing(first_day, kind, year_kind)
    while period.starts_on <= last_day:
        yield period
        period = period.next()


@cache
def _openings(kind: PeriodKind, year_kind: YearKind) -> frozenset[int]:
    """The months (1 to 12) in which a period of this kind begins."""
    if kind == PeriodKind.TERM:
        return frozenset(TERMS)
    return frozenset(_months_of_year(year_kind)[:: _LENGTHS[kind]])


@cache
def _months_of_year(year_kind: YearKind) -> tuple[int, ...]:
    first = YearKind(year_kind).first_month
    return tuple((first + offset - 1) % 12 + 1 for offset in range(12))


def _year_of(day: date, year_kind: YearKind) -> int:
    """The calendar year in which the day's own year began."""
    return day.year - (day.month < YearKind(year_kind).first_month)


def _month_after(first_of_month: date) -> date:
    return (first_of_month + timedelta(days=31)).replace(day=1)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


# Reading

_WEEKS = re.compile(
    r"12 weeks to (?P<day>[0-9]{1,2}) (?P<month>[A-Z]+) (?P<year>(?:19|20)[0-9]{2})", re.IGNORECASE | re.ASCII
)
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?:\s?[-/–]\s?(?P<end>(?:[0-9]{2}){1,2}))?"
_PART = r"(?:(?P<letter>[QH])(?P<number>[1-4])|(?P<word>[A-Z]+)(?:\s+term)?)"
_SHAPES = [
    re.compile(shape, re.IGNORECASE | re.ASCII)
    for shape in (rf"{_PART}\s*,?\s*{_YEAR}", rf"{_YEAR}\s*,?\s*{_PART}", _YEAR)
]


def parse_period(text: str, year_kind: YearKind = YearKind.APRIL) -> Period:
    """Read Q2 2026–27, 2026-27 Q2, H1 2026/27, July 2026, Autumn term 2026–27 or 2026–27."""
    written = " ".join(text.split())
    if weeks := _WEEKS.fullmatch(written):
        return _twelve_weeks(weeks, YearKind(year_kind))
    for shape in _SHAPES:
        if match := shape.fullmatch(written):
            return _build(match.groupdict(), YearKind(year_kind))
    raise _unread(year_kind)


def _build(parts: dict[str, str | None], year_kind: YearKind) -> Period:
    year, end = int(parts["year"] or 0), parts["end"]
    word, letter, number = (parts.get("word") or "").capitalize(), parts.get("letter"), parts.get("number")
    month = _month_named(word)
    if month and not end:
        return period_containing(date(year, month, 1), PeriodKind.MONTH, year_kind)
    _check_year(year, end, year_kind)
    if letter:
        kind = PeriodKind.QUARTER if letter.upper() == "Q" else PeriodKind.HALF_YEAR
    elif word:
        kind = PeriodKind.TERM
    else:
        kind = PeriodKind.YEAR
    period = period_containing(date(year, year_kind.first_month, 1), kind, year_kind)
    for candidate in periods_between(period.starts_on, period.starts_on + timedelta(days=364), kind, year_kind):
        named = word == candidate.short_label if word else int(number or 1) == candidate.number
        if named:
            return candidate
    raise _unread(year_kind)


def _twelve_weeks(parts: re.Match[str], year_kind: YearKind) -> Period:
    try:
        last_day = date(int(parts["year"]), _month_named(parts["month"].capitalize()) or 0, int(parts["day"]))
    except ValueError as error:
        raise _unread(year_kind) from error
    period = period_containing(last_day, PeriodKind.TWELVE_WEEKS, year_kind)
    if period.ends_on != last_day:
        raise PeriodError(f"No 12 weeks end on {_day(last_day)}: they end on {_day(period.ends_on)}.")
    return period


def _month_named(word: str) -> int | None:
    """Its number, from the name in full or cut to three letters or more."""
    return next((n for n, name in enumerate(MONTHS, 1) if len(word) > 2 and name.startswith(word)), None)


def _check_year(year: int, end: str | None, year_kind: YearKind) -> None:
    """A year of twelve months from April says both of its numbers; a calendar year says one."""
    ends_rightly = end is None if year_kind == YearKind.CALENDAR else end in (str(year + 1), str(year + 1)[2:])
    if not ends_rightly:
        raise _unread(year_kind)


def _unread(year_kind: YearKind) -> PeriodError:
    year = "2026" if year_kind == YearKind.CALENDAR else "2026–27"
    return PeriodError(f"Write the period as Q2 {year}, July 2026, Autumn term {year}, H1 {year} or {year}.")
