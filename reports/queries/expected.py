"""Which figures should be in by a day. Pure: asks no database and no clock."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from lscb.core.periods import Period, PeriodKind
from lscb.core.working_days import add_working_days

# Yearly figures are mostly published ones: a year's statistics come out within nine months of its end.
YEARLY_WAIT = timedelta(days=275)


class Asked(NamedTuple):
    """The newest period that was opened for an indicator, with its own days."""

    period: Period
    due_on: date
    timely_until: date


@dataclass(frozen=True, slots=True)
class Expected:
    """A day, and how long after a period's end the Board gives its agencies."""

    today: date
    working_days: int
    extra_holidays: frozenset[date] = frozenset()

    def after(
        self, latest: Period, own_days: int | None = None, *, grace: int = 0, asked: Asked | None = None
    ) -> Period | None:
        """The newest period after the latest one here whose figures should have come.

        ``own_days``, and ``grace``, days more that are on time: of the data set that it is collected in. What was
        ``asked`` for has days of its own, which hold before any rule.
        """
        days = self.working_days if own_days is None else own_days
        newest = _newest_due(latest, self.today, days, grace, self.extra_holidays)
        if asked is None or asked.period.starts_on <= latest.starts_on:
            return newest
        if asked.timely_until < self.today:
            return max(filter(None, [newest, asked.period]))
        if newest is None or newest.starts_on < asked.period.starts_on:
            return newest
        before = asked.period.previous()
        return before if before.starts_on > latest.starts_on else None

    def is_due(self, asked: Asked | None, latest: Period | None) -> bool:
        """Whether it was asked for, has not come, and is in time yet."""
        if asked is None or asked.timely_until < self.today:
            return False
        return latest is None or asked.period.starts_on > latest.starts_on


@lru_cache(maxsize=512)
def _newest_due(
    latest: Period, today: date, working_days: int, grace: int, extra_holidays: frozenset[date]
) -> Period | None:
    newest, following = None, latest.next()
    while following.ends_on < today and _on_time_until(following, working_days, grace, extra_holidays) < today:
        newest, following = following, following.next()
    return newest


def _on_time_until(period: Period, working_days: int, grace: int, extra_holidays: frozenset[date]) -> date:
    if period.kind == PeriodKind.YEAR:
        return period.ends_on + YEARLY_WAIT
    return add_working_days(period.ends_on, working_days, extra_holidays) + timedelta(days=grace)
