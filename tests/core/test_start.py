"""Real processes, on a database of their own: neither writes where the log could be rewritten."""

import os
import sqlite3
import subprocess
import sys

import pytest

from tests.core.installation import Home
from tests.policy.repository import ROOT

pytestmark = pytest.mark.once
WEB = ["-c", "import lscb.wsgi"]
ASKED = [
    "-c",
    """
import sys
from io import BytesIO
from lscb.wsgi import application
for path in sys.argv[1:]:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000"}
    application(environ | {"wsgi.input": BytesIO(), "wsgi.url_scheme": "http"}, lambda said, _: print(path, said[:3]))
""",
]
WORKER = ["-m", "celery", "-A", "lscb", "worker", "--pool", "solo", "--without-heartbeat"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / "static").mkdir()
    Home(home).begin()
    run(home, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
    return home


def run(home, *arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LSCB_", "DJANGO_"))}
    environment = kept | {"LSCB_HOME": str(home), "LSCB_BASE_URL": "http://127.0.0.1:8000"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )


def without_a_trigger(home, *arguments):
    with sqlite3.connect(home / "board.sqlite3") as database:
        [create] = database.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'core_activityevent_no_delete'"
        ).fetchone()
        database.execute("DROP TRIGGER core_activityevent_no_delete")

    ended = run(home, *arguments)

    assert "The append-only tables have lost their triggers: core_activityevent_no_delete." in ended.stderr
    with sqlite3.connect(home / "board.sqlite3") as database:
        database.execute(create)
    return ended


def test_a_worker_refuses_to_start_when_a_trigger_is_missing(home):
    assert without_a_trigger(home, *WORKER).returncode != 0


def test_a_web_process_serves_nothing_but_those_who_watch_while_a_trigger_is_missing(home):
    asked = [*ASKED, "/account/sign-in/", "/nowhere/", "/readyz", "/healthz"]

    assert run(home, *asked).stdout.split()[1::2] == ["200", "404", "200", "200"]
    assert without_a_trigger(home, *asked).stdout.split()[1::2] == ["503", "503", "503", "200"]
