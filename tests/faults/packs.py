"""A pack's PDF, the longest work there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.conftest import Board
from tests.faults.waiting import AT_FULL_LENGTH, wait_for

# The work has drawn its pages and is about to say what it made; its last write waits.
BEFORE_ITS_LAST_WRITE = "LOCK TABLE core_storedfile IN EXCLUSIVE MODE"


def ask_for(board: Board, pack: int) -> None:
    assert board.people.post(board.chair, f"/packs/{pack}/make/", {}).status == 302


def job_of(board: Board, pack: int) -> tuple[str, int]:
    """Its state, and how many times it was begun."""
    [job] = board.ask("SELECT state, attempts FROM core_job WHERE key LIKE %s", f"{pack}:%")
    return job


def pk_of(board: Board, pack: int) -> int:
    [(pk,)] = board.ask("SELECT id FROM core_job WHERE key LIKE %s", f"{pack}:%")
    return int(pk)


def step_of(board: Board, pack: int) -> str:
    [(step,)] = board.ask("SELECT step FROM core_job WHERE key LIKE %s", f"{pack}:%")
    return str(step)


def wait_for_state(board: Board, pack: int, state: str) -> None:
    wait_for(f"{state}, not {job_of(board, pack)}", lambda: job_of(board, pack)[0] == state)


@contextmanager
def swept(board: Board, pack: int, folder: Path) -> Iterator[None]:
    """The lease of whoever died runs out, and the next sweep finds the work; at full length nothing is hurried."""
    if AT_FULL_LENGTH:
        schedule = folder / "schedule"
        schedule.mkdir()
        with board.product.beat("sweeps", schedule=schedule):
            yield
    else:
        board.do("UPDATE core_job SET lease_until = now() - interval '1 second' WHERE key LIKE %s", f"{pack}:%")
        board.tick("sweep_jobs")
        yield


def check_made_once(board: Board, pack: int) -> None:
    assert board.ask("SELECT number FROM reports_packedition WHERE pack_id = %s", pack) == [(1,)]
    made = "SELECT count(*) FROM core_activityevent WHERE verb = 'pack.made' AND object_id = %s"
    assert board.ask(made, pack) == [(1,)]


def download(board: Board, pack: int) -> str:
    [(edition,)] = board.ask("SELECT id FROM reports_packedition WHERE pack_id = %s", pack)
    return board.people.get(board.chair, f"/packs/versions/{edition}/download/").text
