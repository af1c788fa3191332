"""A web process serves nobody until its database answers and its log is protected; it asks again until they are.

One that gave up instead would take the whole server down with it, and with it the page that says what to do.
"""

import logging
import time

from django.db import DatabaseError

from lscb.core import checks

AGAIN_IN_SECONDS = 3.0
# Those who watch are answered: one says that the process is there, the other what is missing.
ALWAYS_OPEN = frozenset({"/healthz", "/readyz"})
logger = logging.getLogger(__name__)


class Gate:
    """Open, until ``shut``; then open again once all is well, and for good."""

    def __init__(self) -> None:
        self.is_shut = False
        self._ask_at = 0.0

    def shut(self) -> None:
        self.is_shut, self._ask_at = True, 0.0

    def lets_through(self, path: str) -> bool:
        if self.is_shut and time.monotonic() >= self._ask_at:
            self._ask()
        return not self.is_shut or path in ALWAYS_OPEN

    def _ask(self) -> None:
        self.is_shut = not _all_is_well()
        self._ask_at = time.monotonic() + AGAIN_IN_SECONDS


def _all_is_well() -> bool:
    try:
        faults = checks.faults_of_the_database()
    except DatabaseError as error:
        logger.warning("nobody is served yet, the database does not answer: %s", error)
        return False
    for fault in faults:
        # Our own words, which name triggers and nobody.
        logger.error(f"nobody is served yet: {fault.msg} {fault.hint or ''}".strip())
    return not faults


gate = Gate()
