"""Long work: asked for by a row, done under a lease, swept up when a worker dies."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from lscb.core import nudges
from lscb.core.enums import JobState
from lscb.core.exceptions import Refused
from lscb.core.models import Job, User

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
HEARTBEAT = 15
MOST_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Running:
    """What a job's work may do to its own row: say how far it is."""

    job: Job

    def tell(self, progress: int, step: str) -> None:
        Job.objects.filter(pk=self.job.pk).update(progress=progress, step=step)


Work = Callable[[Running, dict[str, Any]], None]
_kinds: dict[str, Work] = {}


def register(kind: str, work: Work) -> None:
    """An app offers a kind of long work. It may run twice: its last write must be harmless to repeat."""
    _kinds[kind] = work


def request(kind: str, *, key: str, arguments: dict[str, Any], by: User | None) -> Job:
    """Ask for work. The same kind and key is the same job; a failed one is tried afresh."""
    from lscb.core.tasks import run_job

    job, created = Job.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={"arguments": arguments, "requested_by": by, "requested_at": timezone.now()},
    )
    if not created and job.state == JobState.FAILED:
        Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
            state=JobState.QUEUED, attempts=0, progress=0, step="", refusal="", finished_at=None
        )
        job.refresh_from_db()
    if not job.is_finished:
        nudges.after_commit(run_job, job.pk)
    return job


def run(pk: int, *, now: datetime) -> bool:
    """Do one job unless it is done or another worker holds its lease."""
    claimed = Job.objects.claimable(now=now).filter(pk=pk).update(
        state=JobState.RUNNING, lease_until=now + LEASE, attempts=models.F("attempts") + 1
    )
    if not claimed:
        return False
    job = Job.objects.get(pk=pk)
    if job.attempts > MOST_ATTEMPTS:
        _finish(job, JobState.FAILED, refusal="This was tried several times and did not finish. Ask for it again.")
        return False
    try:
        with _heartbeat(job.pk):
            _kinds[job.kind](Running(job), job.arguments)
    except Refused as refusal:
        _finish(job, JobState.FAILED, refusal=str(refusal))
        return False
    _finish(job, JobState.DONE)
    return True


def left_behind(*, now: datetime) -> list[int]:
    """Jobs whose nudge was lost or whose worker died."""
    return list(Job.objects.claimable(now=now).order_by("requested_at").values_list("pk", flat=True)[:100])


def _finish(job: Job, state: JobState, *, refusal: str = "") -> None:
    with transaction.atomic():
        Job.objects.filter(pk=job.pk).update(
            state=state,
            progress=100 if state == JobState.DONE else job.progress,
            refusal=refusal[:500],
            lease_until=None,
            finished_at=timezone.now(),
        )


class _heartbeat:
    """Extends the lease while the work runs, from a thread with a connection of its own."""

    def __init__(self, pk: int) -> None:
        self.pk = pk
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_exc: object) -> None:
        self.stopped.set()
        self.thread.join()

    def _beat(self) -> None:
        while not self.stopped.wait(HEARTBEAT):
            Job.objects.filter(pk=self.pk, state=JobState.RUNNING).update(lease_until=timezone.now() + LEASE)
        connection.close()
