"""What of the programme a person may know, where it stands, and who answers for its audits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from audits.programme.enums import NEEDS_A_REASON, OPEN, EntryStatus
from audits.programme.models import Audit, AuditQuerySet, EntryQuerySet, Programme, ProgrammeEntry, ProgrammeQuerySet
from audits.programme.rules import Clash, clash_of
from board.enums import Role
from board.models import Meeting
from board.queries import holding
from lscb.core.calendar import extra_holidays
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Standing:
    """How many entries there are, and how far they have come. ``under_way`` counts late ones as well."""

    total: int
    late: int
    under_way: int
    complete: int
    put_off: int


def programmes_of(user: User) -> ProgrammeQuerySet:
    """Each year's programme, to everyone with a role; which of its entries they see is another question."""
    return Programme.objects.visible_to(user)


def entries_of(user: User) -> EntryQuerySet:
    """The entries that this person may know about, whichever year they stand in."""
    return ProgrammeEntry.objects.visible_to(user)


def standing(entries: EntryQuerySet, *, today: date) -> Standing:
    counts = entries.aggregate(
        total=Count("pk"),
        late=Count("pk", filter=Q(status__in=OPEN, due_on__lt=today)),
        under_way=Count("pk", filter=Q(status=EntryStatus.UNDER_WAY)),
        complete=Count("pk", filter=Q(status=EntryStatus.COMPLETE)),
        put_off=Count("pk", filter=Q(status__in=NEEDS_A_REASON)),
    )
    return Standing(**counts)


def audits_of(user: User) -> AuditQuerySet:
    """The audits that this person may know about."""
    return Audit.objects.visible_to(user)


def clashes(entries: Iterable[ProgrammeEntry], *, today: date) -> dict[int, Clash]:
    """Of the open entries that go to a group: those that miss its papers, by key. One query for the meetings."""
    days = defaultdict(list)
    for group, held_on in Meeting.objects.from_day(today).values_list("group_id", "held_on"):
        days[group].append(held_on)
    closed_days = extra_holidays()
    found = {}
    for entry in entries:
        if entry.status in OPEN and entry.route_id and entry.due_on and entry.due_on >= today:
            clash = clash_of(entry.due_on, days[entry.route_id], closed_days)
            if clash:
                found[entry.pk] = clash
    return found


def leads_of(agency: int | None, *, today: date) -> list[User]:
    """An agency's leads who can be reached."""
    active = User.objects.filter(is_active=True).order_by("name")
    return list(holding(active, today=today, role=Role.AGENCY_LEAD, agency=agency)) if agency else []


def chairs_of(group: int | None, *, today: date) -> list[User]:
    """Whoever holds the sub-group chair's role for a group."""
    active = User.objects.filter(is_active=True).order_by("name")
    return list(holding(active, today=today, role=Role.GROUP_CHAIR, group=group)) if group else []
