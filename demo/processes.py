"""The parts of the running product, as Linux lists them."""

import os
import signal
import time
from pathlib import Path

from demo.visitor import CheckError


def part(tree: int, *words: str) -> int | None:
    """The newest process of the tree whose command has these words."""
    return max((pid for pid in descendants(tree) if set(words) <= command(pid)), default=None)


def descendants(pid: int) -> set[int]:
    parents = {int(stat.parent.name): parent_in(stat) for stat in Path("/proc").glob("[0-9]*/stat")}
    found, fresh = set(), {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh}
        found |= fresh
    return found


def parent_in(stat: Path) -> int:
    """Its fourth field; the second, a name in brackets, may hold anything."""
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def command(pid: int) -> set[str]:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return set()
    return {word.rpartition("/")[2] for word in words}


def kill_and_see_it_return(tree: int, *words: str, seconds: int = 30) -> None:
    name = " ".join(words)
    before = part(tree, *words)
    if before is None:
        raise CheckError(f"{name} does not run.")
    os.kill(before, signal.SIGKILL)
    give_up_at = time.monotonic() + seconds
    while part(tree, *words) in {before, None}:
        if time.monotonic() > give_up_at:
            raise CheckError(f"{name} was killed and did not come back in {seconds} seconds.")
        time.sleep(0.2)
