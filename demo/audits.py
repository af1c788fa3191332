"""Audits under way and done: some of the programme's, some of an agency's own."""

from datetime import date, timedelta
from typing import Any

from audits.programme.enums import REPORTED_ON, AuditStatus, Decision, PaperKind
from audits.programme.models import Audit, AuditPaper, ProgrammeEntry
from board.models import Meeting
from demo.calendar import Calendar, working_day_from
from demo.indicators import definitions
from demo.log import Log
from demo.series import Definition
from demo.world import World


def load(world: World, log: Log) -> None:
    this_round = {entry.subject: entry for entry in ProgrammeEntry.objects.order_by("due_on")}
    audits = [(_audit(one, this_round, world), one) for one in definitions("audits")]
    Audit.objects.bulk_create(audit for audit, _one in audits)
    AuditPaper.objects.bulk_create(paper for audit, one in audits for paper in _papers(audit, one, world.calendar))
    for audit, _one in audits:
        _log(audit, world, log)


def _audit(one: Definition, entries: dict[str, ProgrammeEntry], world: World) -> Audit:
    calendar = world.calendar
    status = AuditStatus(one["status"])
    decision = one.get("decision", "")
    reported_on = _day(calendar, one["reported"]) if status in REPORTED_ON else None
    meeting = _meeting(one.get("meeting"), calendar)
    decided_on = calendar.working_days_ago(3) if decision else None
    return Audit(
        entry=entries[one["entry"]] if "entry" in one else None,
        title=one["title"],
        scope=one.get("scope", ""),
        agency=world.agencies.get(one.get("agency", "")),
        group=world.groups.get(one.get("group", "")),
        lead=world.people.get(one.get("lead", "")),
        asked_by=world.groups.get(one.get("asked_by", "")),
        asked_on=_day(calendar, one["asked"]) if "asked" in one else None,
        starts_on=working_day_from(_day(calendar, one["days"]) - timedelta(days=60)),
        due_on=_day(calendar, one["days"]),
        status=status,
        findings=one.get("findings", ""),
        grade=one.get("grade", ""),
        reported_on=reported_on,
        decision=decision,
        decision_reason=one.get("reason", ""),
        decided_on=decided_on,
        decided_by=world.manager if decision else None,
        meeting=meeting,
        presented_on=_presented_on(status, decision, meeting, calendar),
    )


def _presented_on(status: AuditStatus, decision: str, meeting: Meeting | None, calendar: Calendar) -> date | None:
    if status != AuditStatus.PRESENTED:
        return None
    return meeting.held_on if meeting and decision == Decision.TABLE else calendar.working_days_ago(2)


def _papers(audit: Audit, one: Definition, calendar: Calendar) -> list[AuditPaper]:
    asked: dict[str, int] = one.get("papers", {})
    return [
        AuditPaper(
            audit=audit, kind=PaperKind(kind), asked_on=audit.asked_on or calendar.today, due_on=_day(calendar, days)
        )
        for kind, days in asked.items()
    ]


def _meeting(which: str | None, calendar: Calendar) -> Meeting | None:
    meetings = Meeting.objects.of_the_board()
    if which is None:
        return None
    return (
        meetings.from_day(calendar.today).first() if which == "next" else meetings.held_before(calendar.today).first()
    )


def _log(audit: Audit, world: World, log: Log) -> None:
    calendar = world.calendar
    begun: Any = audit.asked_on or min(audit.starts_on or calendar.today, calendar.working_days_ago(20))
    verb = "audit.requested" if audit.asked_by else "audit.added" if audit.entry else "audit.registered"
    log.record(verb, audit, by=world.manager, at=calendar.moment(begun, 11))
    if audit.reported_on:
        changes = {"status": (AuditStatus.IN_PROGRESS.value, AuditStatus.REPORTED.value)}
        log.record("audit.moved", audit, by=world.manager, at=calendar.moment(audit.reported_on, 15), changes=changes)
    if audit.decided_on:
        log.record("audit.decided", audit, by=world.manager, at=calendar.moment(audit.decided_on, 16))


def _day(calendar: Calendar, days: int) -> date:
    return working_day_from(calendar.today + timedelta(days=days))
