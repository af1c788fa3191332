"""What must hold before the product starts."""

from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections

from lscb.core import append_only


@register(Tags.database)
def append_only_triggers(databases: list[str] | None, **_kwargs: Any) -> list[Error]:
    """The log's triggers are in place wherever the log is."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        if "core_activityevent" not in connection.introspection.table_names():
            continue
        if gone := append_only.missing(connection):
            found.append(
                Error(
                    f"The append-only tables have lost their triggers: {', '.join(gone)}.",
                    hint="Run manage.py migrate, which puts them back, and find out who removed them.",
                    id="core.E001",
                )
            )
    return found
