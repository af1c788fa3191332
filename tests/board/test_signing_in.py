"""What the Board asks of those who sign in: how long they may rest, and a second step."""

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from board.actions import RoleGiven, change_board, give_role
from board.enums import Role
from board.forms import BoardForm
from board.models import Board, Group
from lscb.core.editing import Edit
from tests.board.test_pages import SETTINGS, with_read
from tests.factories.board import agency_lead, board_member, manager
from tests.factories.core import PASSWORD
from tests.factories.second_steps import app_of, code, recovery_codes_of

pytestmark = pytest.mark.django_db
TASKS, OWN, CODE = "/tasks/", "/account/", "/account/second-step/"


def ask(second_step, *roles):
    Board.objects.update_or_create(pk=1, defaults={"second_step": second_step, "second_step_roles": list(roles)})


def sign_in(client, person):
    return client.post("/account/sign-in/", {"login": person.email, "password": PASSWORD})


# The settings


@pytest.mark.parametrize("fields", [{"idle_minutes": 4}, {"idle_minutes": 121}, {"second_step": "some"}], ids=str)
def test_the_database_holds_the_bounds_whoever_writes(fields):
    Board.current()

    with pytest.raises(IntegrityError):
        Board.objects.update(**fields)


def test_the_manager_chooses_the_roles(client):
    client.force_login(manager())
    url = "/board/settings/"
    wanted = SETTINGS | {"second_step": "roles", "second_step_roles": ["manager", "analyst"], "idle_minutes": "10"}

    client.post(url, with_read(client, url, **wanted))

    board = Board.current()
    assert (board.second_step, board.second_step_roles, board.idle_minutes) == ("roles", ["manager", "analyst"], 10)


def test_certain_roles_are_at_least_one():
    form = BoardForm(SETTINGS | {"second_step": "roles"}, instance=Board.current())

    assert form.errors == {"second_step_roles": ["Choose at least one role"]}


def test_two_people_who_choose_roles_see_both_choices(client):
    client.force_login(manager())
    url = "/board/settings/"
    mine = with_read(client, url, **SETTINGS | {"second_step": "roles", "second_step_roles": ["manager"]})
    change_board(Edit({"second_step_roles": ["analyst", "inspector"]}), by=manager(name="Anna Hall"))

    page = client.post(url, mine)

    assert "Anna Hall changed this while you were writing" in page.text
    assert "Performance analyst, Inspector" in page.text


@pytest.mark.parametrize(
    ("second_step", "roles", "held", "asked"),
    [
        ("nobody", ["manager"], {"manager"}, False),
        ("roles", ["manager", "analyst"], {"manager", "inspector"}, True),
        ("roles", ["manager"], {"inspector"}, False),
        ("roles", ["manager"], set(), False),
        ("everyone", [], set(), True),
    ],
)
def test_of_whom_it_is_asked(second_step, roles, held, asked):
    assert Board(second_step=second_step, second_step_roles=roles).asks_second_step_of(held) is asked


# Who must have one and has none


def test_whoever_has_none_is_led_to_set_one_up_and_nowhere_else(client):
    ask("everyone")
    person = agency_lead()
    sign_in(client, person)

    for path in ("/", TASKS, "/board/", "/indicators/returns/", "/account/password/"):
        assert (path, client.get(path).headers.get("Location")) == (path, OWN)
    for path in (OWN, "/help/", "/privacy/", "/healthz"):
        assert (path, client.get(path).status_code) == (path, 200)
    assert "Set up a second step to go on" in client.get(OWN).text
    assert client.get("/account/app/add/").url.startswith("/account/again/")
    assert client.get(TASKS, headers={"hx-request": "true"}).status_code == 403
    assert client.post("/account/sign-out/").url == "/account/sign-in/"


def test_once_it_is_set_up_everything_opens(client):
    ask("everyone")
    sign_in(client, agency_lead())
    client.post("/account/again/", {"password": PASSWORD})
    secret = client.get("/account/app/add/").context["form"].secret
    assert client.get(TASKS).status_code == 302

    client.post("/account/app/add/", {"code": code(secret)})

    assert client.get(TASKS).status_code == 200


def test_recovery_codes_alone_are_no_second_step(client):
    ask("everyone")
    person = agency_lead()
    recovery_codes_of(person)

    sign_in(client, person)

    assert client.get(TASKS).url == OWN


def test_whoever_has_one_goes_on(client):
    ask("everyone")
    person = agency_lead()
    app_of(person)
    sign_in(client, person)
    client.post(CODE, {"code": code()})

    assert client.get(TASKS).status_code == 200


def test_only_the_chosen_roles_are_asked(client):
    ask("roles", "manager")
    other = Client()
    sign_in(client, manager())
    sign_in(other, board_member())

    assert (client.get(TASKS).headers.get("Location"), other.get(TASKS).status_code) == (OWN, 200)


def test_who_is_signed_in_already_is_asked_within_a_minute(client, time_machine):
    time_machine.move_to("2026-10-20 09:00:00+00:00", tick=False)
    sign_in(client, agency_lead())
    assert client.get(TASKS).status_code == 200

    ask("everyone")
    time_machine.shift(60)

    assert client.get(TASKS).url == OWN


def test_a_role_given_later_is_asked_within_a_minute(client, time_machine):
    time_machine.move_to("2026-10-20 09:00:00+00:00", tick=False)
    ask("roles", "analyst")
    person, helen = board_member(), manager()
    sign_in(client, person)
    assert client.get(TASKS).status_code == 200

    give_role(person, RoleGiven(Role.ANALYST), by=helen, today=timezone.localdate(), now=timezone.now())
    time_machine.shift(60)

    assert client.get(TASKS).url == OWN


def test_what_was_being_sent_is_given_back_and_can_be_sent_again(client, time_machine):
    time_machine.move_to("2026-10-20 09:00:00+00:00", tick=False)
    sign_in(client, manager())
    ask("everyone")
    time_machine.shift(60)
    written = {"name": "Neglect group", "kind": "sub_group", "terms": "Meets\nmonthly", "is_active": "on"}

    page = client.post("/board/groups/add/", written)

    assert page.status_code == 403
    assert not Group.objects.exists()
    assert [(answer.name, answer.text) for answer in page.context["answers"]] == list(written.items())
    assert "Set up a second step, in a new tab" in page.text

    ask("nobody")
    assert client.post("/board/groups/add/", written).status_code == 302
    assert Group.objects.get().name == "Neglect group"
