"""Real processes, on a database of their own: neither starts where the log could be rewritten."""

import os
import sqlite3
import subprocess
import sys

import pytest

from tests.policy.repository import ROOT

WEB = ["-c", "import lscb.wsgi"]
WORKER = ["-m", "celery", "-A", "lscb", "worker", "--pool", "solo", "--without-heartbeat"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / "static").mkdir()
    run(home, "manage.py", "migrate", "--verbosity=0")
    return home


def run(home, *arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LSCB_", "DJANGO_"))}
    environment = kept | {"LSCB_HOME": str(home), "LSCB_BASE_URL": "http://127.0.0.1:8000"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("arguments", [WEB, WORKER], ids=["web", "worker"])
def test_a_process_refuses_to_start_when_a_trigger_is_missing(home, arguments):
    assert run(home, *WEB).returncode == 0
    with sqlite3.connect(home / "board.sqlite3") as database:
        [create] = database.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'core_activityevent_no_delete'"
        ).fetchone()
        database.execute("DROP TRIGGER core_activityevent_no_delete")

    ended = run(home, *arguments)

    assert ended.returncode != 0
    assert "The append-only tables have lost their triggers: core_activityevent_no_delete." in ended.stderr
    with sqlite3.connect(home / "board.sqlite3") as database:
        database.execute(create)
