"""A data set with days of its own: months that open by themselves, are due soon, and are on time a little longer."""

from datetime import date

from demo import figures, indicators, returns
from demo.calendar import Calendar
from demo.log import Log
from demo.series import invent
from demo.story import Arrival, Fate
from demo.world import World
from indicators.models import DataSet, Indicator, Period
from lscb.core.periods import Period as Span
from lscb.core.periods import PeriodKind, period_containing
from lscb.core.working_days import add_working_days

MONTHS, COLLECTED = 30, 6


def load(found: dict[str, Indicator], world: World, log: Log) -> None:
    data_set = DataSet.objects.get(name=indicators.MONTHLY)
    runs = {found[one["code"]]: invent(one, MONTHS) for one in indicators.definitions("monthly")}
    months = _months(data_set, world.calendar.today)
    figures.load_history(runs, months[:-COLLECTED], world)
    by_pk = {indicator.pk: run for indicator, run in runs.items()}
    returns.collect(data_set, months[-COLLECTED:], by_pk, world, log, is_open=True, arrives=_arrival)


def _months(data_set: DataSet, today: date) -> list[Span]:
    """The last of them is the latest that has opened by today."""
    latest = period_containing(today, PeriodKind.MONTH)
    while data_set.opens_on(latest) > today:
        latest = latest.previous()
    found = [latest]
    while len(found) < MONTHS:
        found.insert(0, found[0].previous())
    return found


def _arrival(short_name: str, ago: int, period: Period, calendar: Calendar) -> Arrival:
    """Two days before it is due, and looked at the day after; the one that is in time yet is still to come."""
    if ago == 0 and period.on_time_until >= calendar.today:
        return Arrival(Fate.UNTOUCHED)
    submitted_on = add_working_days(period.due_on, -2)
    reviewed_on = min(add_working_days(submitted_on, 1), calendar.working_days_ago(1))
    return Arrival(Fate.ACCEPTED, submitted_on, reviewed_on)
