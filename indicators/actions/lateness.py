"""Exceptions from the lock date: for one agency, with a reason, until a day."""

from datetime import date

from django.db import transaction

from board.permissions import require
from indicators.models import IndicatorReturn
from indicators.permissions import can_review_return
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User


@transaction.atomic
def take_late(item: IndicatorReturn, *, until: date, because: str, by: User, today: date) -> IndicatorReturn:
    """The agency may fill in and hand in until the end of that day."""
    item = IndicatorReturn.objects.lock(item.pk)
    require(can_review_return(by, item))
    if item.period.closed_at is not None:
        raise Refused("This period is closed. Open it again before you take late figures.")
    if until < max(today, item.period.locks_on):
        raise Refused("Choose a day after the lock date, and not before today.")
    if not because.strip():
        raise Refused("Write why this agency is given longer.")
    return _set(item, until, because.strip(), verb="return.taken_late", by=by)


@transaction.atomic
def take_late_no_more(item: IndicatorReturn, *, by: User) -> IndicatorReturn:
    item = IndicatorReturn.objects.lock(item.pk)
    require(can_review_return(by, item))
    if item.late_until is None:
        raise Refused("No exception is made for this agency.")
    return _set(item, None, "", verb="return.late_no_more", by=by)


def _set(item: IndicatorReturn, until: date | None, because: str, *, verb: str, by: User) -> IndicatorReturn:
    changes = {"until": (item.late_until, until), "reason": (item.late_because or None, because or None)}
    item.late_until, item.late_because = until, because
    item.save(update_fields=["late_until", "late_because"])
    activity.record(verb, item, by=by, changes=changes)
    return item
