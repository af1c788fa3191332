"""The Board's arithmetic of days and years. Pure: takes dates, returns dates, reads no clock."""

from calendar import monthrange
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from lscb.core.working_days import add_working_days

# Working days from the meeting; before it where negative.
PAPER_DEADLINES = (
    (-15, "Items of any other business are in"),
    (-10, "Papers go out"),
    (10, "Action points go out"),
    (20, "Minutes go out"),
)


@dataclass(frozen=True, slots=True)
class Protection:
    """Counts from 1 to one below ``hides_below`` are hidden; the others are rounded to ``rounds_to``, or not at all."""

    hides_below: int
    rounds_to: int = 0


# As published statistics on children have it: 1 to 7 hidden, the rest to the nearest 5.
HIDDEN_AND_ROUNDED = Protection(8, 5)


@dataclass(frozen=True, slots=True)
class PaperDeadline:
    """One thing owed around a meeting, and its last day."""

    what: str
    due_on: date
    rule: str

    def is_past(self, *, today: date) -> bool:
        return self.due_on < today


def paper_deadlines(held_on: date, extra_holidays: AbstractSet[date] = frozenset()) -> list[PaperDeadline]:
    """What is owed before and after a meeting, in order."""
    return [
        PaperDeadline(what, add_working_days(held_on, days, extra_holidays), _in_words(days))
        for days, what in PAPER_DEADLINES
    ]


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def year_of(day: date, starts_in: int) -> int:
    """The calendar year in which the Board's year holding this day began."""
    return day.year - (day.month < starts_in)


def year_label(year: int, starts_in: int) -> str:
    """2026–27; a year that begins in January is one number."""
    return str(year) if starts_in == 1 else f"{year}–{(year + 1) % 100:02d}"


def _in_words(days: int) -> str:
    return f"{abs(days)} working days {'before' if days < 0 else 'after'}"
