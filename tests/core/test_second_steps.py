"""Second steps at sign-in: set up, used, removed; each code once; every change logged and told."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from board.models import Board
from lscb.core import second_steps
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, BrowserSession
from tests.factories.board import agency_lead, manager
from tests.factories.core import PASSWORD, UserFactory
from tests.factories.second_steps import SECRET, app_of, code, passkey_of, recovery_codes_of

pytestmark = pytest.mark.django_db
TASKS, OWN, AGAIN, CODE = "/tasks/", "/account/", "/account/again/", "/account/second-step/"


@pytest.fixture(autouse=True)
def nine_in_the_morning(time_machine):
    time_machine.move_to("2026-10-20 09:00:00+00:00", tick=False)


def sign_in(client, person, password=PASSWORD):
    return client.post("/account/sign-in/", {"login": person.email, "password": password})


def is_in(client):
    return client.get(TASKS).status_code == 200


@pytest.fixture
def person(client):
    person = agency_lead()
    sign_in(client, person)
    return person


@pytest.fixture
def sure(client, person):
    """Has just given the password again."""
    client.post(AGAIN, {"password": PASSWORD})
    return person


def set_up_app(client, typed=None):
    secret = client.get("/account/app/add/").context["form"].secret
    typed = code(secret) if typed is None else typed
    return secret, client.post("/account/app/add/", {"code": typed}, follow=True)


def log_of(person):
    events = ActivityEvent.objects.about(person).filter(verb__startswith="second_step").order_by("pk")
    return [(event.verb, event.by, event.detail.changes) for event in events]


# Setting up


@pytest.mark.parametrize("path", ["app/add/", "passkeys/add/", "codes/new/"])
def test_the_password_is_asked_for_before_anything_is_changed(client, person, path):
    response = client.get(OWN + path)

    assert (response.status_code, response.url) == (302, f"{AGAIN}?{urlencode({'next': OWN + path})}")


def test_a_wrong_password_leads_no_further(client, person):
    page = client.post(AGAIN, {"password": "wrong"})

    assert "Enter the password you have now" in page.text
    assert client.get("/account/app/add/").status_code == 302


def test_after_five_minutes_it_is_asked_for_again(client, sure, time_machine):
    assert client.get("/account/app/add/").status_code == 200

    time_machine.shift(timedelta(minutes=5, seconds=1))
    assert client.get("/account/app/add/").status_code == 302


def test_an_app_is_set_up_logged_and_told(client, sure, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _secret, page = set_up_app(client)

    assert page.redirect_chain[-1][0] == "/account/codes/"
    assert len(page.context["unused_codes"]) == 10
    assert second_steps.has_one(sure)
    assert log_of(sure) == [
        ("second_step.added", sure, {"added": [None, "codes from an app"]}),
        ("second_step.added", sure, {"added": [None, "recovery codes"]}),
    ]
    [message] = mail.outbox
    assert (message.to, message.subject) == ([sure.email], "How you sign in was changed")
    assert "added: codes from an app" in message.body


@pytest.mark.parametrize("typed", ["000000", "", "123", "x" * 500])
def test_an_app_that_does_not_agree_is_not_set_up(client, sure, typed):
    _secret, page = set_up_app(client, typed)

    assert (page.status_code, second_steps.has_one(sure), log_of(sure)) == (200, False, [])
    assert "Enter the code" in page.text


def test_the_key_of_an_app_cannot_be_read_in_the_database(client, sure):
    secret, _page = set_up_app(client)

    app, codes = Authenticator.objects.order_by("pk")
    assert secret not in str(app.data)
    assert set(codes.data) == {"seed", "used_mask", "viewed_at"}
    assert codes.wrap().get_unused_codes()[0] not in str(codes.data)


def test_with_another_secret_key_no_code_is_right_and_nothing_breaks(client, guarded, settings):
    codes = recovery_codes_of(guarded)
    settings.SECRET_KEY = "another" * 10
    sign_in(client, guarded)

    for typed in (code(), codes[0]):
        assert "Enter the code that is shown now" in client.post(CODE, {"code": typed}).text
    assert not is_in(client)


# Signing in


@pytest.fixture
def guarded():
    person = agency_lead()
    app_of(person)
    return person


def test_the_password_alone_opens_nothing(client, guarded):
    assert sign_in(client, guarded).url == CODE
    assert not is_in(client)

    client.post(CODE, {"code": code()})
    assert is_in(client)


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_out(client, guarded, steps, opens):
    sign_in(client, guarded)

    client.post(CODE, {"code": code(steps=steps)})

    assert is_in(client) is opens


@pytest.mark.parametrize("later", [0, 20, 45, 59])
def test_a_code_opens_once(client, guarded, time_machine, later):
    seen_over_the_shoulder = code(steps=1)
    sign_in(client, guarded)
    client.post(CODE, {"code": seen_over_the_shoulder})
    assert is_in(client)

    time_machine.shift(timedelta(seconds=later))
    other = Client()
    sign_in(other, guarded)
    page = other.post(CODE, {"code": f"{seen_over_the_shoulder[:3]} {seen_over_the_shoulder[3:]}"})

    assert "this one is not right, or was used already" in page.text
    assert not is_in(other)


def test_the_code_that_set_an_app_up_does_not_open_as_well(client, sure):
    secret, _page = set_up_app(client)
    other = Client()
    sign_in(other, sure)

    other.post(CODE, {"code": code(secret)})
    assert not is_in(other)

    other.post(CODE, {"code": code(secret, steps=1)})
    assert is_in(other)


def test_a_recovery_code_opens_once(client, guarded):
    first, *_others = recovery_codes_of(guarded)
    sign_in(client, guarded)
    client.post(CODE, {"code": first})
    assert is_in(client)

    other = Client()
    sign_in(other, guarded)
    other.post(CODE, {"code": first})
    assert not is_in(other)


def test_five_wrong_codes_close_the_second_step_for_five_minutes(client, guarded, time_machine):
    sign_in(client, guarded)
    for _ in range(5):
        client.post(CODE, {"code": "000000"})
        time_machine.shift(timedelta(seconds=1))

    assert "Wait five minutes" in client.post(CODE, {"code": code()}).text
    assert not is_in(client)

    time_machine.shift(timedelta(minutes=5))
    client.post(CODE, {"code": code()})
    assert is_in(client)


def test_the_second_step_leads_on_to_where_the_person_wanted(client, guarded):
    client.post("/account/sign-in/", {"login": guarded.email, "password": PASSWORD, "next": "/help/"})

    assert client.post(CODE, {"code": code()}).url == "/help/"


def test_the_second_step_is_no_page_without_the_first(client, guarded):
    assert client.get(CODE).url == "/account/sign-in/"


NO_PASSKEYS = [
    "",
    "{}",
    "[]",
    "null",
    "not json",
    '{"id": "x"}',
    '{"rawId": 1}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "A",'
    ' "signature": "AA", "userHandle": "MQ"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": 1}}',
]


@pytest.mark.parametrize("sent", NO_PASSKEYS)
def test_a_passkey_that_is_none_opens_nothing(client, guarded, sent):
    passkeys = "/account/passkeys/sign-in/"
    assert client.get(passkeys, headers={"accept": "application/json"}).json()["request_options"]["publicKey"]

    response = client.post(passkeys, {"credential": sent})

    assert (response.status_code, response.url, is_in(client)) == (302, "/account/sign-in/", False)


@pytest.mark.parametrize("sent", NO_PASSKEYS)
def test_a_passkey_that_is_none_is_not_added_and_says_so(client, sure, sent):
    client.get("/account/passkeys/add/")

    page = client.post("/account/passkeys/add/", {"name": "Laptop", "credential": sent})

    assert (page.status_code, Authenticator.objects.count()) == (200, 0)
    assert "Try again: no passkey came from the browser" in page.text


@pytest.mark.parametrize("sent", NO_PASSKEYS)
def test_nor_does_it_serve_as_second_step_or_proof(client, guarded, sent):
    sign_in(client, guarded)
    passkey_page = client.post(CODE, {"credential": sent})
    assert (passkey_page.status_code, is_in(client)) == (200, False)
    assert "Try again: no passkey came from the browser" in passkey_page.text


def test_nobody_is_named_by_asking_for_a_passkey(client, guarded):
    passkey_options = client.get("/account/passkeys/sign-in/", headers={"accept": "application/json"}).json()

    assert passkey_options["request_options"]["publicKey"].get("allowCredentials", []) == []


# Changing


def test_removing_the_app_takes_the_recovery_codes_with_it(client, sure, django_capture_on_commit_callbacks):
    set_up_app(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/app/remove/")

    assert Authenticator.objects.count() == 0
    assert [changes for verb, _by, changes in log_of(sure) if verb == "second_step.removed"] == [
        {"removed": ["codes from an app", None]},
        {"removed": ["recovery codes", None]},
    ]
    assert "removed: codes from an app" in mail.outbox[-1].body


def test_new_recovery_codes_take_the_place_of_the_old(client, sure, django_capture_on_commit_callbacks):
    _secret, page = set_up_app(client)
    old = page.context["unused_codes"]
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/account/codes/new/", follow=True)

    assert set(page.context["unused_codes"]).isdisjoint(old)
    assert log_of(sure)[-1] == ("second_step.added", sure, {"added": [None, "recovery codes"]})
    assert "added: recovery codes" in mail.outbox[-1].body
    assert "removed" not in mail.outbox[-1].body


def test_recovery_codes_stand_in_for_something(client, sure):
    page = client.post("/account/codes/new/")

    assert "Set up an app or a passkey first" in page.text
    assert Authenticator.objects.count() == 0


def test_recovery_codes_are_shown_only_to_whoever_proves_who_they_are(client, guarded, time_machine):
    codes = recovery_codes_of(guarded)
    sign_in(client, guarded)
    client.post(CODE, {"code": code()})

    assert client.get("/account/codes/").status_code == 302
    assert client.get("/account/codes/download/").status_code == 302

    client.post(AGAIN, {"password": PASSWORD})
    assert codes[0] in client.get("/account/codes/").text
    assert codes[0] in client.get("/account/codes/download/").text


def test_a_passkey_of_someone_else_is_neither_renamed_nor_removed(client, sure):
    theirs = passkey_of(UserFactory())

    assert client.post(f"/account/passkeys/{theirs.pk}/rename/", {"name": "Mine"}).status_code == 404
    assert client.post(f"/account/passkeys/{theirs.pk}/remove/").status_code == 404
    assert str(Authenticator.objects.get()) == "Work laptop"


def test_a_passkey_is_renamed_and_removed(client, sure):
    key = passkey_of(sure)
    client.post(f"/account/passkeys/{key.pk}/rename/", {"name": "Old <laptop>"})

    assert "Old &lt;laptop&gt;" in client.get(OWN).text

    client.post(f"/account/passkeys/{key.pk}/remove/")
    assert log_of(sure) == [("second_step.removed", sure, {"removed": ["passkey “Old <laptop>”", None]})]


@pytest.mark.parametrize("remove", ["app/remove/", "passkeys/{}/remove/"])
def test_the_last_second_step_is_not_given_up_while_the_board_asks_for_one(client, sure, remove):
    Board.objects.update_or_create(pk=1, defaults={"second_step": "everyone"})
    step = app_of(sure) if "app" in remove else passkey_of(sure)

    page = client.post(OWN + remove.format(step.pk), follow=True)

    assert "Add another second step before you remove this one" in page.text
    assert list(Authenticator.objects.all()) == [step]


# Lost


def test_lost_second_steps_are_removed_and_every_session_ends(client, guarded, django_capture_on_commit_callbacks):
    recovery_codes_of(guarded)
    sign_in(client, guarded)
    client.post(CODE, {"code": code()})
    helen = manager(name="Helen Ostrow")

    with django_capture_on_commit_callbacks(execute=True):
        second_steps.remove_all(guarded, by=helen)

    assert not is_in(client)
    assert sign_in(client, guarded).url == "/"
    assert [by for _verb, by, _changes in log_of(guarded)] == [helen, helen]
    assert "Helen Ostrow changed how you sign in" in mail.outbox[0].body
    assert SECRET not in mail.outbox[0].body


def test_there_is_nothing_to_remove_twice(guarded):
    helen = manager()
    second_steps.remove_all(guarded, by=helen)

    with pytest.raises(Refused, match="has no second step"):
        second_steps.remove_all(guarded, by=helen)
    assert BrowserSession.objects.count() == 0
