"""The access review: who may come in as what; and that a Board is never without a manager."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from board.actions import RoleGiven, deactivate_person, end_role, give_role, record_review, remove_second_steps
from board.enums import Role
from board.models import Board, RoleAppointment
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import AgencyFactory, AppointmentFactory, agency_lead, board_member, manager, person_with
from tests.factories.core import UserFactory
from tests.factories.second_steps import app_of, passkey_of, recovery_codes_of

pytestmark = pytest.mark.django_db
URL = "/board/access/"
NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def helen(client):
    helen = manager(name="Helen Ostrow")
    client.force_login(helen)
    return helen


def names(response):
    return [row.record.name for row in response.context["table"].rows]


@pytest.mark.parametrize("count", [1, 5])
def test_the_review_is_flat(client, django_assert_num_queries, helen, count):
    for _ in range(count):
        person = agency_lead()
        AppointmentFactory(person=person, role=Role.BOARD_MEMBER)
        app_of(person)
        record_review("", people_count=1, by=helen)

    with django_assert_num_queries(8):
        assert client.get(URL).status_code == 200
    with django_assert_num_queries(5):
        assert client.get(f"{URL}download/").status_code == 200


@pytest.fixture
def people(helen):
    """Helen with an app; Ann, who only kept recovery codes; Ben, away since spring; Cas, invited; Dot, gone."""
    app_of(helen)
    recovery_codes_of(board_member(name="Ann", last_login=NOW))
    passkey_of(agency_lead(name="Ben", last_login=NOW - timedelta(days=100)))
    UserFactory(name="Cas", joined_at=None)
    board_member(name="Dot", is_active=False)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Ann", "Ben", "Cas", "Helen Ostrow"]),
        ({"role": "agency_lead"}, ["Ben"]),
        ({"role": "none"}, ["Cas"]),
        ({"last_login": "never"}, ["Cas"]),
        ({"last_login": "long_ago"}, ["Ben"]),
        ({"last_login": "lately"}, ["Ann", "Helen Ostrow"]),
        ({"second_step": "yes"}, ["Ben", "Helen Ostrow"]),
        ({"second_step": "no"}, ["Ann", "Cas"]),
        ({"second_step": "no", "role": "board_member"}, ["Ann"]),
        ({"sort": "-name"}, ["Helen Ostrow", "Cas", "Ben", "Ann"]),
        ({"sort": ["has_second_step", "name"]}, ["Ann", "Cas", "Ben", "Helen Ostrow"]),
        ({"role": "king", "second_step": "x", "last_login": "9"}, ["Ann", "Ben", "Cas", "Helen Ostrow"]),
    ],
    ids=str,
)
def test_the_review_is_narrowed_and_sorted(client, people, query, expected):
    assert names(client.get(URL, query)) == expected


def test_the_review_tells_scope_and_dates(client, helen):
    agency = AgencyFactory(name="Vale Community Health")
    ann = person_with(Role.AGENCY_LEAD, agency=agency, name="Ann")
    RoleAppointment.objects.filter(person=ann).update(starts_on=date(2026, 5, 1), ends_on=date(2099, 3, 31))

    page = client.get(URL, {"role": "agency_lead"}).text

    assert "Vale Community Health, from 1 May 2026 to 31 March 2099" in page


def test_the_download_has_a_row_for_each_role_and_runs_nothing(client, helen):
    agency = AgencyFactory(name="=cmd()")
    ann = person_with(Role.AGENCY_LEAD, agency=agency, name="+Ann", email="ann@example.org", last_login=NOW)
    AppointmentFactory(person=ann, role=Role.BOARD_MEMBER, ends_on=date(2099, 3, 31))
    UserFactory(name="Cas", email="cas@example.org", joined_at=None)

    response = client.get(f"{URL}download/", {"role": "manager"})

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    today = TODAY.isoformat()
    assert rows[1:4] == [
        ["'+Ann", "ann@example.org", "Agency lead", "'=cmd()", "2020-04-01", "", today, today, "no"],
        ["'+Ann", "ann@example.org", "Board member", "", "2020-04-01", "2099-03-31", today, today, "no"],
        ["Cas", "cas@example.org", "none", "", "", "", "", "", "no"],
    ]
    assert len(rows) == 5
    assert response.headers["Content-Disposition"] == f'attachment; filename="access-{today}.csv"'


def test_a_review_is_recorded_with_its_note_and_shown(client, people, helen):
    page = client.post(f"{URL}reviewed/", {"note": "Ended <two> roles"}, follow=True)

    event = ActivityEvent.objects.about(Board.current()).get()
    assert (event.verb, event.by) == ("access.reviewed", helen)
    assert event.detail.changes == {"people": [None, 4], "note": [None, "Ended <two> roles"]}
    assert "by Helen Ostrow" in page.text
    assert "4 people: Ended &lt;two&gt; roles" in page.text


def test_a_note_that_is_too_long_is_refused_in_words(client, helen):
    page = client.post(f"{URL}reviewed/", {"note": "x" * 501}, follow=True)

    assert "Enter a note of at most 500 characters." in page.text
    assert not ActivityEvent.objects.exists()


# Lost second steps


def test_the_manager_removes_a_lost_second_step_without_seeing_any_secret(client, helen):
    person = board_member()
    app = app_of(person)
    recovery_codes_of(person)
    page = client.get(person.get_absolute_url())
    assert "Remove a lost second step" in page.text
    assert app.data["secret"] not in page.text

    page = client.post(reverse("board:person-second-steps-remove", args=[person.pk]), follow=True)

    assert f"{person}’s second step was removed, and they are told." in page.text
    assert "Remove a lost second step" not in page.text


def test_nobody_removes_their_own_this_way(helen):
    app_of(helen)

    with pytest.raises(Refused, match="page of your sign-in"):
        remove_second_steps(helen, by=helen)


# A Board is never without a manager


def test_the_only_manager_is_given_no_last_day(client, helen):
    data = {"role": "manager", "ends_on": "31 March 2099"}

    page = client.post(reverse("board:role-give", args=[helen.pk]), data)

    assert "Helen Ostrow is the only business manager who can sign in." in page.text
    assert RoleAppointment.objects.get(person=helen).ends_on is None


def test_with_another_manager_who_stays_one_may_have_a_last_day(helen):
    manager()

    give_role(helen, RoleGiven(Role.MANAGER, ends_on=date(2099, 3, 31)), by=helen, today=TODAY, now=NOW)

    assert RoleAppointment.objects.get(person=helen).ends_on == date(2099, 3, 31)


def until_january(helen, by):
    give_role(helen, RoleGiven(Role.MANAGER, ends_on=date(2099, 1, 1)), by=by, today=TODAY, now=NOW)


def no_longer(helen, by):
    end_role(RoleAppointment.objects.get(person=helen), by=by, today=TODAY, now=NOW)


def sent_away(helen, by):
    deactivate_person(helen, by=by, today=TODAY)


@pytest.mark.parametrize("way", [until_january, no_longer, sent_away])
def test_a_manager_who_leaves_on_a_day_is_not_enough(helen, way):
    other = manager()
    RoleAppointment.objects.filter(person=other).update(ends_on=date(2099, 3, 31))

    with pytest.raises(Refused, match="is the only business manager whose role has no last day"):
        way(helen, by=other)


def test_a_last_day_is_taken_away_again_at_any_time(helen):
    RoleAppointment.objects.filter(person=helen).update(ends_on=date(2099, 3, 31))

    give_role(helen, RoleGiven(Role.MANAGER), by=helen, today=TODAY, now=NOW)

    assert RoleAppointment.objects.get(person=helen).ends_on is None
