"""A pack's PDF, the longest work there is."""

from tests.faults.conftest import Board
from tests.faults.waiting import wait_for

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


def a_minute_passes(board: Board, pack: int) -> None:
    """The lease of whoever died runs out."""
    board.do("UPDATE core_job SET lease_until = now() - interval '1 second' WHERE key LIKE %s", f"{pack}:%")


def check_made_once(board: Board, pack: int) -> None:
    assert board.ask("SELECT number FROM reports_packedition WHERE pack_id = %s", pack) == [(1,)]
    made = "SELECT count(*) FROM core_activityevent WHERE verb = 'pack.made' AND object_id = %s"
    assert board.ask(made, pack) == [(1,)]


def download(board: Board, pack: int) -> str:
    [(edition,)] = board.ask("SELECT id FROM reports_packedition WHERE pack_id = %s", pack)
    return board.people.get(board.chair, f"/packs/versions/{edition}/download/").text
