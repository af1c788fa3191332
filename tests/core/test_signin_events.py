"""What happens at the door is written down as events of their own, and nothing that was typed there."""

import io
import json
import logging

import pytest
from django.test import Client
from django.utils import timezone

from board.actions import deactivate_person
from lscb.core import invitations
from lscb.core.logs import JsonLines
from tests.factories.board import manager
from tests.factories.core import PASSWORD, UserFactory
from tests.factories.second_steps import app_of, code, recovery_codes_of

pytestmark = pytest.mark.django_db
SIGN_IN, STEP = "/account/sign-in/", "/account/second-step/"
WRONG = "harbour violin seventeen"


@pytest.fixture
def written():
    stream = io.StringIO()
    handler, logger = logging.StreamHandler(stream), logging.getLogger("lscb.signin")
    handler.setFormatter(JsonLines())
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(before)


@pytest.fixture
def person():
    return UserFactory(email="helen.ostrow@example.org", name="Helen Ostrow")


@pytest.fixture
def guarded(person):
    app_of(person)
    return person


def events(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def told(stream):
    return [(line["event"], line["user"], line.get("step")) for line in events(stream)]


def sign_in(client, person, password=PASSWORD):
    return client.post(SIGN_IN, {"login": person.email, "password": password})


def test_a_sign_in_and_a_sign_out_are_told_with_the_persons_and_the_requests_number(client, written, person):
    came = sign_in(client, person)
    went = client.post("/account/sign-out/")

    assert told(written) == [("signin.succeeded", person.pk, None), ("signout", person.pk, None)]
    lines = events(written)
    assert [line["request_id"] for line in lines] == [answer.headers["X-Request-ID"] for answer in (came, went)]
    assert [line["route"] for line in lines] == ["account_login", "account_logout"]


def test_a_wrong_password_is_told_with_whose_account_it_was(client, written, person):
    sign_in(client, person, WRONG)
    client.post(SIGN_IN, {"login": "Helen.Ostrow@EXAMPLE.org", "password": WRONG})
    client.post(SIGN_IN, {"login": "nobody@example.org", "password": WRONG})

    assert told(written) == [("signin.failed", pk, None) for pk in (person.pk, person.pk, None)]
    assert {line["level"] for line in events(written)} == {"WARNING"}


def test_a_closed_account_is_a_failed_sign_in(client, written, person):
    deactivate_person(person, by=manager(), today=timezone.localdate())

    sign_in(client, person)

    assert told(written) == [("signin.failed", person.pk, None)]


def test_a_wrong_password_at_the_page_that_asks_again_is_told_too(client, written, person):
    sign_in(client, person)
    client.post("/account/again/", {"password": WRONG})

    assert told(written)[1:] == [("signin.failed", person.pk, None)]


def test_who_tries_too_often_is_told_as_throttled(client, written, person):
    for _ in range(6):
        sign_in(client, person, WRONG)
    for n in range(41):
        client.get(f"/account/reset/key/1-guess-{n}/")

    assert [event for event, *_ in told(written)] == ["signin.failed"] * 5 + ["signin.throttled"] * 2
    assert [line["route"] for line in events(written)][-2:] == ["account_login", "account_reset_password_from_key"]


def test_a_second_step_used_comes_before_the_sign_in_it_completes(client, written, guarded):
    sign_in(client, guarded)
    assert told(written) == []
    client.post(STEP, {"code": code()})

    assert told(written) == [("second_step.used", guarded.pk, "totp"), ("signin.succeeded", guarded.pk, None)]


def test_a_recovery_code_is_told_as_one(client, written, guarded):
    first, *_others = recovery_codes_of(guarded)
    sign_in(client, guarded)
    client.post(STEP, {"code": first})

    assert told(written)[0] == ("second_step.used", guarded.pk, "recovery_codes")


@pytest.mark.parametrize("sent", [{"code": "000000"}, {"code": ""}])
def test_a_code_that_is_not_right_is_told_as_refused(client, written, guarded, sent):
    sign_in(client, guarded)
    client.post(STEP, sent)

    assert told(written) == [("second_step.refused", guarded.pk, "code")]


def test_a_code_used_before_is_told_as_refused(client, written, guarded):
    typed = code()
    for _ in range(2):
        sign_in(client, guarded)
        client.post(STEP, {"code": typed})
        client.post("/account/sign-out/")

    assert ("second_step.refused", guarded.pk, "code") in told(written)


@pytest.mark.parametrize("sent", ["", "null", "{}", "not json", '{"id": 1}'])
def test_a_passkey_that_is_none_is_told_as_refused(client, written, guarded, sent):
    sign_in(client, guarded)
    client.post(STEP, {"credential": sent})
    Client().post("/account/passkeys/sign-in/", {"credential": sent})

    assert told(written) == [("second_step.refused", pk, "passkey") for pk in (guarded.pk, None)]


def test_coming_by_invitation_is_a_sign_in(client, written):
    person = UserFactory(joined_at=None)
    token = invitations.invite(person, by=manager(), now=timezone.now())
    client.post(f"/join/{token}/", {"password": WRONG})

    assert told(written) == [("signin.succeeded", person.pk, None)]
    assert token not in written.getvalue()


def test_nothing_that_was_typed_is_written_down(client, written, guarded):
    typed = code()
    sign_in(client, guarded, WRONG)
    sign_in(client, guarded)
    client.post(STEP, {"code": "135790"})
    client.post(STEP, {"code": typed})

    assert len(events(written)) == 4
    assert [text for text in ("helen", "Ostrow", WRONG, PASSWORD, "135790", typed) if text in written.getvalue()] == []
