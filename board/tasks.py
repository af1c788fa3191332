"""What the clock does for the Board. Every body may run twice, and needs no message to arrive."""

from celery import shared_task
from django.utils import timezone

from board.actions import keeping_files, retention


@shared_task
def apply_retention() -> None:
    """Every night: nothing, unless the Board has said that text past its period goes by itself."""
    retention.apply_by_itself(now=timezone.now())


@shared_task
def check_files() -> None:
    keeping_files.check_all(now=timezone.now())
