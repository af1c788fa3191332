"""People and their roles: invited, given, ended, sent away."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from board import actions
from board.actions import RoleGiven
from board.enums import GroupKind, Role
from board.models import RoleAppointment, scope_of
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification, User
from tests.factories.board import (
    AgencyFactory,
    AppointmentFactory,
    GroupFactory,
    MembershipFactory,
    agency_lead,
    analyst,
    manager,
    person_with,
)
from tests.factories.core import NotificationFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = timezone.now()
AT = {"today": TODAY, "now": NOW}


def fresh(person):
    return User.objects.get(pk=person.pk)


def roles_of(person):
    return [str(role) for role in RoleAppointment.objects.current(today=TODAY).filter(person=person).order_by("pk")]


def verbs():
    return [event.verb for event in ActivityEvent.objects.order_by("pk")]


# Inviting


def test_inviting_makes_an_account_without_a_password_and_owes_a_letter(django_capture_on_commit_callbacks):
    agency = AgencyFactory(name="Harbour Trust")
    newcomer = User(name="Noor Haddad", email="noor@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_person(newcomer, RoleGiven(Role.AGENCY_LEAD, agency=agency), by=manager(), **AT)

    person = User.objects.get(email="noor@example.org")
    assert (person.has_usable_password(), person.joined_at) == (False, None)
    assert person.invitations.usable(now=NOW).exists()
    assert roles_of(person) == ["Agency lead, Harbour Trust"]
    assert [message.to for message in mail.outbox] == [["noor@example.org"]]
    assert verbs() == ["person.added", "appointment.added", "person.invited"]


@pytest.mark.parametrize("stranger", [analyst, agency_lead, UserFactory])
def test_only_the_manager_invites(stranger):
    with pytest.raises(PermissionDenied):
        actions.invite_person(User(name="A", email="a@example.org"), RoleGiven(Role.ANALYST), by=stranger(), **AT)

    assert not User.objects.filter(email="a@example.org").exists()


def test_an_address_taken_a_moment_ago_is_refused_and_nothing_is_left():
    UserFactory(email="noor@example.org")

    with pytest.raises(Refused, match="has this e-mail address already"):
        actions.invite_person(User(name="N", email="NOOR@example.org"), RoleGiven(Role.ANALYST), by=manager(), **AT)

    assert verbs() == []


def test_inviting_again_replaces_the_link():
    by = manager()
    person = User.objects.create_user("noor@example.org", "Noor Haddad")
    for _ in range(2):
        actions.invite_again(person, by=by, now=NOW)

    assert person.invitations.usable(now=NOW).count() == 1
    assert verbs() == ["person.invited", "person.invited_again"]


def test_someone_who_has_joined_is_not_invited_again():
    with pytest.raises(Refused, match="joined already"):
        actions.invite_again(UserFactory(), by=manager(), now=NOW)


# Roles


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.AGENCY_LEAD, "Choose the agency"),
        (Role.AGENCY_CONTRIBUTOR, "Choose the agency"),
        (Role.GROUP_CHAIR, "Choose the group"),
        (Role.INSPECTOR, "Enter the last day"),
    ],
)
def test_a_role_says_what_it_needs(role, sentence):
    with pytest.raises(Refused, match=sentence):
        RoleGiven(role)


def test_what_means_nothing_for_a_role_is_left_out():
    given = RoleGiven(Role.MANAGER, agency=AgencyFactory(), group=GroupFactory())

    assert (given.agency, given.group) == (None, None)


def test_roles_add_up_and_the_same_one_is_not_given_twice():
    by, person, agency = manager(), UserFactory(), AgencyFactory(name="Vale")
    for given in (RoleGiven(Role.AGENCY_LEAD, agency=agency), RoleGiven(Role.BOARD_MEMBER, agency=agency)):
        actions.give_role(person, given, by=by, **AT)

    with pytest.raises(Refused, match="has this role already: Agency lead, Vale"):
        actions.give_role(person, RoleGiven(Role.AGENCY_LEAD, agency=agency), by=by, **AT)

    assert roles_of(person) == ["Agency lead, Vale", "Board member, Vale"]


def test_giving_an_inspector_the_role_again_moves_the_last_day():
    by, person = manager(), UserFactory()
    for day in (date(2098, 1, 1), date(2099, 1, 1)):
        actions.give_role(person, RoleGiven(Role.INSPECTOR, ends_on=day), by=by, **AT)

    assert [role.ends_on for role in person.appointments.all()] == [date(2099, 1, 1)]
    assert verbs() == ["appointment.added", "appointment.changed"]


def test_a_last_day_that_has_gone_by_is_refused():
    with pytest.raises(Refused, match="not gone by"):
        actions.give_role(UserFactory(), RoleGiven(Role.INSPECTOR, ends_on=date(2020, 1, 1)), by=manager(), **AT)


def test_a_deactivated_person_is_given_nothing():
    with pytest.raises(Refused, match="Reactivate"):
        actions.give_role(UserFactory(is_active=False), RoleGiven(Role.ANALYST), by=manager(), **AT)


def test_ending_a_role_counts_at_once_even_on_its_first_day():
    by, person = manager(), UserFactory()
    actions.give_role(person, RoleGiven(Role.ANALYST), by=by, **AT)
    actions.end_role(person.appointments.get(), by=by, **AT)

    assert not scope_of(fresh(person)).has_a_role
    with pytest.raises(Refused, match="ended already"):
        actions.end_role(person.appointments.get(), by=by, **AT)


def test_the_last_manager_keeps_the_role():
    by = manager(name="Helen Ostrow")
    waiting = manager(joined_at=None)

    with pytest.raises(Refused, match="Helen Ostrow is the only business manager who can sign in"):
        actions.end_role(by.appointments.get(), by=by, **AT)

    waiting.joined_at = NOW
    waiting.save()
    actions.end_role(by.appointments.get(), by=by, **AT)
    assert not scope_of(fresh(by)).is_manager


def test_only_the_manager_ends_roles():
    role = analyst().appointments.get()

    with pytest.raises(PermissionDenied):
        actions.end_role(role, by=role.person, **AT)


# Chairs


def test_making_a_chair_changes_seat_and_role_in_one_act():
    by, group = manager(), GroupFactory(name="Audit group")
    first, second = MembershipFactory(group=group), MembershipFactory(group=group)
    actions.make_chair(first, by=by, **AT)
    actions.make_chair(second, by=by, **AT)

    assert [seat.person for seat in group.memberships.filter(is_chair=True)] == [second.person]
    assert (roles_of(first.person), roles_of(second.person)) == ([], ["Sub-group chair, Audit group"])


def test_the_board_group_gives_its_chair_no_role():
    group = GroupFactory(kind=GroupKind.BOARD)
    seat = MembershipFactory(group=group)
    actions.make_chair(seat, by=manager(), **AT)

    assert roles_of(seat.person) == []
    with pytest.raises(Refused, match="independent chair"):
        actions.give_role(seat.person, RoleGiven(Role.GROUP_CHAIR, group=group), by=manager(), **AT)


def test_giving_the_chairs_role_seats_the_person():
    group, person = GroupFactory(), UserFactory()
    actions.give_role(person, RoleGiven(Role.GROUP_CHAIR, group=group), by=manager(), **AT)

    assert [(seat.person, seat.is_chair) for seat in group.memberships.all()] == [(person, True)]


def test_the_chairs_role_is_not_taken_from_someone_by_the_way():
    group = GroupFactory(name="Audit group")
    MembershipFactory(group=group, person__name="Dr Quist", is_chair=True)

    with pytest.raises(Refused, match="Dr Quist chairs the Audit group"):
        actions.give_role(UserFactory(), RoleGiven(Role.GROUP_CHAIR, group=group), by=manager(), **AT)


@pytest.mark.parametrize("how", ["off the group", "role ended"])
def test_a_chair_who_goes_leaves_neither_seat_nor_role(how):
    by, group, person = manager(), GroupFactory(), UserFactory()
    actions.give_role(person, RoleGiven(Role.GROUP_CHAIR, group=group), by=by, **AT)
    if how == "off the group":
        actions.remove_member(group.memberships.get(), by=by, now=NOW)
    else:
        actions.end_role(person.appointments.get(), by=by, **AT)

    assert roles_of(person) == []
    assert not group.memberships.filter(is_chair=True).exists()


def test_a_role_given_elsewhere_ends_when_another_takes_the_chair():
    group = GroupFactory()
    old = person_with(Role.GROUP_CHAIR, group=group)
    actions.make_chair(MembershipFactory(group=group), by=manager(), **AT)

    assert roles_of(old) == []


# Details


def test_each_person_changes_their_own_telephone_and_nothing_else():
    person = agency_lead()
    actions.change_person(person, Edit({"telephone": "01632 960 999"}), by=person, now=NOW)

    assert fresh(person).telephone == "01632 960 999"
    with pytest.raises(PermissionDenied):
        actions.change_person(person, Edit({"email": "other@example.org"}), by=person, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.change_person(manager(), Edit({"telephone": "1"}), by=person, now=NOW)


def test_an_old_address_no_longer_opens_the_account():
    person = agency_lead(email="old@example.org")
    EmailAddress.objects.create(user=person, email="old@example.org", verified=True, primary=True)
    actions.change_person(person, Edit({"email": "new@example.org"}), by=manager(), now=NOW)

    assert not EmailAddress.objects.filter(email="old@example.org").exists()


def test_a_new_address_before_joining_gets_the_invitation(django_capture_on_commit_callbacks):
    person = agency_lead(email="wrong@example.org", joined_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_person(person, Edit({"email": "right@example.org"}), by=manager(), now=NOW)

    assert [message.to for message in mail.outbox] == [["right@example.org"]]


# Coming and going


def test_deactivating_ends_every_session_for_good(client):
    by, person = manager(), analyst()
    client.force_login(person)
    actions.deactivate_person(person, by=by, today=TODAY)
    assert client.get("/board/").status_code == 302

    actions.reactivate_person(fresh(person), by=by)
    assert client.get("/board/").status_code == 302
    assert roles_of(person) == ["Performance analyst"]


def test_nobody_deactivates_themself():
    by = manager()
    manager()

    with pytest.raises(Refused, match="yourself"):
        actions.deactivate_person(by, by=by, today=TODAY)

    assert fresh(by).is_active


def test_two_managers_cannot_send_each_other_away():
    one, other = manager(), manager()
    actions.deactivate_person(other, by=one, today=TODAY)

    # The other's request had begun before: they still act as a manager, and are refused under the lock.
    with pytest.raises(Refused, match="only business manager"):
        actions.deactivate_person(one, by=other, today=TODAY)


def test_deactivating_twice_is_logged_once():
    by, person = manager(), UserFactory()
    for _ in range(2):
        actions.deactivate_person(person, by=by, today=TODAY)

    assert verbs() == ["person.deactivated"]


def test_ended_roles_are_kept():
    by, person = manager(), UserFactory()
    AppointmentFactory(person=person, role=Role.ANALYST)
    actions.end_role(person.appointments.get(), by=by, **AT)

    assert person.appointments.count() == 1


def test_a_corrected_address_gets_what_the_old_one_did_not(django_capture_on_commit_callbacks):
    person = agency_lead(email="gone@example.org")
    NotificationFactory(recipient=person, last_error="550 no such address", given_up_at=NOW)
    edit = Edit({"email": "here@example.org"})

    with django_capture_on_commit_callbacks(execute=True):
        actions.change_person(person, edit, by=manager(), now=NOW)

    assert [message.to for message in mail.outbox] == [["here@example.org"]]
    assert not Notification.objects.undelivered().exists()
