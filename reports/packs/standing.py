"""How things stood at the end of a day gone by: the programme's entries, and what was overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from audits.programme.enums import EntryStatus
from audits.programme.models import ProgrammeEntry
from lscb.core import deadlines
from lscb.core.models import ActivityEvent
from reports.queries.moments import end_of
from reports.queries.timeliness import Timeliness

# What the log is asked about an entry: what its place in the programme depends on.
REMEMBERED = ("status", "status_reason", "completed_on", "starts_on", "due_on")
# These two are worked out here for any day; the registry of deadlines knows what is open now.
WORKED_OUT = ("indicator-return:", "programme-entry:")


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something past its date."""

    what: str
    agency: str
    due_on: date


def entries_as_they_stood(*, day: date) -> list[ProgrammeEntry]:
    """Every entry there was at the end of that day, in memory as it was then: packs show the Board all. Two queries."""
    entries = ProgrammeEntry.objects.for_listing().order_by("programme__year", "number")
    return _wound_back(list(entries), moment=end_of(day), day=day)


def overdue_on(day: date, *, returns: Iterable[Timeliness], entries: Iterable[ProgrammeEntry]) -> list[Overdue]:
    """Longest first."""
    found = [
        Overdue(f"Indicator return, {row.period}", row.agency, row.due_on)
        for row in returns
        if row.is_waited_for and row.days_late
    ]
    found += [
        Overdue(f"Audit programme {entry.number}: {entry.subject}", str(entry.agency or ""), entry.due_on)
        for entry in entries
        if entry.is_late(today=day) and entry.due_on
    ]
    found += [
        Overdue(one.what, one.agency, one.due_on)
        for one in deadlines.open_deadlines(today=day)
        if one.is_late(today=day) and not one.key.startswith(WORKED_OUT)
    ]
    return sorted(found, key=lambda one: (one.due_on, one.what, one.agency))


def _wound_back(entries: list[ProgrammeEntry], *, moment: datetime, day: date) -> list[ProgrammeEntry]:
    """Undo, latest first, what the log says was done to them since; those added since are left out."""
    by_pk = {entry.pk: entry for entry in entries}
    since = ActivityEvent.objects.filter(
        object_type=ProgrammeEntry._meta.label_lower, object_id__in=by_pk, at__gt=moment
    ).select_related("detail")
    for event in since.order_by("-at", "-pk"):
        if event.verb in {"entry.added", "entry.carried"}:
            by_pk.pop(event.object_id, None)
        elif event.object_id in by_pk and hasattr(event, "detail"):
            _undo(by_pk[event.object_id], event.detail.changes)
    for entry in by_pk.values():
        if entry.completed_on and entry.completed_on > day:
            # Dated after that day, whenever it was written down: it was still being done.
            entry.status, entry.completed_on = EntryStatus.UNDER_WAY, None
    return list(by_pk.values())


def _undo(entry: ProgrammeEntry, changes: dict[str, list[str | None]]) -> None:
    for name in REMEMBERED:
        if name in changes:
            setattr(entry, name, _read(name, changes[name][0]))


def _read(name: str, before: str | None) -> date | str | None:
    """The log keeps dates as text."""
    if name.endswith("_on"):
        return date.fromisoformat(before) if before else None
    return before or ""
