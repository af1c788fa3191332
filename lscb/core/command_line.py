"""What a command says when its database is not there or not up to date: one sentence, and what to run."""

import sys

from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

BEHIND = "The database is not up to date with this version. Run this first: python manage.py migrate"
AWAY = "The database does not answer. See that it runs, and that LSCB_DATABASE_URL names it: docs/configuration.md\n{}"

# They make the database themselves: that it is not whole yet explains no fault of theirs.
MAKERS = {"migrate", "restore"}


def run(arguments: list[str]) -> None:
    """A fault of a database that is there and up to date is a fault of ours, and is shown whole."""
    try:
        execute_from_command_line(arguments)
    except DatabaseError:
        sentence = _what_is_amiss()
        if not sentence or (sentence == BEHIND and MAKERS.intersection(arguments[1:2])):
            raise
        sys.exit(sentence)


def _what_is_amiss() -> str:
    connection.close()  # the transaction that failed would answer nothing more
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        return AWAY.format(" ".join(str(error).split()))
    return BEHIND if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""
