"""People, the roles they hold, and their seats on the Board and its groups."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from board.enums import GroupKind, Role
from board.models import Agency, Membership, RoleAppointment
from demo.calendar import Calendar, years_before
from demo.people import BOARD, PASSWORD, PEOPLE, SIGN_INS, Person, telephone
from demo.world import World
from lscb.core.models import Invitation, User


def invite(calendar: Calendar) -> dict[str, User]:
    # One hash for all: Argon2 takes its time, and everyone's phrase is the same.
    password = make_password(PASSWORD)
    people = {
        person.email: User(
            email=person.email,
            name=person.name,
            telephone=telephone(place),
            password=password if person.has_joined else make_password(None),
            is_active=not person.has_left,
            joined_at=calendar.moment(years_before(calendar.today, 4)) if person.has_joined else None,
        )
        for place, person in enumerate(PEOPLE)
    }
    User.objects.bulk_create(people.values())
    invited_at = calendar.moment(calendar.working_days_ago(3))
    for person in PEOPLE:
        if not person.has_joined:
            Invitation.objects.create(
                user=people[person.email],
                token_digest=Invitation.digest(Invitation.new_token()),
                invited_by=people[SIGN_INS["manager"]],
                invited_at=invited_at,
                expires_at=invited_at + timedelta(days=14),
            )
    return people


def appoint(world: World) -> None:
    today = world.calendar.today
    appointments = []
    for person in PEOPLE:
        for role, about in person.held:
            ends_on = today + timedelta(days=60) if role == Role.INSPECTOR else None
            appointments.append(
                RoleAppointment(
                    person=world.people[person.email],
                    role=role,
                    agency=world.agencies.get(about),
                    group=world.groups.get(about),
                    starts_on=years_before(today, 4) if person.has_joined else today - timedelta(days=5),
                    ends_on=years_before(today, 1) if person.has_left else ends_on,
                )
            )
    RoleAppointment.objects.bulk_create(appointments)


def seat(world: World) -> None:
    """Board members represent their agencies, leads are their deputies; every group has its chair and members."""
    seats = []
    for person in PEOPLE:
        user = world.people[person.email]
        for role, about in person.held:
            if role == Role.INDEPENDENT_CHAIR:
                seats += [
                    Membership(group=world.groups[name], person=user, is_chair=True) for name in (BOARD, "Executive")
                ]
            if role == Role.GROUP_CHAIR:
                seats.append(
                    Membership(group=world.groups[about], person=user, agency=_own_agency(world, person), is_chair=True)
                )
            if role == Role.BOARD_MEMBER:
                seats.append(Membership(group=world.groups[BOARD], person=user, agency=world.agencies.get(about)))
    seats += _leads_on_sub_groups(world)
    Membership.objects.bulk_create(seats)
    for agency in world.agencies.values():
        agency.representative = next(
            world.people[person.email] for person in PEOPLE if (Role.BOARD_MEMBER, agency.short_name) in person.held
        )
        agency.deputy = world.lead_of(agency)
    Agency.objects.bulk_update(world.agencies.values(), ["representative", "deputy"])


def _own_agency(world: World, person: Person) -> Agency | None:
    return next((world.agencies[about] for _, about in person.held if about in world.agencies), None)


def _leads_on_sub_groups(world: World) -> list[Membership]:
    """Each sub-group hears half of the agencies, turn about."""
    sub_groups = [group for group in world.groups.values() if group.kind == GroupKind.SUB_GROUP]
    seats = {
        (group.pk, world.lead_of(agency).pk): Membership(group=group, person=world.lead_of(agency), agency=agency)
        for turn, group in enumerate(sub_groups)
        for agency in list(world.agencies.values())[turn % 2 :: 2]
    }
    return list(seats.values())
