"""Making an archive while people go on working."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from lscb.core.backup import engines
from lscb.core.backup.archive import Writing, written
from lscb.core.backup.engines import Reader
from lscb.core.backup.manifest import Manifest
from lscb.core.exceptions import Refused
from lscb.core.models import ActivitySeal, StoredFile
from lscb.version import VERSION

DATABASE = "database"
FILES = "files"


@dataclass(frozen=True, slots=True)
class Made:
    """What was put in, and which files of the store were not there to be put in."""

    rows: int
    files: int
    files_missing: list[str]


def back_up(path: Path, *, now: datetime) -> Made:
    if path.exists():
        raise Refused(f"{path} is there already. Nothing was overwritten.")
    if engines.is_empty():
        raise Refused("There is no database here yet: nothing to back up.")
    with tempfile.TemporaryDirectory(prefix="backup-") as folder:
        dump = Path(folder) / DATABASE
        with engines.dumped(dump) as snapshot, written(path) as archive:
            archive.add(DATABASE, dump)
            missing = _add_files(archive, snapshot)
            manifest = _describe(snapshot, archive, missing, now=now)
            archive.finish(manifest)
    return Made(sum(manifest.counts.values()), len(manifest.members) - 1, missing)


def _add_files(archive: Writing, snapshot: Reader) -> list[str]:
    """Those the snapshot names. One that is missing is told of: the rest is worth keeping all the more."""
    missing = []
    for (name,) in snapshot.rows(f"SELECT path FROM {_table(StoredFile)} WHERE discarded_at IS NULL ORDER BY path"):  # noqa: S608
        try:
            with default_storage.open(name) as source:
                archive.add_stream(f"{FILES}/{name}", source.file, source.size)  # type: ignore[arg-type]
        except FileNotFoundError:
            missing.append(name)
    return missing


def _describe(snapshot: Reader, archive: Writing, missing: list[str], *, now: datetime) -> Manifest:
    applied = snapshot.rows(f"SELECT app, name FROM {_table(MigrationRecorder.Migration)} ORDER BY app, name")  # noqa: S608
    head = snapshot.rows(f"SELECT position, digest FROM {_table(ActivitySeal)} ORDER BY position DESC LIMIT 1")  # noqa: S608
    return Manifest(
        made_at=now.isoformat(timespec="seconds"),
        version=VERSION,
        engine=connection.vendor,
        migrations=[f"{app}.{name}" for app, name in applied],
        counts=counts(snapshot),
        head=" ".join(str(part) for part in head[0]) if head else "",
        files_missing=missing,
        members=dict(archive.members),
    )


def counts(reader: Reader) -> dict[str, int]:
    """Rows by table. Names of tables are the product's own."""
    tables = sorted(connection.introspection.table_names())
    return {table: reader.rows(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables}  # noqa: S608


def _table(model: type) -> str:
    return model._meta.db_table  # type: ignore[attr-defined]
