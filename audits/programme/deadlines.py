"""What the programme is owed: entries, audits and papers by their days, and scrutiny of what was reported."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Subquery

from audits.programme.enums import PaperKind
from audits.programme.models import Audit, AuditPaper, ProgrammeEntry
from board.enums import Role
from board.models import Meeting, RoleAppointment
from lscb.core.deadlines import Deadline


def open_entries(today: date) -> Iterator[Deadline]:
    """Each open entry that has a due date; its lead answers for it while they hold a role here."""
    held = Exists(RoleAppointment.objects.current(today=today).filter(person=OuterRef("lead")))
    entries = ProgrammeEntry.objects.open().exclude(due_on=None).for_listing().annotate(is_led=held)
    for entry in entries.order_by("due_on", "pk"):
        assert entry.due_on is not None
        yield Deadline(
            key=f"programme-entry:{entry.pk}",
            what=f"Audit programme {entry.number}: {entry.subject}",
            due_on=entry.due_on,
            since=entry.starts_on or entry.due_on - timedelta(days=29),
            responsible=(entry.lead_id,) if entry.lead_id and entry.is_led else (),
            url=entry.get_absolute_url(),
            agency=entry.agency.name if entry.agency else "",
            agency_pk=entry.agency_id,
        )


MONTH = timedelta(days=29)


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for what, read once: those with a role, each agency's leads, each group's chairs."""

    here: frozenset[int]
    leads: dict[int, list[int]]
    chairs: dict[int, list[int]]

    def of(self, audit: Audit) -> tuple[int, ...]:
        """Its lead while they hold a role here; of an agency's own audit, the agency's leads as well."""
        lead = [audit.lead_id] if audit.lead_id in self.here else []
        agency = self.leads.get(audit.agency_id or 0, []) if audit.is_single_agency else []
        return tuple(person for person in dict.fromkeys([*lead, *agency]) if person is not None)


def _answering(today: date) -> Answering:
    here, leads, chairs = set(), defaultdict(list), defaultdict(list)
    held = RoleAppointment.objects.current(today=today).filter(person__is_active=True).order_by("person_id")
    for person, role, agency, group in held.values_list("person_id", "role", "agency_id", "group_id"):
        here.add(person)
        if role == Role.AGENCY_LEAD and agency:
            leads[agency].append(person)
        elif role == Role.GROUP_CHAIR and group:
            chairs[group].append(person)
    return Answering(frozenset(here), leads, chairs)


def owed_by_audits(today: date) -> Iterator[Deadline]:
    """Unreported audits, papers asked for, and reports that a group has not scrutinised by its next meeting."""
    answering = _answering(today)
    yield from _reports(answering)
    yield from _papers(answering)
    yield from _scrutiny(answering, today)


def _reports(answering: Answering) -> Iterator[Deadline]:
    for audit in Audit.objects.unreported().exclude(due_on=None).for_listing().order_by("due_on", "pk"):
        assert audit.due_on is not None
        yield Deadline(
            key=f"audit:{audit.pk}",
            what=f"Audit report: {audit}",
            due_on=audit.due_on,
            since=audit.starts_on or audit.asked_on or audit.due_on - MONTH,
            responsible=answering.of(audit),
            url=audit.get_absolute_url(),
            agency=audit.agency.name if audit.agency else "",
            agency_pk=audit.agency_id,
        )


def _papers(answering: Answering) -> Iterator[Deadline]:
    """Beside the report itself, which its audit owes."""
    papers = AuditPaper.objects.outstanding().exclude(kind=PaperKind.REPORT)
    for paper in papers.select_related("audit__agency", "audit__lead").order_by("due_on", "pk"):
        yield Deadline(
            key=f"audit-paper:{paper.pk}",
            what=f"{paper.get_kind_display()}: {paper.audit}",
            due_on=paper.due_on,
            since=paper.asked_on,
            responsible=answering.of(paper.audit),
            url=paper.audit.get_absolute_url(),
            agency=paper.audit.agency.name if paper.audit.agency else "",
            agency_pk=paper.audit.agency_id,
        )


def _scrutiny(answering: Answering, today: date) -> Iterator[Deadline]:
    next_meeting = Meeting.objects.filter(group=OuterRef("group"), held_on__gte=OuterRef("reported_on"))
    waiting = Audit.objects.awaiting_scrutiny().exclude(group=None).for_listing()
    dated = waiting.annotate(scrutiny_on=Subquery(next_meeting.order_by("held_on").values("held_on")[:1]))
    for audit in dated.exclude(scrutiny_on=None).order_by("scrutiny_on", "pk"):
        assert audit.reported_on is not None
        yield Deadline(
            key=f"audit-scrutiny:{audit.pk}",
            what=f"To scrutinise: {audit}",
            due_on=audit.scrutiny_on,
            since=audit.reported_on,
            responsible=tuple(answering.chairs.get(audit.group_id or 0, ())),
            url=audit.get_absolute_url(),
            agency=audit.agency.name if audit.agency else "",
        )
