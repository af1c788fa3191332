"""That something was done. A completion moves the next due date; a wrong one is withdrawn, none is overwritten."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from board.actions import keeping
from board.permissions import require
from frameworks.models import Completion, MonitoringActivity
from frameworks.permissions import can_complete
from frameworks.timescales import PartialDate
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

TAKEN = "This is recorded for that date already."


@transaction.atomic
def complete(part: MonitoringActivity, done_on: PartialDate, *, shown_by: str, by: User, today: date) -> Completion:
    """Record that it was done: on a day, in a month, or in a year that has begun."""
    require(can_complete(by, part))
    part = keeping.locked(part)
    if done_on.first_day > today:
        raise Refused("Enter a date that has come: it is done only afterwards.")
    completion = Completion(
        activity=part, done_on=done_on, shown_by=shown_by, recorded_at=timezone.now(), recorded_by=by
    )
    with editing.one_of_a_kind(TAKEN):
        completion.save()
    activity.record("activity.completed", part, by=by, changes={"done_on": ("", str(done_on))})
    return completion


@transaction.atomic
def withdraw_completion(completion: Completion, *, because: str, by: User) -> Completion:
    """It was not so, or not then. What was recorded stays readable."""
    require(can_complete(by, completion.activity))
    completion = keeping.locked(completion)
    if completion.withdrawn_at:
        raise Refused("This was withdrawn already.")
    if not because.strip():
        raise Refused("Say why it is withdrawn.")
    completion.withdrawn_at, completion.withdrawn_by = timezone.now(), by
    completion.withdrawn_because = because.strip()
    completion.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    changes = {"done_on": (str(completion.done_on), "")}
    activity.record("activity.completion_withdrawn", completion.activity, by=by, changes=changes)
    return completion
