"""What was asked about an indicator's figures, for those who may read the returns they stand in. One query."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from board.models import scope_of
from indicators.models import Figure, Indicator
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Asked:
    """Not what was said, which may well name a count: where it stands, and how far it has come."""

    period: str
    url: str
    messages: int
    last_at: datetime
    is_open: bool


def asked_about(indicator: Indicator, user: User) -> list[Asked]:
    """Latest period first. Who has no part in any return is not asked after: most readers of the page."""
    scope = scope_of(user)
    if not (scope.is_officer or scope.agencies):
        return []
    figures = Figure.objects.visible_to(user).filter(indicator=indicator, thread__isnull=False)
    told = figures.select_related("thread", "indicator_return__period__data_set").annotate(
        message_count=Count("thread__messages"), last_at=Max("thread__messages__at")
    )
    return [
        Asked(
            period=figure.indicator_return.period.label,
            url=f"{figure.indicator_return.get_absolute_url()}#query-{figure.thread_id}",
            messages=figure.message_count,
            last_at=figure.last_at,
            is_open=figure.thread is not None and figure.thread.is_open,
        )
        for figure in told.order_by("-indicator_return__period__starts_on")
    ]
