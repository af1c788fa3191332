"""Who answers for what on a day: read once for whatever deadlines are asked for, by every app alike."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import OuterRef, Q, Subquery

from board.enums import Role
from board.models import Absence, RoleAppointment
from lscb.core.deadlines import Asked

Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class Answering:
    """Those with a role here who can be reached. For one person: them, and whom they stand in for."""

    here: frozenset[int]
    leads: Mapping[int, tuple[int, ...]]
    contributors: frozenset[tuple[int, int]]
    chairs: Mapping[int, tuple[int, ...]]
    roles: Mapping[str, tuple[int, ...]]
    standing_in: Mapping[int, int]

    @property
    def agencies(self) -> frozenset[int]:
        """Those for which anyone of them leads or contributes."""
        return frozenset(self.leads) | frozenset(agency for agency, _person in self.contributors)


def answering(asked: Asked) -> Answering:
    return asked.once(_read)


def standing_in(asked: Asked) -> Mapping[int, int]:
    """Person -> deputy, for those who answer for anything."""
    return answering(asked).standing_in


def _read(asked: Asked) -> Answering:
    """One query. Of two absences that overlap the later one counts."""
    away = Absence.objects.on(asked.today).filter(person=OuterRef("person"), deputy__is_active=True)
    held = RoleAppointment.objects.current(today=asked.today).filter(person__is_active=True)
    held = held.annotate(stands_in=Subquery(away.order_by("-pk").values("deputy")[:1]))
    if asked.person is not None:
        held = held.filter(Q(person=asked.person) | Q(stands_in=asked.person))
    leads, chairs, roles = defaultdict(list), defaultdict(list), defaultdict(list)
    here, contributors, deputies = set(), set(), {}
    rows = held.order_by("person_id").values_list("person_id", "role", "agency_id", "group_id", "stands_in")
    for person, role, agency, group, deputy in rows:
        here.add(person)
        roles[role].append(person)
        if deputy:
            deputies[person] = deputy
        if role == Role.AGENCY_LEAD:
            leads[agency].append(person)
        elif role == Role.AGENCY_CONTRIBUTOR:
            contributors.add((agency, person))
        elif role == Role.GROUP_CHAIR:
            chairs[group].append(person)
    return Answering(
        frozenset(here), _each_once(leads), frozenset(contributors), _each_once(chairs), _each_once(roles), deputies
    )


def _each_once(found: Mapping[Key, list[int]]) -> dict[Key, tuple[int, ...]]:
    return {about: tuple(dict.fromkeys(people)) for about, people in found.items()}
