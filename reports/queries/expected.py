"""Which figures should be in by a day. Pure: asks no database and no clock."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from lscb.core.periods import Period, PeriodKind
from lscb.core.working_days import add_working_days

# Yearly figures are mostly published ones: a year's statistics come out within nine months of its end.
YEARLY_WAIT = timedelta(days=275)


@dataclass(frozen=True, slots=True)
class Expected:
    """A day, and how long after a period's end the Board gives its agencies."""

    today: date
    working_days: int
    extra_holidays: frozenset[date] = frozenset()

    def after(self, latest: Period, own_days: int | None = None) -> Period | None:
        """The newest period after the latest one here whose figures should have come.

        ``own_days``: of the data set that it is collected in, where that has its own.
        """
        return _newest_due(self if own_days is None else replace(self, working_days=own_days), latest)


@lru_cache(maxsize=512)
def _newest_due(expected: Expected, latest: Period) -> Period | None:
    newest, following = None, latest.next()
    while following.ends_on < expected.today and _due_on(following, expected) < expected.today:
        newest, following = following, following.next()
    return newest


def _due_on(period: Period, expected: Expected) -> date:
    if period.kind == PeriodKind.YEAR:
        return period.ends_on + YEARLY_WAIT
    return add_working_days(period.ends_on, expected.working_days, expected.extra_holidays)
