"""What "today" makes of the demonstration's days. The story holds on whichever day it is loaded."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils import timezone

from lscb.core.periods import Period, PeriodKind, YearKind, period_containing
from lscb.core.working_days import add_working_days, is_working_day

WEEK = timedelta(weeks=1)
ONE_DAY = timedelta(days=1)
THURSDAY = 3
# A quarter that ended sooner than this has hardly any returns to show.
SETTLED = timedelta(days=15)
QUARTERS = 28


@dataclass(frozen=True)
class Calendar:
    """Every day of the demonstration, counted from the day it was loaded."""

    today: date

    @cached_property
    def quarters(self) -> list[Period]:
        """From the oldest to the one being collected now."""
        latest = period_containing(self.today - SETTLED, PeriodKind.QUARTER).previous()
        found = [latest]
        while len(found) < QUARTERS:
            found.insert(0, found[0].previous())
        return found

    def years(self, count: int) -> list[Period]:
        """Whole years from April, the last of them the one before the year that ended last."""
        found = [period_containing(self.today, PeriodKind.YEAR, YearKind.APRIL).previous().previous()]
        while len(found) < count:
            found.insert(0, found[0].previous())
        return found

    @property
    def board_year(self) -> int:
        return board_year_of(self.today)

    def due_on(self, period: Period, *, working_days: int) -> date:
        """As the Board's rule says; for the quarter being collected, never far from today."""
        by_rule = add_working_days(period.ends_on, working_days)
        if period != self.quarters[-1]:
            return by_rule
        return working_day_from(min(max(by_rule, self.today - timedelta(days=4)), self.today + timedelta(days=9)))

    def board_meetings(self) -> list[date]:
        """Quarterly Thursdays: eight held, the next nine to fifteen days away, and three after it."""
        soonest = self.today + timedelta(days=9)
        upcoming = soonest + timedelta(days=(THURSDAY - soonest.weekday()) % 7)
        return [working_day_from(upcoming + 13 * WEEK * number) for number in range(-8, 4)]

    def moment(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """A time of that day by the Board's clock, but never one that is still to come."""
        return min(timezone.make_aware(datetime.combine(day, time(hour, minute))), self.loaded_at)

    @cached_property
    def loaded_at(self) -> datetime:
        """The start of the day of loading: nothing in the story is later."""
        return timezone.make_aware(datetime.combine(self.today, time(0, 1)))

    def working_days_ago(self, days: int) -> date:
        return add_working_days(self.today, -days)


def board_year_of(day: date) -> int:
    """The calendar year in which the Board's year, from April, began."""
    return day.year - (day.month < 4)


def working_day_from(day: date) -> date:
    """The day itself, or the next working day after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def years_before(day: date, years: int) -> date:
    return day - timedelta(days=365 * years)
