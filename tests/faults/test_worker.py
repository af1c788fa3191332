"""The worker is killed in the middle of its work, or finds its disk full."""

import time
from datetime import timedelta

import psutil
import pytest

from lscb import settings
from lscb.core.jobs import LEASE
from tests.faults import packs
from tests.faults.disks import sizes, small_disk
from tests.faults.product import kill
from tests.faults.waiting import AT_FULL_LENGTH, say_seconds, wait_for

# Enough for lines of the log, and not for a pack.
ROOM = 15_000
MOST_SECONDS = 5 * 60

pytestmark = pytest.mark.pdf


@pytest.fixture
def pack(board):
    return next(board.packs)


@pytest.mark.at_full_length
def test_a_worker_killed_in_the_middle_is_followed_by_another_within_five_minutes(board, pack, tmp_path):
    with board.product.worker() as worker, board.holding(packs.BEFORE_ITS_LAST_WRITE):
        packs.ask_for(board, pack)
        board.wait_for_a_waiter()
        kill(worker)
        killed_at = time.monotonic()
    assert packs.job_of(board, pack) == ("running", 1)
    [(lease,)] = board.ask("SELECT lease_until - now() FROM core_job WHERE key LIKE %s", f"{pack}:%")
    ticks = timedelta(seconds=settings.CELERY_BEAT_SCHEDULE["sweep-jobs"]["schedule"])
    assert lease <= LEASE
    assert (LEASE + ticks).total_seconds() < MOST_SECONDS

    with board.product.worker(), packs.swept(board, pack, tmp_path):
        packs.wait_for_state(board, pack, "done")
    say_seconds("From the kill until the work was done by another worker", killed_at)
    assert not AT_FULL_LENGTH or time.monotonic() - killed_at < MOST_SECONDS

    assert packs.job_of(board, pack) == ("done", 2)
    packs.check_made_once(board, pack)


@pytest.mark.at_full_length
def test_a_file_too_large_for_its_limit_leaves_no_half_of_it_and_the_work_is_done_when_there_is_room(
    board, pack, tmp_path
):
    def kept():
        return {path for path in (board.product.home / "files").rglob("*") if path.is_file()}

    before = kept()
    packs.ask_for(board, pack)
    with (
        board.holding(f"SELECT 1 FROM reports_pack WHERE id = {pack} FOR UPDATE") as lock,
        board.product.worker("cramped") as worker,
    ):
        board.wait_for_a_waiter()  # the pages are drawn and about to be kept
        for process in [worker, *worker.children()]:
            process.rlimit(psutil.RLIMIT_FSIZE, (ROOM, ROOM))
        lock.rollback()
        wait_for("the refusal of the disk", lambda: '"exception": "OSError"' in board.product.log("cramped"))
    assert packs.job_of(board, pack) == ("running", 1)
    assert (kept(), board.ask("SELECT 1 FROM reports_packedition WHERE pack_id = %s", pack)) == (before, [])

    with board.product.worker(), packs.swept(board, pack, tmp_path):
        packs.wait_for_state(board, pack, "done")

    packs.check_made_once(board, pack)
    assert packs.download(board, pack).startswith("%PDF")


@pytest.mark.at_full_length
@pytest.mark.parametrize("size", sizes())
def test_a_full_disk_leaves_no_half_file_and_the_work_is_done_on_another(board, pack, size, tmp_path):
    packs.ask_for(board, pack)
    with (
        board.holding(f"SELECT 1 FROM reports_pack WHERE id = {pack} FOR UPDATE") as lock,
        board.product.worker("full"),
    ):
        board.wait_for_a_waiter()  # the pages are drawn and about to be kept
        with small_disk(board.product.home / "files", size) as folder:
            lock.rollback()
            wait_for("the refusal of the disk", lambda: '"exception": "OSError"' in board.product.log("full"))
            wait_for("what there was of it to be gone", lambda: not any(path.is_file() for path in folder.rglob("*")))
    assert packs.job_of(board, pack) == ("running", 1)
    assert board.ask("SELECT 1 FROM reports_packedition WHERE pack_id = %s", pack) == []

    with board.product.worker(), packs.swept(board, pack, tmp_path):
        packs.wait_for_state(board, pack, "done")

    packs.check_made_once(board, pack)
    assert packs.download(board, pack).startswith("%PDF")
