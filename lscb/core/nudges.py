"""A nudge wakes a worker for a row that is already saved. A lost nudge costs time, never work."""

import logging
import time
from functools import partial

from celery import Task
from django.db import transaction
from kombu.exceptions import ChannelError, OperationalError

logger = logging.getLogger(__name__)

# After a failure the broker is left alone for a while: whoever owes forty messages is not to wait forty times.
REST = 15.0
_resting_until = 0.0


def after_commit(task: Task, *args: int) -> None:
    """Nudge once the row is really there."""
    transaction.on_commit(partial(now, task, *args))


def now(task: Task, *args: int) -> None:
    """The broker may be down: the sweep finds the row all the same, so the person need not wait for it."""
    global _resting_until
    if time.monotonic() < _resting_until:
        return
    try:
        task.delay(*args)
    except (OperationalError, ChannelError, OSError) as error:
        _resting_until = time.monotonic() + REST
        logger.warning("the broker does not answer; sweeps do its work: %s", error)
