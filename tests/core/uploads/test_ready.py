import pytest

pytestmark = pytest.mark.django_db


def ready(client):
    response = client.get("/readyz")
    return response.status_code, response.json()["parts"].get("scanner")


def test_a_scanner_that_nobody_named_is_not_asked(client):
    assert ready(client) == (200, None)


def test_a_scanner_that_answers_is_told(client, scanner):
    assert ready(client) == (200, True)


def test_a_scanner_that_is_away_is_told(client, settings):
    settings.CLAMAV = "tcp://127.0.0.1:1"

    assert ready(client) == (503, False)
