"""A group's chair: the seat and the role that goes with it change in one act.

The Board's own chair is another matter: the independent chair signs for everyone, so that role is given by itself.
"""

from datetime import date, datetime

from django.db.models import QuerySet

from board.actions import keeping
from board.enums import GroupKind, Role
from board.models import Group, Membership, RoleAppointment
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User


def gives_a_role(group: Group) -> bool:
    return group.kind != GroupKind.BOARD


def seat(group: Group, person: User, *, by: User, today: date, now: datetime) -> None:
    """Make this person the only chair. Inside the caller's transaction."""
    group = keeping.locked(group)
    if not person.is_active:
        raise Refused(f"{person} is deactivated. Reactivate the account first.")
    sitting = group.memberships.filter(is_chair=True).select_related("person").first()
    if sitting is None or sitting.person_id != person.pk:
        if sitting:
            unseat(sitting, by=by, now=now)
        Membership.objects.update_or_create(group=group, person=person, defaults={"is_chair": True})
        before = str(sitting.person) if sitting else None
        activity.record("membership.changed", group, by=by, changes={"chair": (before, str(person))})
    if gives_a_role(group):
        _give_role(group, person, by=by, today=today, now=now)


def unseat(membership: Membership, *, by: User, now: datetime) -> None:
    """Take the chair from this member, who stays one, and with it the role."""
    membership.is_chair = False
    membership.save(update_fields=["is_chair"])
    for appointment in _roles(membership.group).filter(person=membership.person_id):
        end(appointment, by=by, now=now)


def end(appointment: RoleAppointment, *, by: User, now: datetime) -> None:
    appointment.ended_at = now
    appointment.save(update_fields=["ended_at"])
    activity.record("appointment.ended", appointment.person, by=by, changes={"role": (str(appointment), None)})


def _give_role(group: Group, person: User, *, by: User, today: date, now: datetime) -> None:
    held = list(_roles(group))
    for appointment in held:
        if appointment.person_id != person.pk:
            end(appointment, by=by, now=now)
    if not any(appointment.person_id == person.pk for appointment in held):
        given = RoleAppointment.objects.create(person=person, role=Role.GROUP_CHAIR, group=group, starts_on=today)
        activity.record("appointment.added", person, by=by, changes={"role": (None, str(given))})


def _roles(group: Group) -> QuerySet[RoleAppointment]:
    return RoleAppointment.objects.filter(group=group, role=Role.GROUP_CHAIR, ended_at=None).for_listing()
