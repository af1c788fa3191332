"""Loads the demonstration Board, once."""

from datetime import date

from django.db import transaction

from demo import (
    assessments,
    audits,
    benchmarks,
    board,
    coverage,
    elsewhere,
    figures,
    frameworks,
    indicators,
    links,
    long_list,
    monthly,
    next_framework,
    parts,
    programme,
    queries,
    returns,
    scrutiny,
    surveys,
    together,
)
from demo.calendar import QUARTERS, Calendar
from demo.log import Log
from demo.people import SIGN_INS
from demo.series import invent
from demo.world import World
from indicators.actions.hide import hide_all_beside
from indicators.actions.keep import keep_series
from indicators.models import DataSet, Figure, Indicator
from lscb.core.exceptions import Refused
from lscb.core.models import User

# How many quarters were collected through the product, the one being collected among them; years likewise.
QUARTERS_COLLECTED = 9
YEARS, YEARS_COLLECTED = 7, 2


@transaction.atomic
def load(*, today: date) -> bool:
    """Whether anything was loaded: a second time changes nothing, on whichever day."""
    if User.objects.filter(email=SIGN_INS["manager"]).exists():
        return False
    if User.objects.exists():
        raise Refused("There are people here already. The demonstration is only loaded into an empty database.")
    calendar, log = Calendar(today), Log()
    world = board.load(calendar, log)
    found = indicators.load(world, log)
    figures.load_published(found, calendar)
    _load_quarters(found, world, log)
    _load_years(found, world, log)
    monthly.load(found, world, log)
    links.load(found, world, log)
    hide_all_beside()
    keep_series(Indicator.objects.all())
    frameworks.load(world, log)
    programme.load(world, log)
    audits.load(world, log)
    next_framework.load(world, log)
    coverage.load(world, log)
    assessments.load(world, log)
    scrutiny.load(world, log)
    elsewhere.load(world, log)
    surveys.load(world, log)
    long_list.load(world, log)
    benchmarks.load(world, log)
    log.write()
    return True


def _load_quarters(found: dict[str, Indicator], world: World, log: Log) -> None:
    runs = {found[one["code"]]: invent(one, QUARTERS) for one in indicators.definitions("quarterly")}
    quarters = world.calendar.quarters
    figures.load_history(runs, quarters[:-QUARTERS_COLLECTED], world)
    parts.load(found[parts.CODE], runs[found[parts.CODE]], quarters, world)
    data_set = DataSet.objects.get(name=indicators.QUARTERLY)
    counted = together.load(data_set, world.calendar, world, log)
    figures.load_history(counted | together.whole_of(counted), quarters[:-QUARTERS_COLLECTED], world)
    by_pk = {indicator.pk: run for indicator, run in (runs | counted).items()}
    returns.collect(data_set, quarters[-QUARTERS_COLLECTED:], by_pk, world, log, is_open=True)
    together.date_wholes()
    latest = data_set.periods.get(starts_on=quarters[-1].starts_on)
    queries.ask(latest, world, log)
    Figure.objects.filter(indicator_return__period=latest, indicator__code="VH2").update(
        delegated_to=world.people[SIGN_INS["agency_contributor"]]
    )


def _load_years(found: dict[str, Indicator], world: World, log: Log) -> None:
    runs = {found[one["code"]]: invent(one, YEARS) for one in indicators.definitions("yearly")}
    years = world.calendar.years(YEARS)
    figures.load_history(runs, years[:-YEARS_COLLECTED], world)
    by_pk = {indicator.pk: run for indicator, run in runs.items()}
    data_set = DataSet.objects.get(name=indicators.YEARLY)
    returns.collect(data_set, years[-YEARS_COLLECTED:], by_pk, world, log, is_open=False)
