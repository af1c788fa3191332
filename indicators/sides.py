"""Where two agencies' figures of one thing disagree: what each says of its own, for those who read both."""

from collections.abc import Sequence
from dataclasses import dataclass

from board.models import scope_of
from indicators.enums import ReturnStatus
from indicators.models import Figure
from indicators.permissions import can_review_return
from indicators.queries.beside import disagreeing_with
from indicators.rows import Row, rows_of
from lscb.core.models import Message, User


@dataclass(frozen=True, slots=True)
class Side:
    """Another agency's figure, what it was asked and what it answered."""

    row: Row
    said: Sequence[Message]
    may_review: bool

    @property
    def figure(self) -> Figure:
        return self.row.figure

    @property
    def is_submitted(self) -> bool:
        return self.figure.indicator_return.status == ReturnStatus.SUBMITTED

    @property
    def is_open(self) -> bool:
        return self.figure.thread is not None and self.figure.thread.is_open

    @property
    def can_be_asked(self) -> bool:
        return self.may_review and self.is_submitted and not self.is_open


def sides_of(figure: Figure, user: User) -> list[Side]:
    """None to an agency: the other's figure is not its own to see."""
    if not scope_of(user).is_officer or not figure.is_compared:
        return []
    return [_side(theirs, user) for theirs in disagreeing_with(figure)]


def _side(figure: Figure, user: User) -> Side:
    item = figure.indicator_return
    said = list(figure.thread.messages.select_related("by")) if figure.thread else []
    return Side(rows_of(item, [figure], user=user)[0], said, can_review_return(user, item))
