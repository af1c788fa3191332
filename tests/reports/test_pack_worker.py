"""A real worker is killed while it draws a pack: the sweep finds the work, and there is one edition in the end."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.core.installation import Home

pytestmark = pytest.mark.once
PROJECT = Path(__file__).resolve().parents[2]
ASK = """
import django; django.setup()
from datetime import date
from django.utils import timezone
from django.db import transaction
from tests.factories.reports import PackFactory
from reports import actions
pack = PackFactory(as_at=date(2026, 1, 5), summary="Word. " * 3000)
actions.ask_for_pdf(pack, by=pack.created_by, today=timezone.localdate())
"""
SWEEP = "import django; django.setup(); from lscb.core.tasks import sweep_jobs; sweep_jobs()"


@pytest.fixture
def home(tmp_path):
    """An installation of its own, as on one machine: SQLite, and a queue in a folder."""
    (tmp_path / "static").symlink_to(PROJECT / "static")
    Home(tmp_path).begin()
    return tmp_path


def environment(home):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LSCB_")}
    return kept | {"LSCB_HOME": str(home), "LSCB_DEMO": "1", "DJANGO_SETTINGS_MODULE": "lscb.settings"}


def run(home, *arguments):
    subprocess.run([sys.executable, *arguments], cwd=PROJECT, env=environment(home), check=True, timeout=300)


@contextmanager
def worker(home):
    command = [sys.executable, "-m", "celery", "-A", "lscb", "worker", "-P", "solo", "-l", "warning"]
    with (home / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment(home), stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def ask(home, query):
    [database] = home.glob("*.sqlite3")
    with closing(sqlite3.connect(database, timeout=60)) as opened, opened:
        return opened.execute(query).fetchall()


def wait_until(home, query, expected, seconds=300):
    ends = time.monotonic() + seconds
    while (found := ask(home, query)) != expected:
        assert time.monotonic() < ends, f"{query}: {found}\n{(home / 'worker.log').read_text()}"
        time.sleep(0.02)


def test_killed_in_the_middle_it_is_done_again_once(home):
    run(home, "-c", ASK)
    with worker(home) as first:
        wait_until(home, "SELECT state, step FROM core_job", [("running", "Laying out the pages")])
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert ask(home, "SELECT state, attempts FROM core_job") == [("running", 1)]
    assert ask(home, "SELECT count(*) FROM reports_packedition") == [(0,)]

    # A minute passes, and with it the dead worker's lease.
    ask(home, "UPDATE core_job SET lease_until = '2026-01-05 00:00:00'")
    with worker(home):
        run(home, "-c", SWEEP)
        wait_until(home, "SELECT state, attempts FROM core_job", [("done", 2)])

    assert ask(home, "SELECT number FROM reports_packedition") == [(1,)]
    assert ask(home, "SELECT count(*) FROM core_storedfile") == [(1,)]
    assert ask(home, "SELECT count(*) FROM core_activityevent WHERE verb = 'pack.made'") == [(1,)]
