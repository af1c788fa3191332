"""The Board's lists: flat in queries, narrowed and sorted by their address."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from board.enums import GroupKind, Role, Sector
from board.models import Board
from tests.factories.board import (
    AgencyFactory,
    AppointmentFactory,
    GroupFactory,
    KeyQuestionFactory,
    MeetingFactory,
    MembershipFactory,
    PriorityFactory,
    manager,
    person_with,
)
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def settled_board():
    """Its row is there, as it is from the first page ever shown."""
    return Board.current()


def agencies(count):
    for _ in range(count):
        AgencyFactory(representative=UserFactory(), deputy=UserFactory())


def people(count):
    for _ in range(count):
        person = person_with(Role.AGENCY_LEAD)
        AppointmentFactory(person=person, role=Role.GROUP_CHAIR, group=GroupFactory())


def groups(count):
    for _ in range(count):
        group = GroupFactory()
        MembershipFactory(group=group, is_chair=True)
        MembershipFactory.create_batch(2, group=group)


def meetings(count):
    for day in range(1, count + 1):
        MeetingFactory(held_on=date(2020, 1, day))
        MeetingFactory(held_on=date(2090, 1, day))


def priorities(count):
    PriorityFactory.create_batch(count)


def key_questions(count):
    KeyQuestionFactory.create_batch(count)


# Session, user, roles, the Board's row; then the page's own.
@pytest.mark.parametrize(
    ("name", "make", "queries"),
    [
        ("board:agency-list", agencies, 6),
        ("board:person-list", people, 8),
        ("board:group-list", groups, 6),
        ("board:meeting-list", meetings, 10),
        ("board:priorities", priorities, 8),
        ("board:key-questions", key_questions, 7),
        ("board:home", priorities, 10),
    ],
)
@pytest.mark.parametrize("count", [1, 5])
def test_lists_are_flat(client, django_assert_num_queries, name, make, queries, count):
    client.force_login(manager())
    make(count)

    with django_assert_num_queries(queries):
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("count", [1, 5])
def test_the_pages_of_one_thing_are_flat(client, count):
    client.force_login(manager())
    agency, group, person = AgencyFactory(), GroupFactory(), UserFactory()
    for _ in range(count):
        AppointmentFactory(role=Role.AGENCY_LEAD, agency=agency)
        AppointmentFactory(person=person, role=Role.AGENCY_CONTRIBUTOR, agency=AgencyFactory())
        MembershipFactory(group=group, agency=AgencyFactory())
        MembershipFactory(group=GroupFactory(), person=person)
    meeting = MeetingFactory(group=group)
    counts = []
    for thing in (agency, group, person, meeting):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(thing.get_absolute_url()).status_code == 200
        counts.append(len(queries))

    assert counts == [11, 12, 12, 11]  # a group and a meeting say which reports come to them


def names(response):
    return [row.record.name for row in response.context["table"].rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Harbour Trust", "Midshire Police", "Old Harbour Clinic"]),
        ({"name": "harb"}, ["Harbour Trust", "Old Harbour Clinic"]),
        ({"sector": "criminal_justice"}, ["Midshire Police"]),
        ({"is_active": "no"}, ["Old Harbour Clinic"]),
        ({"name": "harb", "is_active": "yes"}, ["Harbour Trust"]),
        ({"sort": "-name"}, ["Old Harbour Clinic", "Midshire Police", "Harbour Trust"]),
        ({"name": "<b>"}, []),
    ],
)
def test_agencies_are_narrowed_by_text_sector_and_use(client, query, expected):
    AgencyFactory(name="Harbour Trust")
    AgencyFactory(name="Midshire Police", sector=Sector.CRIMINAL_JUSTICE)
    AgencyFactory(name="Old Harbour Clinic", is_active=False)
    client.force_login(manager())

    assert names(client.get(reverse("board:agency-list"), query)) == expected


def test_people_are_narrowed_by_role_agency_and_account(client):
    helen = manager(name="Helen")
    agency = AgencyFactory()
    person_with(Role.AGENCY_LEAD, agency=agency, name="Lead")
    person_with(Role.AGENCY_LEAD, name="Waiting", joined_at=None)
    person_with(Role.ANALYST, name="Gone", is_active=False)
    ended = UserFactory(name="Was a lead")
    AppointmentFactory(person=ended, role=Role.AGENCY_LEAD, agency=agency, ended_at=timezone.now())
    client.force_login(helen)
    url = reverse("board:person-list")

    assert names(client.get(url)) == ["Gone", "Helen", "Lead", "Waiting", "Was a lead"]
    assert names(client.get(url, {"role": "agency_lead"})) == ["Lead", "Waiting"]
    assert names(client.get(url, {"agency": agency.pk})) == ["Lead"]
    assert names(client.get(url, {"account": "waiting"})) == ["Waiting"]
    assert names(client.get(url, {"account": "deactivated"})) == ["Gone"]
    assert names(client.get(url, {"account": "active"})) == ["Helen", "Lead", "Was a lead"]


def test_groups_are_narrowed_by_kind_and_tell_chair_and_size(client):
    group = GroupFactory(kind=GroupKind.FORUM)
    GroupFactory()
    MembershipFactory(group=group)
    MembershipFactory(group=group, person__name="Anna Hall", is_chair=True)
    client.force_login(manager())

    table = client.get(reverse("board:group-list"), {"kind": "forum"}).context["table"]

    assert [(row.record.chair_name, row.record.member_count) for row in table.rows] == [("Anna Hall", 2)]


def test_meetings_stand_in_two_lists(client):
    group = GroupFactory()
    past, older = MeetingFactory(group=group, held_on=date(2020, 5, 1)), MeetingFactory(held_on=date(2019, 5, 1))
    today, later = MeetingFactory(group=group, held_on=TODAY), MeetingFactory(held_on=date(2090, 1, 1))
    client.force_login(manager())

    def found(**query):
        context = client.get(reverse("board:meeting-list"), query).context
        return [[row.record for row in context[name].rows] for name in ("coming", "past")]

    assert found() == [[today, later], [past, older]]
    assert found(group=group.pk) == [[today], [past]]


@pytest.mark.parametrize("name", ["agency-list", "person-list", "group-list", "meeting-list"])
@pytest.mark.parametrize(
    "query",
    [
        {"sort": "no-such-column"},
        {"page": "999"},
        {"page": "x"},
        {"sector": "space", "kind": "choir", "role": "king", "group": "x", "agency": "9" * 40, "account": "odd"},
        {"name": "\x00"},
        {"group": "٣"},
        {"name": "ü" * 3000},
    ],
    ids=str,
)
def test_odd_addresses_are_answered(client, name, query):
    client.force_login(manager())

    assert client.get(reverse(f"board:{name}"), query).status_code in {200, 404}
