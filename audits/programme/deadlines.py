"""What the programme is owed: entries, audits and papers by their days, and scrutiny of what was reported."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery

from audits.programme.enums import PUT_OFF, UNREPORTED, AuditStatus, Decision, PaperKind
from audits.programme.models import Audit, AuditQuerySet, ProgrammeEntry
from board.answering import Answering, answering
from board.enums import Role
from board.models import Meeting
from lscb.core.deadlines import Asked, Deadline, Owed

MONTH = timedelta(days=29)
# For what no meeting is arranged: how long a report may wait for its group, and then for the Board.
TO_SCRUTINISE, TO_FIND_A_MEETING, TO_CIRCULATE = timedelta(weeks=6), timedelta(weeks=4), timedelta(weeks=2)
SENT_ON = (Decision.TABLE, Decision.CIRCULATE)
ON_ITS_WAY = Q(status=AuditStatus.SCRUTINISED) & (Q(decision__in=SENT_ON) | Q(meeting__isnull=False))
PAPER = {"paper_pk": "pk", "paper_kind": "kind", "paper_asked_on": "asked_on", "paper_due_on": "due_on"}


def open_entries(asked: Asked) -> Owed:
    """Each open entry that has a due date; its lead answers for it while they hold a role here."""
    who = answering(asked)
    called = Audit.objects.unreported().filter(entry=OuterRef("pk"), due_on=OuterRef("due_on"))
    # Where an audit was called for the day it is the audit that is owed, once.
    entries = ProgrammeEntry.objects.open().exclude(due_on=None).exclude(Exists(called))
    if asked.person is not None:
        led = Q(lead__in=who.here) | Q(lead_group__in=who.chairs) | Q(lead_role__in=who.roles)
        entries = entries.filter(led)
    return Owed(entries.for_listing(), read=lambda found: _entries(found, who))


def _entries(entries: Iterable[ProgrammeEntry], who: Answering) -> Iterator[Deadline]:
    for entry in entries:
        assert entry.due_on is not None
        yield Deadline(
            key=f"programme-entry:{entry.pk}",
            what=f"Audit programme {entry.number}: {entry.subject}",
            due_on=entry.due_on,
            since=entry.starts_on or entry.due_on - MONTH,
            responsible=_leads(entry, who),
            url=entry.get_absolute_url(),
            agency=entry.agency.name if entry.agency else "",
            agency_pk=entry.agency_id,
        )


def _leads(entry: ProgrammeEntry, who: Answering) -> tuple[int, ...]:
    """A person while they hold a role here, whoever chairs a group, whoever holds a role."""
    person = (entry.lead_id,) if entry.lead_id in who.here else ()
    return (*person, *who.chairs.get(entry.lead_group_id or 0, ()), *who.roles.get(entry.lead_role, ()))


def owed_by_audits(asked: Asked) -> Owed:
    """Unreported audits, papers asked for, reports for a group to scrutinise, and those on their way to the Board."""
    who = answering(asked)
    audits = Audit.objects.all() if asked.person is None else _of(who)
    return Owed(_with_papers(audits), read=lambda found: _owed(found, who))


def _owed(audits: Iterable[Audit], who: Answering) -> Iterator[Deadline]:
    for _pk, same in groupby(sorted(audits, key=lambda audit: audit.pk), key=lambda audit: audit.pk):
        rows = list(same)
        yield from _report(rows[0], who)
        yield from _scrutiny(rows[0], who)
        yield from _routing(rows[0], who)
        for row in rows:
            yield from _paper(row, who)


def _of(who: Answering) -> AuditQuerySet:
    """Those that could fall to them: what they lead, what their agencies do, what their groups scrutinise."""
    of_entry = Q(entry__lead_group__in=who.chairs) | Q(entry__lead_role__in=who.roles)
    theirs = Q(lead__in=who.here) | Q(entry=None, agency__in=who.leads) | (Q(lead=None) & of_entry)
    theirs |= Q(status=AuditStatus.REPORTED, group__in=who.chairs)
    if Role.MANAGER in who.roles:
        theirs |= ON_ITS_WAY | Q(status=AuditStatus.REPORTED, group=None)
    return Audit.objects.filter(theirs)


def _with_papers(audits: AuditQuerySet) -> AuditQuerySet:
    """Audits that owe something: once for each paper not received, or once. The report itself is the audit's own."""
    awaited = Q(papers__received_on=None) & ~Q(papers__kind=PaperKind.REPORT)
    next_meeting = Meeting.objects.filter(group=OuterRef("group"), held_on__gte=OuterRef("reported_on"))
    return (
        audits.exclude(status__in=[*PUT_OFF, AuditStatus.CLOSED])
        .annotate(paper=FilteredRelation("papers", condition=awaited))
        .annotate(**{name: F(f"paper__{field}") for name, field in PAPER.items()})
        .annotate(scrutiny_on=Subquery(next_meeting.order_by("held_on").values("held_on")[:1]))
        .filter(Q(status__in=[*UNREPORTED, AuditStatus.REPORTED]) | Q(paper_pk__isnull=False) | ON_ITS_WAY)
        .for_listing()
    )


def _responsible(audit: Audit, who: Answering) -> tuple[int, ...]:
    """Its lead while they hold a role here, else its entry's; of an agency's own audit, the agency's leads as well."""
    lead: tuple[int | None, ...] = (audit.lead_id,) if audit.lead_id in who.here else ()
    if not audit.lead_id and audit.entry:
        lead = _leads(audit.entry, who)
    agency = who.leads.get(audit.agency_id or 0, ()) if audit.is_single_agency else ()
    return tuple(person for person in dict.fromkeys([*lead, *agency]) if person is not None)


def _report(audit: Any, who: Answering) -> Iterator[Deadline]:
    if audit.status in UNREPORTED and audit.due_on:
        yield Deadline(
            key=f"audit:{audit.pk}",
            what=f"Audit report: {audit}",
            due_on=audit.due_on,
            since=audit.starts_on or audit.asked_on or audit.due_on - MONTH,
            responsible=_responsible(audit, who),
            url=audit.get_absolute_url(),
            agency=audit.agency.name if audit.agency else "",
            agency_pk=audit.agency_id,
        )


def _paper(audit: Any, who: Answering) -> Iterator[Deadline]:
    if audit.paper_pk:
        yield Deadline(
            key=f"audit-paper:{audit.paper_pk}",
            what=f"{PaperKind(audit.paper_kind).label}: {audit}",
            due_on=audit.paper_due_on,
            since=audit.paper_asked_on,
            responsible=_responsible(audit, who),
            url=audit.get_absolute_url(),
            agency=audit.agency.name if audit.agency else "",
            agency_pk=audit.agency_id,
        )


def _scrutiny(audit: Any, who: Answering) -> Iterator[Deadline]:
    """By its group's next meeting; where no group is decided, the Board's office sees to it."""
    if audit.status == AuditStatus.REPORTED:
        whose = who.chairs.get(audit.group_id, ()) if audit.group_id else who.roles.get(Role.MANAGER, ())
        yield Deadline(
            key=f"audit-scrutiny:{audit.pk}",
            what=f"To scrutinise: {audit}",
            due_on=audit.scrutiny_on or audit.reported_on + TO_SCRUTINISE,
            since=audit.reported_on,
            responsible=whose,
            url=audit.get_absolute_url(),
            agency=audit.agency.name if audit.agency else "",
        )


def _routing(audit: Any, who: Answering) -> Iterator[Deadline]:
    """The Board's office brings it to its meeting, finds one for it, or sends it round."""
    if audit.status != AuditStatus.SCRUTINISED or not (audit.meeting or audit.decision in SENT_ON):
        return
    if audit.meeting:
        what, due_on = f"To bring before the Board: {audit}", audit.meeting.held_on
    elif audit.decision == Decision.TABLE:
        what, due_on = f"To find a meeting for: {audit}", audit.decided_on + TO_FIND_A_MEETING
    else:
        what, due_on = f"To circulate to the Board: {audit}", audit.decided_on + TO_CIRCULATE
    yield Deadline(
        key=f"audit-routing:{audit.pk}",
        what=what,
        due_on=due_on,
        since=audit.decided_on,
        responsible=who.roles.get(Role.MANAGER, ()),
        url=audit.get_absolute_url(),
        agency=audit.agency.name if audit.agency else "",
    )
