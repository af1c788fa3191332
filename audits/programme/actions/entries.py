"""Programmes and their entries."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date

from django.db import transaction
from django.db.models import Max

from audits.programme.actions.days import call_for_audits
from audits.programme.enums import NEEDS_A_REASON, Category, EntryStatus
from audits.programme.models import Programme, ProgrammeEntry
from audits.programme.permissions import can_edit_programme, can_move_entry
from audits.programme.usual import Usual
from board.actions import keeping
from board.models import Board, Group
from board.permissions import require
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

MOVED = ("status", "status_reason", "completed_on")
TAKEN = "Enter a different number: this one is taken"


def begin_programme(year: int, *, by: User) -> Programme:
    require(can_edit_programme(by))
    taken = "There is a programme for this year already."
    programme = Programme(year=year, starts_in=Board.current().year_starts_in)
    return keeping.add(programme, verb="programme.added", by=by, taken=taken)


@transaction.atomic
def add_entry(entry: ProgrammeEntry, *, by: User, links: keeping.Links | None = None) -> ProgrammeEntry:
    """``links``: the standards and activities that it answers, the agencies that it concerns besides."""
    require(can_edit_programme(by))
    keeping.add(entry, verb="entry.added", by=by, taken=TAKEN)
    call_for_audits(entry, [], by=by)
    keeping.link(entry, links)
    return entry


@transaction.atomic
def add_usual(
    programme: Programme, reports: Iterable[tuple[Usual, date | None]], *, route: Group | None, by: User
) -> list[ProgrammeEntry]:
    """Yearly reports that others owe the Board, each an entry of its own with the next free numbers."""
    require(can_edit_programme(by))
    programme = keeping.locked(programme)
    last = programme.entries.aggregate(last=Max("number"))["last"] or 0
    return [
        add_entry(
            ProgrammeEntry(
                programme=programme,
                number=number,
                subject=usual.subject,
                criteria=usual.criteria,
                category=Category.QUALITY_ASSURANCE,
                frequency="Yearly",
                due_on=due_on,
                lead_words=usual.lead,
                route=route,
            ),
            by=by,
        )
        for number, (usual, due_on) in enumerate(reports, last + 1)
    ]


@transaction.atomic
def change_entry(
    entry: ProgrammeEntry,
    edit: editing.Edit,
    *,
    by: User,
    links: keeping.Links | None = None,
    read_links: AbstractSet[str] | None = None,
) -> ProgrammeEntry:
    """``read_links``: what the writer saw linked, as "standards:12"; what another linked meanwhile stays."""
    require(can_edit_programme(by))
    before = keeping.locked(entry)
    entry = keeping.change(entry, edit, verb="entry.changed", by=by, taken=TAKEN)
    if entry.dates != before.dates:
        call_for_audits(entry, before.days if before.dates else [], by=by)
    linked = keeping.link(entry, _merged(entry, links, read_links))
    if linked:
        activity.record("entry.linked", entry, by=by, changes=linked)
    return entry


@transaction.atomic
def move_entry(
    entry: ProgrammeEntry,
    target: EntryStatus,
    *,
    reason: str = "",
    completed_on: date | None = None,
    by: User,
    today: date,
) -> ProgrammeEntry:
    """Move an entry on or back. A reason belongs to putting it off, a date to completing it, and to nothing else."""
    entry = keeping.locked(entry)
    require(can_move_entry(by, entry))
    before = {field: getattr(entry, field) for field in MOVED}
    entry.move_to(target)
    entry.status_reason = _reason(target, reason)
    entry.completed_on = _completed_on(target, completed_on, today=today)
    entry.save(update_fields=MOVED)
    after = {field: getattr(entry, field) for field in MOVED}
    activity.record("entry.moved", entry, by=by, changes=activity.changed(before, after))
    return entry


def _merged(entry: ProgrammeEntry, links: keeping.Links | None, read: AbstractSet[str] | None) -> keeping.Links | None:
    """Of a locked entry: what the writer ticked is added, what they unticked is taken off, the rest stays."""
    if links is None or read is None:
        return links
    merged = {}
    for name, wanted in links.items():
        saved, mine = list(getattr(entry, name).all()), list(wanted)
        kept = [one for one in saved if one in mine or f"{name}:{one.pk}" not in read]
        merged[name] = kept + [one for one in mine if one not in saved and f"{name}:{one.pk}" not in read]
    return merged


def _reason(target: EntryStatus, reason: str) -> str:
    if target not in NEEDS_A_REASON:
        return ""
    if not reason.strip():
        raise Refused(f"Say why it is {target.label.lower()}.")
    return reason.strip()


def _completed_on(target: EntryStatus, day: date | None, *, today: date) -> date | None:
    if target != EntryStatus.COMPLETE:
        return None
    if day is None:
        raise Refused("Enter the day on which it was completed.")
    if day > today:
        raise Refused("Enter a day that has come: an entry is complete only afterwards.")
    return day
