"""A nudge wakes a worker for a row that is already saved. A lost nudge costs time, never work."""

import logging
from functools import partial

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def after_commit(task: Task, *args: int) -> None:
    """Nudge once the row is really there."""
    transaction.on_commit(partial(now, task, *args))


def now(task: Task, *args: int) -> None:
    """The broker may be down: the sweep finds the row all the same, so the person need not wait for it."""
    try:
        task.delay(*args)
    except (OperationalError, OSError) as error:
        logger.warning("%s was not nudged: %s", task.name, error)
