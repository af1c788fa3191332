"""An entry that is due on several days of its year: an audit is called for on each, and the next is what is due."""

from collections.abc import Iterable, Sequence
from datetime import date

from audits.programme.enums import UNREPORTED, AuditStatus, EntryStatus
from audits.programme.models import Audit, ProgrammeEntry
from board.actions import keeping
from lscb.core import activity
from lscb.core.models import User
from lscb.core.templatetags.words import uk_date

TAKEN_OUT = "Its day was taken out of the programme"
LONGEST = 200


def called_for(entry: ProgrammeEntry, day: date) -> Audit:
    """One carrying-out, not saved yet."""
    when = f", {uk_date(day)}"
    return Audit(
        entry=entry,
        agency_id=entry.agency_id,
        title=f"{entry.subject[: LONGEST - len(when)]}{when}",
        lead_id=entry.lead_id,
        group_id=entry.route_id,
        due_on=day,
    )


def call_for_audits(entry: ProgrammeEntry, before: Sequence[date], *, by: User | None) -> None:
    """Of a locked entry: plan what its new days lack; call off what is only planned, for a day that is no more."""
    days = entry.days if entry.dates else []
    if not days and not before:
        return
    there = {audit.due_on: audit for audit in entry.audits.select_for_update(no_key=True).order_by("-pk")}
    for day in days:
        audit = there.get(day)
        if audit is None:
            audit = called_for(entry, day)
            audit.save()
            activity.record("audit.added", audit, by=by)
        elif (audit.status, audit.status_reason) == (AuditStatus.CANCELLED, TAKEN_OUT):
            _move(audit, AuditStatus.PLANNED, "", by=by)
    for day in set(before) - set(days):
        audit = there.get(day)
        if audit is not None and audit.status == AuditStatus.PLANNED:
            _move(audit, AuditStatus.CANCELLED, TAKEN_OUT, by=by)
    come_to_next(entry, by=by)


def come_to_next(entry: ProgrammeEntry, *, by: User | None) -> None:
    """Of a locked entry: due on the first day whose report is not here; with all of them here, on its last."""
    if not entry.dates:
        return
    owed = entry.audits.filter(status__in=UNREPORTED, due_on__isnull=False).order_by("due_on")
    due_on = owed.values_list("due_on", flat=True).first() or entry.days[-1]
    if due_on != entry.due_on:
        changes = {"due_on": (entry.due_on, due_on)}
        entry.due_on = due_on
        entry.save(update_fields=["due_on"])
        activity.record("entry.next_due", entry, by=by, changes=changes)


def go_on_with(audit: Audit, entry: ProgrammeEntry, *, by: User) -> None:
    """Of a locked entry: with an audit of it begun it is under way, and due on the next day that is owed."""
    if entry.status == EntryStatus.PLANNED and (audit.status == AuditStatus.IN_PROGRESS or audit.reported_on):
        entry.move_to(EntryStatus.UNDER_WAY)
        entry.save(update_fields=["status"])
        changes = {"status": (EntryStatus.PLANNED.value, entry.status)}
        activity.record("entry.moved", entry, by=by, changes=changes)
    come_to_next(entry, by=by)


def held_with_entry(audit: Audit) -> tuple[Audit, ProgrammeEntry | None]:
    """The entry first, as whoever changes the entry holds them."""
    held = keeping.locked(audit.entry) if audit.entry else None
    return keeping.locked(audit), held


def called_at_once(entries: Iterable[ProgrammeEntry]) -> list[Audit]:
    """For entries that have none yet."""
    return Audit.objects.bulk_create(called_for(entry, day) for entry in entries if entry.dates for day in entry.days)


def _move(audit: Audit, target: AuditStatus, reason: str, *, by: User | None) -> None:
    before = {"status": audit.status, "status_reason": audit.status_reason}
    audit.move_to(target)
    audit.status_reason = reason
    audit.save(update_fields=["status", "status_reason"])
    after = {"status": audit.status, "status_reason": reason}
    activity.record("audit.moved", audit, by=by, changes=activity.changed(before, after))
