"""Who answers for an agency, and who is of the office."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from board.enums import Role
from board.models import RoleAppointment
from lscb.core.models import User


def leads_by_agency(*, today: date) -> dict[int, list[User]]:
    """Each agency's leads who can be reached, by name."""
    appointed = RoleAppointment.objects.current(today=today).filter(role=Role.AGENCY_LEAD, person__is_active=True)
    found: dict[int, list[User]] = defaultdict(list)
    for appointment in appointed.select_related("person").order_by("person__name", "person"):
        assert appointment.agency_id is not None
        if appointment.person not in found[appointment.agency_id]:
            found[appointment.agency_id].append(appointment.person)
    return found


def staff_among(people: Iterable[int], *, today: date) -> frozenset[int]:
    """Which of them work in the Board's office. None asked after, no query."""
    wanted = set(people)
    if not wanted:
        return frozenset()
    held = RoleAppointment.objects.current(today=today).filter(role__in=(Role.MANAGER, Role.ANALYST), person__in=wanted)
    return frozenset(held.values_list("person", flat=True))
