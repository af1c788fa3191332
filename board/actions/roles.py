"""Roles are given and ended, never edited away."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from board.actions import chairs, keeping
from board.enums import FOR_A_GROUP, FOR_AN_AGENCY, MAY_NAME_AN_AGENCY, UNTIL_A_DATE, Role
from board.models import Agency, Group, RoleAppointment
from board.permissions import can_manage, require
from board.queries import holding, managers_who_can_sign_in
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """A role with what it is about, as a form gives it. What means nothing for the role is left out."""

    role: Role
    agency: Agency | None = None
    group: Group | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.role in FOR_AN_AGENCY and self.agency is None:
            raise Refused("Choose the agency this role is for.")
        if self.role in FOR_A_GROUP and self.group is None:
            raise Refused("Choose the group this role is for.")
        if self.role in UNTIL_A_DATE and self.ends_on is None:
            raise Refused("Enter the last day: an inspector reads until a date.")
        if self.role not in MAY_NAME_AN_AGENCY:
            object.__setattr__(self, "agency", None)
        if self.role not in FOR_A_GROUP:
            object.__setattr__(self, "group", None)


@transaction.atomic
def give_role(person: User, given: RoleGiven, *, by: User, today: date, now: datetime) -> None:
    """Give a role from today. Giving one that is held again moves its last day."""
    require(can_manage(by))
    if given.role == Role.MANAGER:
        keeping.one_at_a_time()
    person = keeping.locked(person)
    if not person.is_active:
        raise Refused(f"{person} is deactivated. Reactivate the account first.")
    if given.ends_on and given.ends_on < today:
        raise Refused("Enter a last day that has not gone by.")
    about = {"role": given.role, "agency": given.agency, "group": given.group}
    held = person.appointments.current(today=today).filter(**about).first()
    if held and held.ends_on == given.ends_on:
        raise Refused(f"{person} has this role already: {held}.")
    if held and given.role == Role.MANAGER and given.ends_on:
        refuse_the_last_manager(person, today=today)
    if held:
        changes = {"last day": (held.ends_on, given.ends_on), "role": (str(held), str(held))}
        held.ends_on = given.ends_on
        held.save(update_fields=["ends_on"])
        activity.record("appointment.changed", person, by=by, changes=changes)
    elif given.role in FOR_A_GROUP:
        _seat_as_chair(person, given, by=by, today=today, now=now)
    else:
        new = RoleAppointment.objects.create(person=person, starts_on=today, ends_on=given.ends_on, **about)
        activity.record("appointment.added", person, by=by, changes={"role": (None, str(new))})


@transaction.atomic
def end_role(appointment: RoleAppointment, *, by: User, today: date, now: datetime) -> None:
    """End a role at once. Whoever chairs a group gives up its chair with the role."""
    require(can_manage(by))
    keeping.one_at_a_time()
    if appointment.group:
        # The group before its chair's role, as where a chair is made or taken off.
        keeping.locked(appointment.group)
    appointment = keeping.locked(appointment)
    if appointment.ended_at or (appointment.ends_on and appointment.ends_on < today):
        raise Refused("This role has ended already.")
    if appointment.role == Role.MANAGER:
        refuse_the_last_manager(appointment.person, today=today)
    seat = (
        appointment.group and appointment.group.memberships.filter(person=appointment.person_id, is_chair=True).first()
    )
    if seat:
        words = {"chair": (str(appointment.person), None)}
        activity.record("membership.changed", seat.group, by=by, changes=words)
        chairs.unseat(seat, by=by, now=now)
    else:
        chairs.end(appointment, by=by, now=now)


def refuse_the_last_manager(person: User, *, today: date) -> None:
    """Call with the Board's row held, or two managers could send each other away at once."""
    others = managers_who_can_sign_in(today=today).exclude(pk=person.pk)
    if not holding(others, today=today, role=Role.MANAGER, ends_on=None).exists():
        why = "whose role has no last day" if others.exists() else "who can sign in"
        raise Refused(
            f"{person} is the only business manager {why}. "
            "Give the role to someone else, who must have accepted the invitation, and then end this one."
        )


def _seat_as_chair(person: User, given: RoleGiven, *, by: User, today: date, now: datetime) -> None:
    assert given.group is not None
    if not chairs.gives_a_role(given.group):
        raise Refused("The Board itself is chaired by the independent chair: give that role instead.")
    if given.ends_on:
        raise Refused("A group’s chair has no last day: end the role when the chair changes.")
    sitting = given.group.memberships.filter(is_chair=True).exclude(person=person).select_related("person").first()
    if sitting:
        raise Refused(
            f"{sitting.person} chairs the {given.group}. "
            "Make the new chair on the group’s page: the old chair’s role then ends in the same act."
        )
    chairs.seat(given.group, person, by=by, today=today, now=now)
