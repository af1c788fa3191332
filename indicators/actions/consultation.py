"""Comments on an indicator in consultation, and what the office answers."""

from django.db import transaction

from board import notifications
from board.actions import consulting, keeping
from board.enums import Answer
from board.permissions import require
from indicators.enums import IndicatorStatus
from indicators.models import Indicator, IndicatorComment
from indicators.permissions import can_keep_library, can_propose
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

NOT_OPEN = "This indicator is not in consultation, so nothing is added to what was said of it."


@transaction.atomic
def comment(said: IndicatorComment, *, by: User) -> IndicatorComment:
    require(can_propose(by))
    indicator = Indicator.objects.lock(said.indicator_id)
    if indicator.status != IndicatorStatus.CONSULTATION:
        raise Refused(NOT_OPEN)
    said, is_new = consulting.say(said, by=by, indicator=indicator)
    if is_new:
        activity.record("indicator.commented", indicator, by=by, changes={"comment": ("", said.text)})
    return said


@transaction.atomic
def answer(said: IndicatorComment, given: Answer, *, words: str, by: User) -> IndicatorComment:
    """Taken up, or not and why; whoever wrote it is told. Until the indicator is agreed it may be answered anew."""
    require(can_keep_library(by))
    indicator = Indicator.objects.lock(said.indicator_id)
    said = keeping.locked(said)
    if indicator.status != IndicatorStatus.CONSULTATION:
        raise Refused(f"{indicator.code} is in consultation no more, so what was answered stands.")
    if changes := consulting.answer(said, given, words=words, by=by):
        event = activity.record("indicator.answered", indicator, by=by, changes=changes)
        notifications.tell_of_answer(
            said, about=indicator.title, whole=indicator, url=said.get_absolute_url(), event=event.pk
        )
    return said
