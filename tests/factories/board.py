from datetime import date

import factory
from factory.django import DjangoModelFactory

from board.enums import GroupKind, Role, Sector
from board.models import Absence, Agency, Group, KeyQuestion, Meeting, Membership, Priority, RoleAppointment
from tests.factories.core import UserFactory


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Agency {n}")
    sector = Sector.HEALTH


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Group {n}")
    kind = GroupKind.SUB_GROUP


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    group = factory.SubFactory(GroupFactory, kind=GroupKind.BOARD)
    held_on = date(2026, 12, 10)


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = RoleAppointment

    person = factory.SubFactory(UserFactory)
    role = Role.BOARD_MEMBER
    starts_on = date(2020, 4, 1)


def person_with(role: Role, *, agency: Agency | None = None, group: Group | None = None, **fields):
    """A person holding one role; an agency or group is made where the role needs one and none is given."""
    if role in {Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR} and agency is None:
        agency = AgencyFactory()
    if role == Role.GROUP_CHAIR and group is None:
        group = GroupFactory()
    ends_on = date(2099, 1, 1) if role == Role.INSPECTOR else None
    return AppointmentFactory(
        person=UserFactory(**fields), role=role, agency=agency, group=group, ends_on=ends_on
    ).person


def manager(**fields):
    return person_with(Role.MANAGER, **fields)


def analyst(**fields):
    return person_with(Role.ANALYST, **fields)


def agency_lead(agency: Agency | None = None, **fields):
    return person_with(Role.AGENCY_LEAD, agency=agency, **fields)


def board_member(**fields):
    return person_with(Role.BOARD_MEMBER, **fields)


def independent_chair(**fields):
    return person_with(Role.INDEPENDENT_CHAIR, **fields)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(UserFactory)


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Priority {n}")


class KeyQuestionFactory(DjangoModelFactory):
    class Meta:
        model = KeyQuestion

    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Question {n}?")


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    person = factory.SubFactory(UserFactory)
    deputy = factory.SubFactory(UserFactory)
    starts_on = date(2026, 11, 2)
    ends_on = date(2026, 11, 13)
