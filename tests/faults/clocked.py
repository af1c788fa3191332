"""A worker whose clock is not ours: ``celery -A tests.faults.clocked worker``, with CLOCK the moment it starts at."""

import os
from datetime import datetime

import time_machine

time_machine.travel(datetime.fromisoformat(os.environ["CLOCK"]), tick=True).start()

from lscb.celery import app  # noqa: E402

__all__ = ["app"]
