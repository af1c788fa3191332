"""What the worker does. Every body may run twice, and needs no message to arrive."""

from celery import shared_task
from django.utils import timezone

from lscb.core import chain, jobs, nudges, outbox, reminders, sessions
from lscb.core.uploads import scanning


@shared_task
def deliver_notification(pk: int) -> None:
    outbox.deliver(pk, now=timezone.now())


@shared_task
def sweep_outbox() -> None:
    """Rescue messages whose nudge was lost or whose sending failed."""
    outbox.sweep()


@shared_task
def run_job(pk: int) -> None:
    jobs.run(pk, now=timezone.now())


@shared_task
def sweep_jobs() -> None:
    """Find work whose nudge was lost or whose worker died, and nudge again."""
    for pk in jobs.left_behind(now=timezone.now()):
        nudges.now(run_job, pk)


@shared_task
def seal_activity() -> None:
    while chain.seal():
        pass


@shared_task
def remind() -> None:
    """Every few minutes of a working day: whoever has had today's digest is passed over."""
    reminders.remind(today=timezone.localdate())


@shared_task
def scan_file(pk: int) -> None:
    """A scanner that is away is asked again by the sweep."""
    scanning.scan_if_it_answers(pk, now=timezone.now())


@shared_task
def sweep_scans() -> None:
    scanning.sweep(now=timezone.now())


@shared_task
def clear_sessions() -> None:
    """Every night: sessions past their end, which nobody can use any more."""
    sessions.SessionStore.clear_expired()
