"""Putting an archive back, into an empty home and nowhere else."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lscb.core import append_only, verifying
from lscb.core.backup import engines
from lscb.core.backup.archive import unpacked
from lscb.core.backup.making import DATABASE, FILES, counts
from lscb.core.backup.manifest import Manifest
from lscb.core.exceptions import Refused
from lscb.core.models import BrowserSession
from lscb.version import VERSION


@dataclass(frozen=True, slots=True)
class Restored:
    """What is back; ``log_holds`` tells whether the log's seals follow under this machine's key."""

    manifest: Manifest
    log_holds: bool


def restore(path: Path, *, then_migrate: bool) -> Restored:
    """Everything is checked before anything is written."""
    if not path.is_file():
        raise Refused(f"There is no archive at {path}.")
    _refuse_a_home_in_use()
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        manifest = unpacked(path, Path(folder))
        _refuse_what_does_not_fit(manifest, then_migrate=then_migrate)
        engines.load(Path(folder) / DATABASE)
        _put_files_back(Path(folder), manifest)
    append_only.install(connection)
    _compare(manifest)
    if then_migrate:
        call_command("migrate", verbosity=0, interactive=False)
    BrowserSession.objects.all().delete()  # whoever was signed in then is not signed in here
    return Restored(manifest, verifying.verify().fault is None)


def _refuse_a_home_in_use() -> None:
    if not engines.is_empty():
        raise Refused("There is a database here already. An archive is only restored into an empty one.")
    if _is_occupied():
        raise Refused("There are files in the store already. An archive is only restored into an empty one.")


def _is_occupied() -> bool:
    try:
        folders, files = default_storage.listdir("")
    except FileNotFoundError:
        return False
    return bool(folders or files)


def _refuse_what_does_not_fit(manifest: Manifest, *, then_migrate: bool) -> None:
    if manifest.engine != connection.vendor:
        raise Refused(f"This archive is of a {manifest.engine} database, and here is {connection.vendor}.")
    migrations = MigrationLoader(None).disk_migrations or {}
    known = {f"{app}.{name}" for app, name in migrations}
    folded = {f"{app}.{name}" for migration in migrations.values() for app, name in migration.replaces}
    applied = set(manifest.migrations)
    if newer := sorted(applied - known - folded):
        raise Refused(
            f"This archive was made by version {manifest.version}, which had changes to the database that this one, "
            f"{VERSION}, does not know ({newer[0]}). Restore it with the version it was made by."
        )
    if known - applied and not then_migrate:
        raise Refused(
            f"This archive was made by an older version ({manifest.version}; this is {VERSION}), which lacks "
            f"{len(known - applied)} of the changes to the database. Restore it with --migrate to make them, or with "
            "the version it was made by."
        )


def _put_files_back(folder: Path, manifest: Manifest) -> None:
    for member in manifest.members:
        if not member.startswith(f"{FILES}/"):
            continue
        name = member.removeprefix(f"{FILES}/")
        with (folder / member).open("rb") as source:
            if default_storage.save(name, File(source)) != name:
                raise Refused(
                    f"Someone wrote into the store meanwhile: “{name}” is there twice. Empty it and try again."
                )


def _compare(manifest: Manifest) -> None:
    now = counts(_Here())
    wrong = [table for table, count in manifest.counts.items() if now.get(table) != count]
    if wrong:
        raise Refused(f"After restoring, {wrong[0]} does not hold as many rows as were backed up. Do not use it.")


class _Here:
    def rows(self, query: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
