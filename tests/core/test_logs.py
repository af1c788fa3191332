"""Logs tell what happened, by number, and of nobody anything."""

import io
import json
import logging

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import path, reverse

from lscb.celery import app, send_request_id
from lscb.core import invitations, request_id
from lscb.core.logs import JsonLines, PlainLines
from lscb.core.models import User
from tests.factories.board import manager
from tests.factories.core import PASSWORD, UserFactory

SECRETS = ("helen.ostrow@example.org", "Helen Ostrow", "020 7946 0000", "Bruised on Tuesday", "10.9.8.7")


@pytest.fixture
def written():
    """What the product would write, whichever logger it comes from."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(name) for name in ("", "django", "celery", "gunicorn.error")]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield stream
    for logger, level in before:
        logger.removeHandler(handler)
        logger.setLevel(level)


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def access(stream):
    return [line for line in lines(stream) if line["logger"] == "lscb.access"]


def leaks(stream, *more):
    return [secret for secret in (*SECRETS, *more) if secret in stream.getvalue()]


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_number_and_route(client, written):
    person = manager()
    client.force_login(person)

    response = client.get(reverse("board:person-detail", args=[person.pk]))

    (line,) = access(written)
    assert {name: line[name] for name in ("method", "route", "status", "user", "request_id")} == {
        "method": "GET",
        "route": "board:person-detail",
        "status": 200,
        "user": person.pk,
        "request_id": response.headers["X-Request-ID"],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "behind_proxy", "is_kept"),
    [
        ("a1b2c3d4-proxy", True, True),
        ("a1b2c3d4-proxy", False, False),
        ("short", True, False),
        ('"}{"level":"x', True, False),
        ("x" * 65, True, False),
    ],
)
def test_only_a_proxys_well_formed_number_is_taken_over(client, settings, given, behind_proxy, is_kept):
    settings.IS_BEHIND_PROXY = behind_proxy

    number = client.get("/healthz", headers={"x-request-id": given}).headers["X-Request-ID"]

    assert (number == given) is is_kept
    assert len(number) >= 8


@pytest.mark.django_db
def test_whoever_watches_is_not_written_down(client, written):
    client.get("/healthz")

    assert access(written) == []


@pytest.mark.django_db
def test_nothing_a_person_sends_is_written_down(client, written):
    person = UserFactory(email=SECRETS[0], name=SECRETS[1], telephone=SECRETS[2])
    token = invitations.invite(UserFactory(joined_at=None), by=person, now=person.joined_at)
    client.post(reverse("account_login"), {"login": SECRETS[0], "password": "wrong guess twelve"})
    client.post(reverse("account_login"), {"login": SECRETS[0], "password": PASSWORD})
    client.post(reverse("account_reset_password"), {"email": SECRETS[0]})
    client.get(reverse("invitation", args=[token]))
    client.get(f"/join/{token}/nowhere")
    client.get("/nowhere/", {"q": SECRETS[3]}, headers={"x-forwarded-for": SECRETS[4]})
    client.get("/", headers={"host": "helen.ostrow.example"})
    client.post("/board/people/1/", {"text": SECRETS[3]})

    assert len(access(written)) == 8
    assert leaks(written, token, "wrong guess", PASSWORD, "helen.ostrow.example") == []


def faulty(_request):
    raise LookupError(f"the value “{SECRETS[3]}” of {SECRETS[0]} is odd")


class WithAFault:
    """Addresses of which one is broken."""

    urlpatterns = [path("faulty/", faulty)]
    handler500 = "lscb.core.views.errors.server_error"


@pytest.mark.django_db
def test_a_fault_is_told_by_its_kind_and_place_not_its_words(written, settings):
    client = Client(raise_request_exception=False)
    client.force_login(manager())
    settings.ROOT_URLCONF = WithAFault
    response = client.get("/faulty/")

    assert response.status_code == 500
    (line,) = [line for line in lines(written) if line["level"] == "ERROR"]
    assert (line["exception"], line["message"]) == ("LookupError", "answered 500")
    assert line["at"][-1].endswith("faulty")
    assert line["request_id"] in response.text
    assert leaks(written) == []


@pytest.mark.django_db
def test_the_databases_own_words_stay_out(written):
    UserFactory(email=SECRETS[0])
    try:
        with transaction.atomic():
            User.objects.create(email=SECRETS[0], name=SECRETS[1])
    except IntegrityError:
        logging.getLogger("lscb.core.jobs").exception("job %s could not be done: %s", 7, SECRETS[3])

    (line,) = lines(written)
    assert (line["message"], line["exception"]) == ("job 7 could not be done: …", "IntegrityError")
    assert leaks(written) == []


@pytest.mark.parametrize(
    ("message", "args", "words"),
    [
        ("job %s took %.1f s", (7, 1.25), "job 7 took 1.2 s"),
        ("message %s was not sent: %s", (3, SECRETS[0]), "message 3 was not sent: …"),
        (
            "Task %(name)s[%(id)s] gave %(return_value)s",
            (
                {
                    "name": "lscb.core.tasks.remind",
                    "id": "0b5f3f86-6a0b-4b52-8c5e-1f3a5d7e9b11",
                    "return_value": "Helen",
                },
            ),
            "Task lscb.core.tasks.remind[0b5f3f86-6a0b-4b52-8c5e-1f3a5d7e9b11] gave …",
        ),
        ("%s is away", ("Helen",), "… is away"),
        ("%s: %s", (ValueError, ValueError("Helen")), "ValueError: ValueError"),
        ("100 % sure", (), "100 % sure"),
        ("%d of them", ("Helen",), "%d of them"),
    ],
)
@pytest.mark.parametrize("formatter", [JsonLines, PlainLines])
def test_numbers_and_names_of_code_stand_and_other_text_does_not(formatter, message, args, words):
    record = logging.LogRecord("celery", logging.INFO, __file__, 1, message, args, None)

    assert formatter().words(record) == words


def test_a_line_is_one_line_whatever_it_says():
    record = logging.LogRecord("lscb", logging.INFO, __file__, 1, 'a\nb "c" ü', (), None)

    text = JsonLines().format(record)

    assert "\n" not in text
    assert json.loads(text)["message"] == 'a\nb "c" ü'


def test_what_a_request_asked_for_is_done_under_its_number():
    heard = []

    @app.task(name="tests.hear")
    def hear():
        heard.append(request_id.current())

    number = request_id.begin()
    headers: dict[str, str] = {}
    send_request_id(headers=headers)
    request_id.carry("")
    hear.apply(headers=headers)

    assert heard == [number]
