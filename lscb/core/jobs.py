"""Long work: asked for by a row, done under a lease, swept up when a worker dies."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from lscb.core import nudges
from lscb.core.enums import JobState
from lscb.core.exceptions import Refused
from lscb.core.models import Job, User

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
HEARTBEAT = 15.0
MOST_ATTEMPTS = 4
WORN_OUT = "This was tried several times and did not finish. Ask for it again."


@dataclass(frozen=True, slots=True)
class Running:
    """What a job's work may do to its own row: say how far it is."""

    job: Job

    def tell(self, progress: int, step: str) -> None:
        _held(self.job).update(progress=progress, step=step[:200])


Work = Callable[[Running, dict[str, Any]], None]
_kinds: dict[str, Work] = {}


def register(kind: str, work: Work) -> None:
    """An app offers a kind of long work. It may run twice: its last write must be harmless to repeat."""
    _kinds[kind] = work


@transaction.atomic
def request(kind: str, *, key: str, arguments: dict[str, Any], by: User | None) -> Job:
    """Ask for work. The same kind and key is the same job; a failed one is tried afresh."""
    from lscb.core.tasks import run_job

    job, _created = Job.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={"arguments": arguments, "requested_by": by, "requested_at": timezone.now()},
    )
    if by is not None:
        job.askers.add(by)
    Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED, attempts=0, progress=0, step="", refusal="", finished_at=None
    )
    job.refresh_from_db()
    if not job.is_finished:
        nudges.after_commit(run_job, job.pk)
    return job


def run(pk: int, *, now: datetime) -> bool:
    """Do one job unless it is done or another worker holds its lease."""
    claim = Job.objects.claimable(now=now).filter(pk=pk)
    if not claim.update(state=JobState.RUNNING, lease_until=now + LEASE, attempts=models.F("attempts") + 1):
        return False
    job = Job.objects.get(pk=pk)
    if job.attempts > MOST_ATTEMPTS:
        _finish(job, JobState.FAILED, refusal=WORN_OUT)
        return False
    try:
        with _heartbeat(job):
            _kinds[job.kind](Running(job), job.arguments)
    except Refused as refusal:
        _finish(job, JobState.FAILED, refusal=str(refusal)[:500])
        return False
    # Anything else goes up to the worker's log; the lease runs out and the sweep has it tried again.
    _finish(job, JobState.DONE, progress=100)
    return True


def left_behind(*, now: datetime) -> list[int]:
    """Jobs whose nudge was lost or whose worker died."""
    return list(Job.objects.claimable(now=now).order_by("requested_at").values_list("pk", flat=True)[:100])


def _held(job: Job) -> models.QuerySet[Job]:
    """The row while this attempt's claim stands: a worker that was overtaken changes nothing."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _finish(job: Job, state: JobState, **fields: Any) -> None:
    _held(job).update(state=state, lease_until=None, finished_at=timezone.now(), **fields)


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Extends the lease while the work runs, from a thread with a connection of its own."""
    stopped = threading.Event()
    thread = threading.Thread(target=_beat, args=[job, stopped], daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _beat(job: Job, stopped: threading.Event) -> None:
    while not stopped.wait(HEARTBEAT):
        try:
            _held(job).update(lease_until=timezone.now() + LEASE)
        except DatabaseError as error:  # busy or gone for a moment: the lease outlasts several beats
            logger.warning("job %s could not extend its lease: %s", job.pk, error)
            connection.close()
    connection.close()
