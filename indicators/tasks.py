"""What the worker does for indicators. May run twice, and needs no message to arrive."""

from celery import shared_task
from django.utils import timezone

from indicators.actions.keep import keep_what_is_not
from indicators.actions.periods import open_what_opens


@shared_task
def keep_series() -> None:
    """After an upgrade, and when a day has passed after which an old figure is shown no more."""
    keep_what_is_not()


@shared_task
def open_periods() -> None:
    """Of data sets that say on which day they open; a day on which nobody came round is made good on the next."""
    open_what_opens(today=timezone.localdate())
