"""What the worker does for indicators. May run twice, and needs no message to arrive."""

from celery import shared_task

from indicators.actions.keep import keep_what_is_not


@shared_task
def keep_series() -> None:
    """After an upgrade, and when a day has passed after which an old figure is shown no more."""
    keep_what_is_not()
