"""Waiting for a condition; and for a while only where that is what is asked for."""

import logging
import os
import time
from collections.abc import Callable
from typing import TypeVar

logger = logging.getLogger(__name__)
Found = TypeVar("Found")
# A machine that does much else, and whose disk is slow, is not wrong.
PATIENCE = 240

# What is otherwise made older in the database is then really waited for: docs/faults.md.
AT_FULL_LENGTH = os.environ.get("FAULTS_AT_FULL_LENGTH") == "1"


def wait_for(what: str, look: Callable[[], Found], *, seconds: float = PATIENCE) -> Found:
    """Look again until there is something to see."""
    ends = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < ends, f"waited in vain for {what}"
        time.sleep(0.05)
    return found


def say_seconds(what: str, since: float) -> None:
    logger.info("%s: %.1f s", what, time.monotonic() - since)
