"""What manage.py says where its database is not up to date, or not there."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from lscb.core.command_line import AWAY, BEHIND
from tests.core.installation import PROJECT


def manage(home, *words, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LSCB_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=PROJECT,
        env=kept | {"LSCB_HOME": str(home)} | more,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("command", ["verify_activity", "import_figures FILE --data-set A", "invite ann@board.example"])
def test_before_the_first_migrate_a_command_says_what_to_run(tmp_path, command):
    (tmp_path / "figures.csv").write_text("a,b\n")
    words = [str(tmp_path / "figures.csv") if word == "FILE" else word for word in command.split()]

    said = manage(tmp_path, *words)

    assert (said.returncode, said.stderr) == (1, f"{BEHIND}\n")


def test_where_the_database_does_not_answer_a_command_says_so(tmp_path):
    said = manage(tmp_path, "verify_activity", LSCB_DATABASE_URL="postgresql://lscb@127.0.0.1:1/lscb")

    sentence, why = said.stderr.splitlines()
    assert (said.returncode, sentence) == (1, AWAY.splitlines()[0])
    assert "onnection refused" in why


def test_a_fault_of_another_kind_is_shown_whole(tmp_path):
    """A migration that meets a table nobody expected is no database to migrate first."""
    with closing(sqlite3.connect(tmp_path / "board.sqlite3")) as database:
        database.execute("CREATE TABLE django_content_type (id integer)")

    said = manage(tmp_path, "migrate", "-v0")

    assert said.returncode == 1
    assert ("already exists" in said.stderr, "Traceback" in said.stderr, BEHIND in said.stderr) == (True, True, False)
