"""The audit programmes of this year and the last. Every subject comes up once in each."""

from datetime import date, datetime, timedelta
from itertools import groupby

from audits.programme.enums import NEEDS_A_REASON, Category, EntryStatus
from audits.programme.models import Programme, ProgrammeEntry
from demo.calendar import Calendar, board_year_of, working_day_from
from demo.indicators import definitions
from demo.log import Log
from demo.series import Definition
from demo.world import World
from lscb.core.activity import changed

CATEGORIES = list(Category)
HALF_A_YEAR = 182  # days: nearer than this, a subject is of the round that is going on


def load(world: World, log: Log) -> None:
    calendar = world.calendar
    years = [calendar.board_year - 1, calendar.board_year]
    programmes = {year: Programme(year=year) for year in years}
    Programme.objects.bulk_create(programmes.values())
    due = sorted(
        ((board_year_of(day), CATEGORIES.index(Category(one["category"])), day, one) for one, day in _due(calendar)),
        key=lambda entry: entry[:3],
    )
    entries = [
        _entry(definition, day, number, programmes[year], world)
        for year, group in groupby((entry for entry in due if entry[0] in years), key=lambda entry: entry[0])
        for number, (_year, _category, day, definition) in enumerate(group, 1)
    ]
    ProgrammeEntry.objects.bulk_create(entries)
    for programme in programmes.values():
        log.record("programme.added", programme, by=world.manager, at=_agreed_at(programme, calendar))
    for entry in entries:
        _log(entry, world, log)


def _due(calendar: Calendar) -> list[tuple[Definition, date]]:
    """Each subject around today and in the years before; in the year after, unless it is looked at but once."""
    due = []
    for definition in definitions("programme"):
        day = calendar.today + timedelta(days=definition["days"])
        day = day.replace(day=min(day.day, 28))
        years = (-2, -1, 0) if "before" in definition else (-2, -1, 0, 1)
        due += [(definition, working_day_from(day.replace(year=day.year + later))) for later in years]
    return due


def _entry(definition: Definition, day: date, number: int, programme: Programme, world: World) -> ProgrammeEntry:
    calendar = world.calendar
    is_this_round = abs((day - calendar.today).days) < HALF_A_YEAR
    subject, criteria = definition["subject"], definition["criteria"]
    if not is_this_round:
        subject, criteria = definition.get("before", (subject, criteria))
    status = EntryStatus.COMPLETE if day < calendar.today else EntryStatus.PLANNED
    if is_this_round:
        status = EntryStatus(definition.get("status", status))
    return ProgrammeEntry(
        programme=programme,
        number=number,
        subject=subject,
        criteria=criteria,
        category=definition["category"],
        frequency=definition["frequency"],
        starts_on=working_day_from(day - timedelta(days=60)),
        due_on=day,
        lead=world.people.get(definition.get("lead", "")),
        lead_words=definition.get("lead_words", ""),
        agency=world.agencies.get(definition.get("agency", "")),
        route=world.groups.get(definition["route"] or ""),
        status=status,
        status_reason=definition.get("reason", "") if is_this_round else "",
        completed_on=_completed_on(number, day, calendar) if status == EntryStatus.COMPLETE else None,
        comment=definition.get("comment", "") if is_this_round else "",
    )


def _completed_on(number: int, day: date, calendar: Calendar) -> date:
    """Some a little before they were due, some a little after."""
    return min(working_day_from(day + timedelta(days=number * 5 % 21 - 9)), calendar.working_days_ago(1))


def _log(entry: ProgrammeEntry, world: World, log: Log) -> None:
    calendar = world.calendar
    log.record("entry.added", entry, by=world.manager, at=_agreed_at(entry.programme, calendar))
    if entry.status == EntryStatus.PLANNED:
        return
    nothing = {"status": EntryStatus.PLANNED.value, "status_reason": "", "completed_on": None}
    changes = changed(nothing, {name: getattr(entry, name) for name in nothing})
    recently = calendar.working_days_ago(9)
    begun = min(entry.starts_on or recently, recently)
    day = entry.completed_on or (recently if entry.status in NEEDS_A_REASON else begun)
    log.record("entry.moved", entry, by=world.manager, at=calendar.moment(day, 14), changes=changes)


def _agreed_at(programme: Programme, calendar: Calendar) -> datetime:
    """A programme is agreed in the month before its year begins."""
    return calendar.moment(working_day_from(date(programme.year, 3, 12)), 12)
