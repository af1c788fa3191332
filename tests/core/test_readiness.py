import pytest
from celery import current_app
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from lscb.core import append_only

pytestmark = pytest.mark.django_db
NOWHERE = "redis://127.0.0.1:1"
ALL = {"database": True, "migrations": True, "append_only": True, "cache": True, "queue": True}


@pytest.fixture
def queue_gone():
    """The worker's broker, pointed at nothing."""
    kept = current_app.conf.broker_write_url, current_app.conf.broker_url
    current_app.conf.broker_url = current_app.conf.broker_write_url = NOWHERE
    yield
    current_app.conf.broker_write_url, current_app.conf.broker_url = kept


def gone(*_args):
    raise OperationalError("the server closed the connection: user=lscb host=db.internal")


def ready(client):
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_when_everything_is_there_it_is_ready(client):
    assert ready(client) == (200, {"status": "ok", "parts": ALL})


def test_a_database_that_does_not_answer_is_named_and_nothing_of_it_told(client):
    with connection.execute_wrapper(gone):
        status, told = ready(client)

    assert (status, told["status"], told["parts"]["database"], told["parts"]["migrations"]) == (
        503,
        "not ready",
        False,
        False,
    )
    assert set(told) == {"status", "parts"}
    assert {type(part) for part in told["parts"].values()} == {bool}


def test_a_migration_that_is_not_applied_is_told(client):
    MigrationRecorder.Migration.objects.filter(app="reports").delete()

    assert ready(client) == (503, {"status": "not ready", "parts": ALL | {"migrations": False}})


def test_a_log_that_could_be_rewritten_is_told(client):
    append_only.remove(connection)

    assert ready(client) == (503, {"status": "not ready", "parts": ALL | {"append_only": False}})


def test_a_queue_that_cannot_be_reached_is_told(client, queue_gone):
    assert ready(client) == (503, {"status": "not ready", "parts": ALL | {"queue": False}})


def test_a_web_process_is_well_without_a_database(client):
    with connection.execute_wrapper(gone):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_nothing_is_sent_to_it(client):
    assert client.post("/readyz").status_code == 405
