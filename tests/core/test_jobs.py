import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from lscb.celery import app
from lscb.core import jobs, tasks
from lscb.core.enums import JobState
from lscb.core.exceptions import Refused
from lscb.core.jobs import LEASE, MOST_ATTEMPTS, WORN_OUT
from lscb.core.models import Job
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PROJECT = Path(__file__).parents[2]


@pytest.fixture
def kind(monkeypatch):
    """Registers a kind of work for one test."""

    def register(work, name="test.work"):
        monkeypatch.setitem(jobs._kinds, name, work)
        return name

    return register


def waiting(kind="test.work", **fields):
    return Job.objects.create(**({"kind": kind, "key": "1", "requested_at": NOW} | fields))


def state(job):
    job.refresh_from_db()
    return (job.state, job.progress, job.refusal)


def wait_until(holds, seconds=60):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def do_nothing(running, arguments):
    pass


def test_the_same_request_is_the_same_job(kind):
    name, ann, bea = kind(do_nothing), UserFactory(), UserFactory()

    first = jobs.request(name, key="pack:1", arguments={"pack": 1}, by=ann)
    again = jobs.request(name, key="pack:1", arguments={"pack": 1}, by=bea)
    other = jobs.request(name, key="pack:2", arguments={"pack": 2}, by=ann)

    assert (first, first.requested_by) == (again, ann)
    assert other != first
    assert [list(Job.objects.visible_to(person).order_by("pk")) for person in (ann, bea, UserFactory())] == [
        [first, other],
        [first],
        [],
    ]


def test_a_job_is_done_once_it_is_nudged(kind, django_capture_on_commit_callbacks):
    done = []
    name = kind(lambda running, arguments: done.append(arguments["pack"]))

    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.request(name, key="1", arguments={"pack": 7}, by=UserFactory())
        jobs.request(name, key="1", arguments={"pack": 7}, by=UserFactory())

    assert (done, state(job)) == ([7], (JobState.DONE, 100, ""))
    assert (job.lease_until, job.finished_at is None) == (None, False)


def test_a_finished_job_is_not_done_again(kind, django_capture_on_commit_callbacks):
    done = []
    name = kind(lambda running, arguments: done.append(1))
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            job = jobs.request(name, key="1", arguments={}, by=None)

    assert (done, jobs.run(job.pk, now=NOW)) == ([1], False)


def test_a_job_that_another_worker_holds_is_left_to_it(kind):
    kind(do_nothing)
    job = waiting(state=JobState.RUNNING, lease_until=NOW + LEASE, attempts=1)

    assert (jobs.run(job.pk, now=NOW), jobs.left_behind(now=NOW)) == (False, [])
    later = NOW + LEASE + timedelta(seconds=1)
    assert (jobs.left_behind(now=later), jobs.run(job.pk, now=later)) == ([job.pk], True)


def test_a_lease_given_under_a_clock_that_was_days_ahead_is_not_waited_for(kind):
    kind(do_nothing)
    job = waiting(state=JobState.RUNNING, lease_until=NOW + timedelta(days=2), attempts=1)

    assert (jobs.left_behind(now=NOW), jobs.run(job.pk, now=NOW)) == ([job.pk], True)


def test_work_says_how_far_it_is(kind):
    seen = []

    def work(running, arguments):
        running.tell(45, "Drawing charts")
        seen.append(Job.objects.values_list("state", "progress", "step").get())

    kind(work)
    jobs.run(waiting().pk, now=NOW)

    assert seen == [(JobState.RUNNING, 45, "Drawing charts")]


def test_a_refusal_fails_the_job_with_its_sentence(kind):
    def refuse(running, arguments):
        running.tell(30, "Reading")
        raise Refused("The meeting was cancelled on 3 May.")

    kind(refuse)
    job = waiting()

    assert jobs.run(job.pk, now=NOW) is False
    assert state(job) == (JobState.FAILED, 30, "The meeting was cancelled on 3 May.")
    assert jobs.left_behind(now=NOW + timedelta(days=1)) == []


def test_a_failed_job_that_is_asked_for_again_is_tried_afresh(kind, django_capture_on_commit_callbacks):
    name = kind(do_nothing)
    job = waiting(state=JobState.FAILED, attempts=5, refusal="No.", finished_at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        jobs.request(name, key="1", arguments={}, by=UserFactory())

    assert state(job) == (JobState.DONE, 100, "")
    assert job.attempts == 1


def test_work_that_breaks_is_tried_again_and_at_last_fails_in_words(kind):
    def break_down(running, arguments):
        raise ZeroDivisionError

    kind(break_down)
    job = waiting()
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(ZeroDivisionError):
            jobs.run(job.pk, now=now)
        assert jobs.left_behind(now=now) == []
        now += LEASE + timedelta(seconds=1)
        assert jobs.left_behind(now=now) == [job.pk]

    assert jobs.run(job.pk, now=now) is False
    assert state(job) == (JobState.FAILED, 0, WORN_OUT)


def test_a_worker_that_was_overtaken_changes_nothing(kind):
    """Its lease ran out while it was held up; another has taken the job since."""

    def work(running, arguments):
        Job.objects.update(attempts=2, progress=10, step="The other's", lease_until=NOW + 2 * LEASE)
        running.tell(90, "Mine")

    kind(work)
    job = waiting()
    jobs.run(job.pk, now=NOW)

    assert state(job) == (JobState.RUNNING, 10, "")
    assert job.step == "The other's"


def test_the_sweep_finds_a_job_whose_nudge_was_lost(kind, django_capture_on_commit_callbacks):
    name = kind(do_nothing)
    with django_capture_on_commit_callbacks():
        job = jobs.request(name, key="1", arguments={}, by=None)

    tasks.sweep_jobs()

    assert state(job) == (JobState.DONE, 100, "")


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_extended_while_the_work_goes_on(kind, monkeypatch):
    monkeypatch.setattr(jobs, "HEARTBEAT", 0.02)
    job = waiting()

    def work(running, arguments):
        wait_until(lambda: Job.objects.get().lease_until > NOW)

    kind(work)
    assert jobs.run(job.pk, now=NOW - timedelta(days=1)) is True
    assert state(job) == (JobState.DONE, 100, "")


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_survives_a_database_that_is_gone_for_a_moment(kind, monkeypatch, caplog):
    monkeypatch.setattr(jobs, "HEARTBEAT", 0.02)
    job = waiting()
    # Only the heartbeat connects anew: our own connection is open already.
    gone = pytest.MonkeyPatch()
    gone.setitem(connections.settings["default"], "NAME", "/nowhere/at-all")

    def work(running, arguments):
        wait_until(lambda: "could not extend its lease" in caplog.text)
        gone.undo()
        wait_until(lambda: Job.objects.get().lease_until > NOW)

    kind(work)
    assert jobs.run(job.pk, now=NOW - timedelta(days=1)) is True


# A real one, killed with -9


@pytest.fixture
def worker(tmp_path):
    """Starts a worker in a process of its own, on this test's database and queue; stops it if it still lives."""
    queue = f"slow-{os.getpid()}"
    environment = os.environ | {
        "LSCB_HOME": str(settings.ENVIRONMENT.home),
        "LSCB_BASE_URL": "http://127.0.0.1:8000",
        "SLOW_WORKER_DATABASE": str(connection.settings_dict["NAME"]),
        "C_FORCE_ROOT": "1",
    }
    command = (
        "-m celery -A tests.core.slow_worker worker --pool solo --loglevel error --without-gossip --without-mingle"
    )
    with (tmp_path / "worker.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *command.split(), "-Q", queue], env=environment, cwd=PROJECT, stdout=log, stderr=log
        )
    yield process, queue
    if process.poll() is None:
        process.kill()
    process.wait()


@pytest.mark.django_db(transaction=True)
def test_work_of_a_killed_worker_is_finished_by_the_sweep(kind, worker, tmp_path, time_machine):
    process, queue = worker
    begun, finished = tmp_path / "begun", []
    job = waiting("test.slow", arguments={"begun": str(begun)})
    app.conf.task_always_eager = False
    try:
        tasks.run_job.apply_async([job.pk], queue=queue)
    finally:
        app.conf.task_always_eager = True
    wait_until(lambda: begun.exists() or process.poll() is not None, seconds=60)
    assert process.poll() is None, "the worker ended by itself"

    process.send_signal(signal.SIGKILL)
    process.wait()

    assert state(job) == (JobState.RUNNING, 40, "")
    kind(lambda running, arguments: finished.append(running.job.attempts), "test.slow")
    tasks.sweep_jobs()
    assert (finished, state(job)) == ([], (JobState.RUNNING, 40, ""))  # its lease still stands

    time_machine.move_to(timezone.now() + LEASE + timedelta(seconds=1))
    tasks.sweep_jobs()
    assert (finished, state(job)) == ([2], (JobState.DONE, 100, ""))
