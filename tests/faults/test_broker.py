"""The queue is killed, emptied and away: people go on working, and all that was owed is done when it is back."""

import time
from datetime import UTC, datetime, timedelta

import psutil
import pytest

from tests.faults import packs
from tests.faults.product import overdue_schedule
from tests.faults.waiting import AT_FULL_LENGTH, say_seconds, wait_for

# A nudge that waits for the queue takes six; a machine that is busy now and then does not matter.
MOST_SECONDS = 5
TEN_MINUTES = 10 * 60
UNSENT = "SELECT count(*) FROM core_notification WHERE sent_at IS NULL AND recipient_id = ANY(%s)"


def is_all_sent(board, *desks):
    """What is owed to these: an address that refuses, in another test, is asked again for days."""
    return board.ask(UNSENT, [desk.lead for desk in desks]) == [(0,)]


def is_all_sent_by_a_sweep(board, *desks):
    board.tick("sweep_outbox")
    return is_all_sent(board, *desks)


def is_alive(process):
    """One that ended is still there until it is waited for."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def length_of_queue(board):
    with board.queue.connection_for_read() as connection:
        return connection.default_channel.client.llen("celery")


def test_a_queue_killed_when_full_and_found_empty_loses_nothing(board):
    desks = [next(board.desks) for _ in range(6)]
    assert all(board.people.submit(desk).reference for desk in desks)
    assert length_of_queue(board) >= len(desks)

    board.servers.kill_redis()
    board.servers.start_redis()
    assert length_of_queue(board) == 0

    with board.product.worker():
        wait_for("every message", lambda: is_all_sent_by_a_sweep(board, *desks))
    assert [board.mail.received_by(desk.email) for desk in desks] == [1] * len(desks)


@pytest.mark.at_full_length
def test_while_the_queue_is_away_people_go_on_and_worker_and_beat_find_it_again(board, desk, tmp_path):
    other = next(board.desks)
    schedule = overdue_schedule(board.product, tmp_path / "schedule", since=datetime.now(UTC) - timedelta(days=1))
    with board.product.worker("without-a-queue") as worker:
        board.servers.kill_redis()
        with board.product.beat("without-a-queue-beat", schedule=schedule) as beat:
            try:
                work_on(board, desk, other)
                ten_minutes_pass(board)
                wait_for("the worker to notice", lambda: "Cannot connect" in board.product.log("without-a-queue"))
                wait_for("beat to notice", lambda: "Connection error" in board.product.log("without-a-queue-beat"))
            finally:
                board.servers.start_redis()
                back_at = time.monotonic()
            wait_for("the web to find it", lambda: is_ready(board))
            say_seconds("From the queue's return until both web workers found it", back_at)
            wait_for("every message", lambda: is_all_sent(board, desk, other))
            say_seconds("From the queue's return until beat, worker and mail had sent what waited", back_at)
            assert is_alive(worker)
            assert is_alive(beat)
    assert [board.mail.received_by(one.email) for one in (desk, other)] == [1, 1]


@pytest.mark.pdf
def test_a_worker_that_loses_the_queue_while_it_works_ends_its_work_and_goes_on(board, desk):
    pack = next(board.packs)
    with board.product.worker("in-the-middle") as worker:
        with board.holding(packs.BEFORE_ITS_LAST_WRITE):
            packs.ask_for(board, pack)
            board.tick("sweep_jobs")  # whoever found the queue away a moment ago does not nudge it yet
            board.wait_for_a_waiter()
            board.servers.kill_redis()
            try:
                wait_for("the worker to notice", lambda: "Cannot connect" in board.product.log("in-the-middle"))
            except BaseException:
                board.servers.start_redis()
                raise
        packs.wait_for_state(board, pack, "done")
        board.servers.start_redis()
        assert board.people.submit(desk).reference
        wait_for("every message", lambda: is_all_sent_by_a_sweep(board, desk))
        assert is_alive(worker)
    assert packs.job_of(board, pack) == ("done", 1)
    packs.check_made_once(board, pack)


def work_on(board, *desks):
    """Rows and submissions, none of which waits for the queue."""
    saving, submitting = [], []
    for desk in desks:
        for version in range(3):
            began = time.monotonic()
            assert board.people.save(desk, f"Without a queue {desk.email} {version}", version=version).is_saved
            saving.append(time.monotonic() - began)
        began = time.monotonic()
        assert board.people.submit(desk, versions=3).reference
        submitting.append(time.monotonic() - began)
    assert max(min(saving), min(submitting)) < MOST_SECONDS


def ten_minutes_pass(board):
    """Someone saves a row in each of them; without the time for it, what waits is made older."""
    if AT_FULL_LENGTH:
        desk, ends = next(board.desks), time.monotonic() + TEN_MINUTES
        version = 0
        while time.monotonic() < ends:
            assert board.people.save(desk, f"Still without a queue {version}", version=version).is_saved
            version += 1
            time.sleep(min(60, max(0, ends - time.monotonic())))
        return
    for column in ("queued_at", "claimed_until"):
        board.do(f"UPDATE core_notification SET {column} = {column} - interval '10 minutes' WHERE sent_at IS NULL")


def is_ready(board):
    """Each of two web workers is asked, most likely."""
    return {board.people.get("", "/readyz").status for _ in range(6)} == {200}
