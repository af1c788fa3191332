from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone

from board.enums import GroupKind, Role
from board.models import (
    Agency,
    Board,
    ExtraHoliday,
    Group,
    KeyQuestion,
    Meeting,
    Membership,
    Priority,
    RoleAppointment,
    scope_of,
)
from tests.factories.board import (
    AgencyFactory,
    AppointmentFactory,
    GroupFactory,
    KeyQuestionFactory,
    MeetingFactory,
    MembershipFactory,
    PriorityFactory,
    board_member,
    manager,
    person_with,
)
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 8)


def refuses(rows, constraint, **fields):
    with pytest.raises(IntegrityError, match=constraint):
        rows.update(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"name": ""}, "agency_has_a_name", id="no-name"),
        pytest.param({"sector": "space"}, "agency_sector_is_known", id="unknown-sector"),
    ],
)
def test_agency_constraints_refuse_bad_rows(fields, constraint):
    refuses(Agency.objects.filter(pk=AgencyFactory().pk), constraint, **fields)


def test_agency_names_are_one_however_they_are_cased():
    AgencyFactory(name="Harbour")

    refuses(Agency.objects.filter(pk=AgencyFactory().pk), "agency_one_per_name|UNIQUE", name="HARBOUR")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"name": ""}, "group_has_a_name", id="no-name"),
        pytest.param({"kind": "choir"}, "group_kind_is_known", id="unknown-kind"),
    ],
)
def test_group_constraints_refuse_bad_rows(fields, constraint):
    refuses(Group.objects.filter(pk=GroupFactory().pk), constraint, **fields)


def test_a_group_has_one_chair_at_most():
    group = GroupFactory()
    MembershipFactory(group=group, is_chair=True)
    other = MembershipFactory(group=group)

    refuses(Membership.objects.filter(pk=other.pk), "membership_one_chair|UNIQUE", is_chair=True)


def test_a_group_meets_once_a_day_at_most():
    first = MeetingFactory()
    second = MeetingFactory(group=first.group, held_on=date(2027, 1, 14))

    refuses(Meeting.objects.filter(pk=second.pk), "meeting_one_a_day|UNIQUE", held_on=first.held_on)


@pytest.mark.parametrize(
    ("role", "fields", "constraint"),
    [
        pytest.param(Role.MANAGER, {"role": "emperor"}, "appointment_", id="unknown-role"),
        pytest.param(Role.AGENCY_LEAD, {"agency": None}, "appointment_names_its_agency", id="lead-of-nothing"),
        pytest.param(Role.GROUP_CHAIR, {"group": None}, "appointment_names_its_group", id="chair-of-nothing"),
        pytest.param(Role.INSPECTOR, {"ends_on": None}, "appointment_of_an_inspector_ends", id="endless-inspector"),
        pytest.param(
            Role.MANAGER, {"ends_on": date(2019, 1, 1)}, "appointment_ends_after_it_starts", id="ends-before-it-starts"
        ),
    ],
)
def test_appointment_constraints_refuse_bad_rows(role, fields, constraint):
    person = person_with(role)

    refuses(RoleAppointment.objects.filter(person=person), constraint, **fields)


def test_there_is_one_board():
    Board.current()

    refuses(Board.objects.all(), "board_is_one", id=2)


@pytest.mark.parametrize(
    ("fields", "constraint"), [({"name": ""}, "board_has_a_name"), ({"year_starts_in": 13}, "board_year_starts_in")]
)
def test_board_constraints_refuse_bad_rows(fields, constraint):
    Board.current()

    refuses(Board.objects.all(), constraint, **fields)


def test_aims_say_something_and_have_a_number_of_their_own():
    first, second = PriorityFactory(number=1), PriorityFactory(number=2)
    refuses(Priority.objects.filter(pk=second.pk), "priority_numbered_in_its_year|UNIQUE", number=first.number)


def test_blank_aims_are_refused():
    PriorityFactory()
    refuses(Priority.objects.all(), "priority_has_a_title", title="")


def test_blank_questions_are_refused():
    KeyQuestionFactory()
    refuses(KeyQuestion.objects.all(), "key_question_asks_something", text="")


def test_a_role_counts_from_its_first_day_to_its_last_and_not_once_ended():
    counting = AppointmentFactory(starts_on=TODAY, ends_on=TODAY)
    AppointmentFactory(starts_on=date(2026, 6, 9))
    AppointmentFactory(ends_on=date(2026, 6, 7))
    AppointmentFactory(ended_at=timezone.now())

    assert list(RoleAppointment.objects.current(today=TODAY)) == [counting]


def test_scopes_of_several_roles_add_up():
    agency, group = AgencyFactory(), GroupFactory()
    person = person_with(Role.AGENCY_LEAD, agency=agency)
    AppointmentFactory(person=person, role=Role.GROUP_CHAIR, group=group)

    scope = scope_of(person)

    assert (scope.leads, scope.chairs) == ({agency.pk}, {group.pk})
    assert scope.reads_for_the_board
    assert not scope.knows_everyone


@pytest.mark.parametrize("factory", [AgencyFactory, GroupFactory, MeetingFactory, PriorityFactory, KeyQuestionFactory])
def test_what_the_board_is_exists_for_those_with_a_role_alone(factory):
    thing = factory()
    seen_by = {
        name: type(thing).objects.visible_to(person).filter(pk=thing.pk).exists()
        for name, person in {
            "member": board_member(),
            "nobody": UserFactory(),
            "deactivated": manager(is_active=False),
        }.items()
    }

    assert seen_by == {"member": True, "nobody": False, "deactivated": False}


def test_meetings_of_the_board_leave_out_those_of_groups():
    ours = MeetingFactory()
    MeetingFactory(group=GroupFactory(kind=GroupKind.SUB_GROUP))

    assert list(Meeting.objects.of_the_board()) == [ours]


def test_added_days_are_read_as_dates():
    ExtraHoliday.objects.create(day=date(2026, 12, 29), why="Offices closed")

    assert ExtraHoliday.days() == {date(2026, 12, 29)}


def test_messages_know_the_board_by_its_settings():
    Board.objects.create(pk=1, name="Aldermere Board", short_name="ASCB", area="", contact_name="Helen Ostrow")

    identity = Board.identity()

    assert (identity.name, identity.contact, identity.words) == (
        "Aldermere Board",
        "Helen Ostrow",
        ("Aldermere Board", "ASCB"),
    )
