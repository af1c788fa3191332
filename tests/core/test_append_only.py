from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from lscb.core import activity, append_only, chain
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
    chain.seal()

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
    assert append_only.missing(connection) == []
    append_only.remove(connection)
    assert len(append_only.missing(connection)) == 3 * len(append_only.tables())
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
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE core_activityevent DISABLE TRIGGER core_activityevent_no_delete",
        "ALTER TABLE core_activityevent ENABLE TRIGGER core_activityevent_no_delete",
        "ALTER TABLE core_activityevent ENABLE REPLICA TRIGGER core_activityevent_no_delete",
        "CREATE OR REPLACE TRIGGER core_activityevent_no_delete AFTER DELETE ON core_activityevent "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE OR REPLACE TRIGGER core_activityevent_no_delete BEFORE DELETE ON core_activityevent "
        "FOR EACH ROW WHEN (false) EXECUTE FUNCTION refuse_change()",
    ],
    ids=["off", "not-in-a-replica", "only-in-a-replica", "too-late", "never"],
)
def test_a_trigger_that_is_switched_off_or_another_one_counts_as_missing(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert append_only.missing(connection) == ["core_activityevent_no_delete"]
    append_only.install(connection)
    assert append_only.missing(connection) == []


@needs_postgres
def test_a_function_that_does_nothing_counts_as_every_trigger_that_calls_it():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"
        )

    assert "core_activityevent_no_update" in append_only.missing(connection)
    append_only.install(connection)
    assert append_only.missing(connection) == []


def test_a_trigger_of_the_same_name_that_does_nothing_counts_as_missing():
    append_only.remove(connection)
    append_only.install(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER core_activityevent_no_delete ON core_activityevent")
            cursor.execute(
                "CREATE TRIGGER core_activityevent_no_delete BEFORE DELETE ON core_activityseal "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        else:
            cursor.execute("DROP TRIGGER core_activityevent_no_delete")
            cursor.execute(
                "CREATE TRIGGER core_activityevent_no_delete BEFORE DELETE ON core_activityevent BEGIN SELECT 1; END"
            )

    assert append_only.missing(connection) == ["core_activityevent_no_delete"]


@needs_postgres
@pytest.mark.parametrize("statement", ["UPDATE core_activityevent SET verb = ''", "DELETE FROM core_activitydetail"])
def test_a_session_that_plays_a_replica_is_refused_all_the_same(event, statement):
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")

    refused(statement)

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")


SEAL = (
    "(position, digest, sealed_at, event_id, key_id) SELECT 9, digest, sealed_at, event_id, '' FROM core_activityseal"
)
IN_THE_PLACE_OF_ANOTHER = {
    "sqlite": [
        "INSERT OR REPLACE INTO core_activityevent SELECT * FROM core_activityevent",
        f"REPLACE INTO core_activityseal {SEAL}",
        "UPDATE OR REPLACE core_activityevent SET verb = ''",
    ],
    "postgresql": [
        "INSERT INTO core_activityevent SELECT * FROM core_activityevent ON CONFLICT (id) DO UPDATE SET verb = ''",
        f"INSERT INTO core_activityseal {SEAL} ON CONFLICT (event_id) DO UPDATE SET position = 9",
        "UPDATE core_activityevent SET verb = ''",
    ],
}


@pytest.fixture(params=["ON", "OFF"])
def recursive_triggers(request):
    """SQLite's setting of that name, which a program of anyone's own may leave off."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA recursive_triggers = {request.param}")
            yield
            cursor.execute("PRAGMA recursive_triggers = ON")
    else:
        yield


@pytest.mark.parametrize("which", [0, 1, 2], ids=["by-key", "by-another-unique-column", "by-update"])
def test_no_line_takes_anothers_place(event, recursive_triggers, which):
    chain.seal()

    refused(IN_THE_PLACE_OF_ANOTHER[connection.vendor][which])

    assert (ActivityEvent.objects.get(), chain.head().position) == (event, 1)


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
