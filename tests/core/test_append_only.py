from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from lscb.core import activity, append_only
from lscb.core.checks import append_only_triggers, refuse_to_start_if_broken
from lscb.core.models import ActivityEvent
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
needs_postgres = pytest.mark.postgres


@pytest.fixture
def event():
    person = UserFactory()
    return activity.record("person.changed", person, by=person, changes={"name": ("Ann", "Anne")})


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_activityevent SET verb = 'nothing'",
        "DELETE FROM core_activityevent",
        "UPDATE core_activitydetail SET salt = ''",
        "DELETE FROM core_activitydetail",
    ],
)
def test_the_log_refuses_to_be_changed_even_through_raw_sql(event, statement):
    refused(statement)

    assert list(ActivityEvent.objects.all()) == [event]


def test_seals_refuse_to_be_changed(event):
    activity.seal()

    refused("UPDATE core_activityseal SET digest = ''")
    refused("DELETE FROM core_activityseal")


def test_putting_another_line_in_a_lines_place_is_refused(event):
    if connection.vendor == "postgresql":
        refused(
            "INSERT INTO core_activitydetail SELECT * FROM core_activitydetail "
            "ON CONFLICT (event_id) DO UPDATE SET salt = ''"
        )
    else:
        refused("INSERT OR REPLACE INTO core_activitydetail SELECT * FROM core_activitydetail")


@needs_postgres
def test_truncate_is_refused(event):
    connection.check_constraints()  # nothing left to be checked later, which would refuse first

    refused("TRUNCATE core_activityevent CASCADE")


def test_migrate_puts_back_what_was_removed():
    append_only.remove(connection)
    assert append_only.missing(connection) != []

    call_command("migrate", verbosity=0)

    assert append_only.missing(connection) == []


def test_every_protected_table_has_its_triggers():
    triggers = 3 if connection.vendor == "postgresql" else 2

    assert append_only.missing(connection) == []
    append_only.remove(connection)
    assert len(append_only.missing(connection)) == triggers * len(append_only.tables())
    append_only.install(connection)


def test_a_missing_trigger_is_an_error_that_names_it():
    with connection.cursor() as cursor:
        on = " ON core_activityevent" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER core_activityevent_no_delete{on}")

    [error] = append_only_triggers(databases=["default"])

    assert (error.id, error.level >= 40) == ("core.E001", True)
    assert "core_activityevent_no_delete" in error.msg
    append_only.install(connection)
    assert append_only_triggers(databases=["default"]) == []


@needs_postgres
def test_a_trigger_that_is_switched_off_counts_as_missing():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_activityevent DISABLE TRIGGER core_activityevent_no_delete")

    assert append_only.missing(connection) == ["core_activityevent_no_delete"]


@pytest.mark.django_db(transaction=True)
def test_neither_web_nor_worker_starts_without_the_triggers(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, base_url="http://127.0.0.1:8000")
    refuse_to_start_if_broken()
    append_only.remove(connection)

    with pytest.raises(ImproperlyConfigured, match=r"lost their triggers.*manage\.py migrate"):
        refuse_to_start_if_broken()

    append_only.install(connection)


def test_lifting_ends_with_the_block(event):
    with append_only.lifted(connection):
        ActivityEvent.objects.update(object_label="lifted")

    refused("UPDATE core_activityevent SET object_label = 'again'")
