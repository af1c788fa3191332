"""What the clock does for surveys. The body may run twice, and needs no message to arrive."""

from celery import shared_task
from django.utils import timezone

from audits.surveys import actions


@shared_task
def see_to_surveys() -> None:
    """Those past their day close; of the others, whoever has not answered is reminded."""
    today = timezone.localdate()
    actions.close_past_their_day(today=today)
    actions.remind(today=today)
