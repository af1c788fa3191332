"""How long a person stays signed in, and what a request costs for it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from board.models import Board
from lscb.core.models import ActivityEvent, BrowserSession
from lscb.core.tasks import clear_sessions
from tests.factories.board import agency_lead
from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
TASKS, LEFT = "/tasks/", "/account/session/"
QUICK = "/calendar/"  # for those with an account, and little to look up for it
FIREFOX = {"user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:143.0) Gecko/20100101 Firefox/143.0"}


@pytest.fixture(autouse=True)
def nine_in_the_morning(time_machine):
    time_machine.move_to("2026-10-20 09:00:00+00:00", tick=False)


@pytest.fixture
def person(client):
    person = agency_lead()
    Board.current()
    sign_in(client, person)
    return person


def sign_in(client, person):
    return client.post("/account/sign-in/", {"login": person.email, "password": PASSWORD}, headers=FIREFOX)


def is_in(client, **headers):
    return client.get(QUICK, headers=headers).status_code == 200


def rest(time_machine, minutes):
    time_machine.shift(timedelta(minutes=minutes))


# The idle limit


def test_who_does_nothing_for_half_an_hour_is_signed_out(client, person, time_machine):
    rest(time_machine, 29)
    assert is_in(client)

    rest(time_machine, 30)
    assert client.get(TASKS).url == f"/account/sign-in/?next={TASKS}"


def test_the_boards_own_time_holds_at_once(client, person, time_machine):
    Board.objects.update(idle_minutes=5)
    rest(time_machine, 6)

    assert not is_in(client)


def test_a_longer_time_holds_from_the_next_page_on(client, person, time_machine):
    Board.objects.update(idle_minutes=60)
    rest(time_machine, 2)
    assert is_in(client)

    rest(time_machine, 59)
    assert is_in(client)


def test_what_a_page_does_by_itself_keeps_nobody_signed_in(client, person, time_machine):
    for minute in range(1, 30):
        rest(time_machine, 1)
        assert is_in(client, x_idle_seconds=str(minute * 60), hx_request="true")

    rest(time_machine, 1)
    assert not is_in(client)


@pytest.mark.parametrize("idle", ["", "-5", "x", "٣", "1" * 20])
def test_a_part_of_a_page_that_does_not_say_when_the_person_was_at_work_counts_for_nothing(
    client, person, time_machine, idle
):
    rest(time_machine, 20)
    headers = {"hx_request": "true"} | ({"x_idle_seconds": idle} if idle else {})
    assert is_in(client, **headers)

    rest(time_machine, 11)
    assert not is_in(client)


def test_typing_that_a_page_tells_of_later_counts_from_when_it_was(client, person, time_machine):
    rest(time_machine, 25)
    client.get(LEFT, headers={"x-idle-seconds": "300"})  # at 9:20

    rest(time_machine, 24)
    assert is_in(client, x_idle_seconds="1740")

    rest(time_machine, 2)
    assert not is_in(client)


# The absolute limit


def test_whatever_a_person_does_they_sign_in_again_after_twelve_hours(client, person, time_machine):
    for _ in range(28):
        rest(time_machine, 25)
        assert is_in(client)
    rest(time_machine, 19)
    assert is_in(client)  # 11 hours 59

    rest(time_machine, 2)
    assert not is_in(client)


def test_nothing_saved_in_the_session_moves_its_end(client, person, time_machine):
    rest(time_machine, 20)
    session = client.session
    session["something"] = 1
    session.save()

    assert BrowserSession.objects.get().expire_date == timezone.now() + timedelta(minutes=10)


# What is asked, and what it costs


def test_the_page_learns_how_long_is_left(client, person, time_machine):
    assert 'data-session="1800"' in client.get(TASKS).text
    rest(time_machine, 10)
    assert client.get(LEFT, headers={"x-idle-seconds": "600"}).json() == {"left": 1200, "is_final": False}
    assert client.get(LEFT).json() == {"left": 1800, "is_final": False}

    for _ in range(28):
        rest(time_machine, 25)
        client.get(QUICK)
    assert client.get(LEFT).json() == {"left": 600, "is_final": True}

    rest(time_machine, 11)
    assert client.get(LEFT, headers={"accept": "application/json"}).status_code == 401


def queries(client, *, path=LEFT):
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return [query["sql"].split()[0] for query in found if "SAVEPOINT" not in query["sql"]]


def test_a_request_writes_nothing_but_once_a_minute(client, person, time_machine):
    assert queries(client) == ["SELECT", "SELECT"]  # the session and the person

    rest(time_machine, 1)
    assert queries(client) == ["SELECT", "SELECT", "SELECT", "UPDATE"]  # the Board's rules, and the end moves
    assert queries(client) == ["SELECT", "SELECT"]


def test_a_page_that_only_polls_writes_nothing(client, person, time_machine):
    rest(time_machine, 10)
    with CaptureQueriesContext(connection) as found:
        client.get(LEFT, headers={"x-idle-seconds": "600"})

    assert [query["sql"] for query in found if query["sql"].startswith("UPDATE")] == []


def test_no_address_of_a_browser_is_kept(client, person):
    session = BrowserSession.objects.get()

    assert "127.0.0.1" not in str(session.get_decoded()) + session.browser
    assert {field.name for field in BrowserSession._meta.fields} == {
        "session_key",
        "session_data",
        "expire_date",
        "user",
        "browser",
        "signed_in_at",
        "seen_at",
    }


# One's own sessions


@pytest.fixture
def elsewhere(person, time_machine):
    rest(time_machine, 5)
    other = Client()
    sign_in(other, person)
    return other


def test_a_person_sees_where_they_are_signed_in_and_nobody_else_does(client, person, elsewhere):
    sign_in(Client(), UserFactory())

    page = client.get("/account/")

    assert [session.browser for session in page.context["sessions"]] == ["Firefox on Windows", "Firefox on Windows"]
    assert page.text.count("This browser") == 1
    assert not any(session.session_key in page.text for session in BrowserSession.objects.all())


def test_sessions_from_before_a_new_password_are_not_listed(client, person, elsewhere):
    person.set_password("lantern pebble forty two")
    person.save()
    client.post("/account/sign-in/", {"login": person.email, "password": "lantern pebble forty two"}, headers=FIREFOX)

    assert BrowserSession.objects.filter(user=person).count() == 2
    assert len(client.get("/account/").context["sessions"]) == 1


def test_one_session_is_ended_at_once(client, person, elsewhere):
    [other] = [one for one in BrowserSession.objects.all() if one.session_key != client.session.session_key]

    response = client.post(f"/account/sessions/{other.mark}/end/", follow=True)

    assert "Firefox on Windows is signed out." in response.text
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert ActivityEvent.objects.about(person).latest("pk").verb == "session.ended"


def test_all_others_are_ended_at_once(client, person, elsewhere):
    third = Client()
    sign_in(third, person)
    stranger = Client()
    sign_in(stranger, UserFactory())

    client.post("/account/sessions/end-others/")

    assert [is_in(one) for one in (client, elsewhere, third, stranger)] == [True, False, False, True]


def test_nobody_ends_what_is_not_theirs_nor_the_session_they_ask_in(client, person):
    stranger = Client()
    sign_in(stranger, UserFactory())
    marks = [session.mark for session in BrowserSession.objects.all()]

    codes = [client.post(f"/account/sessions/{mark}/end/").status_code for mark in marks]

    assert codes == [404, 404]
    assert (is_in(client), is_in(stranger)) == (True, True)


# At night


def test_sessions_past_their_end_are_cleared_and_others_left(client, person, time_machine):
    rest(time_machine, 31)
    late = UserFactory()
    sign_in(Client(), late)

    clear_sessions()

    assert [session.user for session in BrowserSession.objects.all()] == [late]


def test_djangos_own_command_clears_the_same(client, person, time_machine):
    rest(time_machine, 31)

    call_command("clearsessions")

    assert BrowserSession.objects.count() == 0


def test_clearing_is_asked_for_every_night(settings):
    assert settings.CELERY_BEAT_SCHEDULE["clear-sessions"]["task"] == clear_sessions.name
