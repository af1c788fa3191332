"""What of the programme a person may know, where it stands, and who answers for its audits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from audits.programme.enums import NEEDS_A_REASON, OPEN, EntryStatus
from audits.programme.models import Audit, AuditQuerySet, EntryQuerySet, Programme, ProgrammeEntry, ProgrammeQuerySet
from audits.programme.rules import Clash, clash_of
from board.enums import Role
from board.models import Meeting
from board.queries import holding
from lscb.core.calendar import extra_holidays
from lscb.core.models import User

Key = TypeVar("Key", int | None, str)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many entries there are, and how far they have come: each is counted once, what is late as late."""

    total: int
    late: int
    under_way: int
    planned: int
    complete: int
    put_off: int


def programmes_of(user: User) -> ProgrammeQuerySet:
    """Each year's programme, to everyone with a role; which of its entries they see is another question."""
    return Programme.objects.visible_to(user)


def entries_of(user: User) -> EntryQuerySet:
    """The entries that this person may know about, whichever year they stand in."""
    return ProgrammeEntry.objects.visible_to(user)


@dataclass(frozen=True, slots=True)
class Overview:
    """What a year's page says before its list, and who and which agencies its list can be narrowed to."""

    standing: Standing
    leads: list[tuple[str, str]]
    agencies: list[tuple[int | None, str]]


def overview(entries: EntryQuerySet, *, today: date) -> Overview:
    """One query: a year has a few dozen entries. An entry that concerns several agencies comes once for each."""
    rows = entries.order_by("pk").values_list(
        *("pk", "status", "due_on", "lead", "lead__name", "lead_group", "lead_group__name", "lead_role", "lead_words"),
        *("agency", "agency__name", "agencies", "agencies__name"),
    )
    states: dict[int, tuple[str, bool]] = {}
    leads: dict[str, str] = {}
    agencies: dict[int | None, str] = {}
    for pk, status, due_on, lead, lead_name, group, group_name, role, words, own, own_name, other, other_name in rows:
        states[pk] = (status, status in OPEN and due_on is not None and due_on < today)
        named = [("", lead, lead_name), ("group:", group, group_name), ("role:", role, role and Role(role).label)]
        leads |= {f"{kind}{key}": name for kind, key, name in [*named, ("words:", words, words)] if key}
        agencies |= {own: own_name, other: other_name}
    return Overview(_standing(list(states.values())), _by_name(leads), _by_name(agencies))


def _standing(states: list[tuple[str, bool]]) -> Standing:
    """``states``: each entry's status, and whether it is late."""
    others = Counter(status for status, is_late in states if not is_late)
    return Standing(
        total=len(states),
        late=len(states) - others.total(),
        under_way=others[EntryStatus.UNDER_WAY],
        planned=others[EntryStatus.PLANNED],
        complete=others[EntryStatus.COMPLETE],
        put_off=sum(others[status] for status in NEEDS_A_REASON),
    )


def _by_name(found: Mapping[Key, str]) -> list[tuple[Key, str]]:
    return sorted(((key, name) for key, name in found.items() if key is not None), key=lambda one: one[1])


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
        if entry.status not in OPEN or not entry.route_id or not entry.due_on:
            continue
        owed = [day for day in entry.days if day >= max(entry.due_on, today)]
        if clash := next(filter(None, (clash_of(day, days[entry.route_id], closed_days) for day in owed)), None):
            found[entry.pk] = clash
    return found


def line_of(entry: ProgrammeEntry) -> list[int]:
    """Itself, and the entries of earlier years that it was carried over from. One query, or none."""
    line = [entry.pk]
    before = entry.came_from_id
    earlier = dict(ProgrammeEntry.objects.values_list("pk", "came_from_id")) if before else {}
    while before:
        line.append(before)
        before = earlier.get(before)
    return line


def leads_of(agency: int | None, *, today: date) -> list[User]:
    """An agency's leads who can be reached."""
    active = User.objects.filter(is_active=True).order_by("name")
    return list(holding(active, today=today, role=Role.AGENCY_LEAD, agency=agency)) if agency else []


def chairs_of(group: int | None, *, today: date) -> list[User]:
    """Whoever holds the sub-group chair's role for a group."""
    active = User.objects.filter(is_active=True).order_by("name")
    return list(holding(active, today=today, role=Role.GROUP_CHAIR, group=group)) if group else []
