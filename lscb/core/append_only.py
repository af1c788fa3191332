"""Tables nobody may change: refused by triggers on both engines, re-installed after each migrate.

Only the tests' teardown lifts them. Apps name their own tables with ``protect``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from lscb.core.triggers import REFUSAL, Door, Trigger, in_place, triggers_of

__all__ = ["REFUSAL", "install", "install_after_migrate", "lifted", "missing", "protect", "remove", "tables"]

_protected: list[str] = [
    "core.ActivityEvent",
    "core.ActivitySeal",
    "core.ActivityDetail",
    "core.ActivityErasure",
    "core.RetentionRun",
    "core.Message",
]
# Before and after may go once a logged erasure names their line, and not otherwise.
_doors = {"core.ActivityDetail": Door("core_activityerasure", "event_id")}


def protect(*labels: str) -> None:
    """Add models, as ``app.Model``, whose rows are written once."""
    _protected.extend(label for label in labels if label not in _protected)


def tables() -> list[str]:
    return [apps.get_model(label)._meta.db_table for label in _protected]


def install_after_migrate(using: str = "default", **_kwargs: Any) -> None:
    install(connections[using])


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place that is not there, is switched off or is another than ours."""
    lost = _lost(connection)
    if lost:
        connection.check_constraints()  # PostgreSQL alters no table with checks put off to the end
    with connection.cursor() as cursor:
        for trigger in lost:
            for statement in trigger.create:
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for trigger in _wanted(connection):
            on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """For the tests' teardown, and for nothing else."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers that ought to be there and are not, are switched off, or do something else."""
    return [trigger.name for trigger in _lost(connection)]


def _lost(connection: BaseDatabaseWrapper) -> list[Trigger]:
    found = in_place(connection)
    return [trigger for trigger in _wanted(connection) if found.get(trigger.name) != trigger.proof]


def _wanted(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Of the tables that exist: before its migration a new one does not."""
    there = set(connection.introspection.table_names())
    models = [(apps.get_model(label), _doors.get(label)) for label in _protected]
    return [
        trigger
        for model, door in models
        if model._meta.db_table in there and (door is None or door.table in there)
        for trigger in triggers_of(model, door, vendor=connection.vendor)
    ]
