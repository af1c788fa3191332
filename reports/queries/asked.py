"""What was asked about an indicator's figures and answered, for those who may read the returns. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from board.models import scope_of
from indicators.enums import ReturnStatus
from indicators.models import Figure, Indicator
from lscb.core.models import Message, User

WHAT_CAME_OF_IT = {
    ReturnStatus.ACCEPTED: "accepted",
    ReturnStatus.SENT_BACK: "sent back to be amended",
    ReturnStatus.OPEN: "to be handed in again",
    ReturnStatus.SUBMITTED: "not accepted yet",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One period's conversation: what was said may well name a count, so it is for readers of the return alone."""

    period: str
    url: str
    messages: tuple[Message, ...]
    is_open: bool
    what_came_of_it: str

    @property
    def last_at(self) -> datetime:
        return self.messages[-1].at


def asked_about(indicator: Indicator, user: User) -> list[Asked]:
    """Latest period first. Who has no part in any return is not asked after: most readers of the page."""
    scope = scope_of(user)
    if not (scope.is_officer or scope.agencies):
        return []
    figures = Figure.objects.visible_to(user).filter(indicator=indicator)
    said = Message.objects.filter(thread__figure__in=figures).select_related(
        "by", "thread__figure__indicator_return__period__data_set"
    )
    in_order = said.order_by("-thread__figure__indicator_return__period__starts_on", "thread", "at", "pk")
    return [_asked(list(messages)) for _thread, messages in groupby(in_order, key=lambda message: message.thread_id)]


def _asked(messages: Iterable[Message]) -> Asked:
    found = tuple(messages)
    thread = found[0].thread
    item = thread.figure.indicator_return
    return Asked(
        period=item.period.label,
        url=f"{item.get_absolute_url()}#query-{thread.pk}",
        messages=found,
        is_open=thread.is_open,
        what_came_of_it=WHAT_CAME_OF_IT[ReturnStatus(item.status)],
    )
