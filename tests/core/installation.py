"""An installation of its own: a home, and a database of either engine, managed as an administrator would."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.apps import apps
from django.db import connection

from tests.conftest import MIGRATED

PROJECT = Path(__file__).resolve().parents[2]
# Told to the tests alone: the stories in a browser allow what a Board must not.
OF_THE_TESTS = ("LSCB_", "DJANGO_ALLOW_ASYNC_UNSAFE")
SEAL_KEY = "seal-" * 12
FILL = """
from lscb.core import chain, files
for number in range(3):
    files.store(b"%PDF-" + bytes([number]) * 2000, name=f"Paper {number}.pdf", content_type="application/pdf", by=None)
while chain.seal(): pass
"""


@dataclass
class Home:
    """Its folder, and the address of its database unless that is a file in it."""

    folder: Path
    database_url: str = ""
    seal_key: str = SEAL_KEY
    more: dict[str, str] = field(default_factory=dict)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OF_THE_TESTS)}
        own = {
            "LSCB_HOME": str(self.folder),
            "LSCB_DEMO": "1",
            "LSCB_SEAL_KEY": self.seal_key,
            "LSCB_DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "lscb.settings",
        }
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=PROJECT, env=kept | own | self.more, capture_output=True, text=True, timeout=600, check=False
        )

    def done(self, *arguments: str) -> str:
        result = self.manage(*arguments)
        assert result.returncode == 0, result.stderr[-2000:]
        return result.stdout

    def refused(self, *arguments: str) -> str:
        result = self.manage(*arguments)
        assert result.returncode == 1, result.stdout
        return result.stderr

    def begin(self) -> None:
        """Migrate, or begin with a copy of what was migrated once for the run."""
        if self.database_url or not Path(MIGRATED).is_file():
            self.done("migrate", "-v0")
            return
        self.folder.mkdir(exist_ok=True)
        shutil.copy(MIGRATED, self.folder / "board.sqlite3")

    def fill(self) -> None:
        """The demonstration Board, some files, and a sealed log."""
        self.begin()
        self.done("load_demo")
        self.done("shell", "-v0", "-c", FILL)

    def rows(self) -> dict[str, list[str]]:
        """Everything in every table of ours, as the database holds it."""
        url, file = self.database_url, self.folder / "board.sqlite3"
        models = [model._meta for model in apps.get_models(include_auto_created=True)]
        tables = {one.db_table for one in models if one.managed and one.app_label != "contenttypes"}
        with closing(psycopg.connect(url) if url else sqlite3.connect(file)) as database:
            return {one: sorted(map(repr, database.execute(f'SELECT * FROM "{one}"'))) for one in tables}

    def files(self) -> dict[str, bytes]:
        store = self.folder / "files"
        return {path.relative_to(store).as_posix(): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def new_database(name: str, *, like: str = "") -> str:
    """A database beside the tests' own, empty or a copy of one that is there; its address."""
    settings = connection.settings_dict
    at = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **at) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like}"' if like else ""))
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    return urlsplit(f"postgresql://{settings['USER']}{password}@{settings['HOST']}:{settings['PORT']}/{name}").geturl()
