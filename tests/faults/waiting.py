"""Waiting for a condition, never for a while."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
# A machine that does much else, and whose disk is slow, is not wrong.
PATIENCE = 240


def wait_for(what: str, look: Callable[[], Found], *, seconds: float = PATIENCE) -> Found:
    """Look again until there is something to see."""
    ends = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < ends, f"waited in vain for {what}"
        time.sleep(0.05)
    return found
