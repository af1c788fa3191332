"""A database as a file, and back: SQLite by its own backup, PostgreSQL by pg_dump at one snapshot."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from lscb.core.exceptions import Refused
from lscb.settings.services import TLS_OPTIONS

PROGRAMS = "apt-get install postgresql-client"


class Reader(Protocol):
    """The snapshot that was dumped, to be asked."""

    def rows(self, query: str) -> list[tuple]: ...


@contextmanager
def dumped(into: Path) -> Iterator[Reader]:
    """The whole database as at one moment, and a reader of that same moment."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            yield _dump_postgresql(into)
    else:
        with closing(_dump_sqlite(into)) as copy:
            yield _Copy(copy)


def load(source: Path) -> None:
    """Fill the empty database."""
    if connection.vendor == "postgresql":
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source))
    else:
        connection.close()
        target = Path(str(connection.settings_dict["NAME"]))
        target.parent.mkdir(parents=True, exist_ok=True)
        for leftover in (target, *target.parent.glob(target.name + "-*")):
            leftover.unlink(missing_ok=True)
        shutil.copyfile(source, target)
        target.chmod(0o600)


def is_empty() -> bool:
    return not connection.introspection.table_names()


class _Copy:
    def __init__(self, copy: sqlite3.Connection) -> None:
        self.copy = copy

    def rows(self, query: str) -> list[tuple]:
        return self.copy.execute(query).fetchall()


class _Transaction:
    def __init__(self, held: BaseDatabaseWrapper) -> None:
        self.held = held

    def rows(self, query: str) -> list[tuple]:
        with self.held.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()


def _dump_sqlite(into: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(into)
    connection.ensure_connection()
    connection.connection.backup(copy)
    copy.execute("PRAGMA journal_mode=DELETE")
    copy.commit()
    return copy


def _dump_postgresql(into: Path) -> Reader:
    """pg_dump joins the snapshot of our own transaction, which is asked afterwards."""
    reader = _Transaction(connection)
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    ((snapshot,),) = reader.rows("SELECT pg_export_snapshot()")
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={into}")
    return reader


def _run(program: str, *arguments: str) -> None:
    """The password goes by the environment: a command line is anyone's to read."""
    settings = connection.settings_dict
    environment = {
        "PGHOST": settings["HOST"],
        "PGPORT": str(settings["PORT"] or ""),
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
    }
    environment |= {f"PG{name.upper()}": settings["OPTIONS"].get(name, "") for name in TLS_OPTIONS}
    given = {name: value for name, value in environment.items() if value}
    if shutil.which(program) is None:
        raise Refused(f"{program} is missing. An administrator would run: {PROGRAMS}")
    done = subprocess.run(  # noqa: S603  # the product's own words, and no shell
        [program, f"--dbname={settings['NAME']}", *arguments],
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(
            f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no reason given'}"
        )
