"""Tables nobody may change: refused by triggers on both engines, re-installed after each migrate.

Only the tests' teardown lifts them. Apps name their own tables with ``protect``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "this table is append-only"
_protected: list[str] = ["core.ActivityEvent", "core.ActivitySeal", "core.ActivityDetail", "core.Message"]


def protect(*labels: str) -> None:
    """Add models, as ``app.Model``, whose rows are written once."""
    _protected.extend(label for label in labels if label not in _protected)


def tables() -> list[str]:
    return [apps.get_model(label)._meta.db_table for label in _protected]


def install_after_migrate(using: str = "default", **_kwargs: Any) -> None:
    install(connections[using])


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place; harmless when it is there already."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
            )
        for table in _present(connection):
            for statement in _create(connection.vendor, table):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for table in _present(connection):
            for name in _names(connection.vendor, table):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """For the tests' teardown, and for nothing else."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers that ought to be there and are not, or are switched off."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    wanted = [name for table in _present(connection) for name in _names(connection.vendor, table)]
    return [name for name in wanted if name not in found]


def _present(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables that exist: before its migration a new one does not."""
    there = set(connection.introspection.table_names())
    return [table for table in tables() if table in there]


def _names(vendor: str, table: str) -> list[str]:
    verbs = ["update", "delete", "truncate"] if vendor == "postgresql" else ["update", "delete"]
    return [f"{table}_no_{verb}" for verb in verbs]


def _create(vendor: str, table: str) -> Iterator[str]:
    if vendor == "postgresql":
        for name, verb, each in zip(
            _names(vendor, table), ["UPDATE", "DELETE", "TRUNCATE"], ["ROW", "ROW", "STATEMENT"], strict=True
        ):
            yield (
                f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
            )
        return
    for name, verb in zip(_names(vendor, table), ["UPDATE", "DELETE"], strict=True):
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
