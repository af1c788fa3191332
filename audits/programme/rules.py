"""The programme's dates: how they move, and which meeting they miss. Pure: reads no clock."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from lscb.core.working_days import add_working_days, is_working_day

# Working days before a meeting on which its papers go out.
PAPERS_OUT = 10


def a_year_on(day: date | None, extra_holidays: AbstractSet[date] = frozenset()) -> date | None:
    """The same date in the next year, or the working day before it."""
    if day is None:
        return None
    moved = day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)
    while not is_working_day(moved, extra_holidays):
        moved -= timedelta(days=1)
    return moved


@dataclass(frozen=True, slots=True)
class Clash:
    """A report that comes too late for the papers of the meeting it is meant for; or for which none is arranged."""

    held_on: date | None
    papers_on: date | None


def clash_of(due_on: date, meetings: Sequence[date], extra_holidays: AbstractSet[date] = frozenset()) -> Clash | None:
    """Whether the group's first meeting from the due date on can have the report among its papers."""
    held_on = next((day for day in sorted(meetings) if day >= due_on), None)
    if held_on is None:
        return Clash(None, None)
    papers_on = add_working_days(held_on, -PAPERS_OUT, extra_holidays)
    return Clash(held_on, papers_on) if due_on > papers_on else None
