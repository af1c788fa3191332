"""Opening the counts behind an indicator's figures: for those trusted with them, each time with a reason."""

from django.db import transaction

from board.permissions import require
from indicators.models import Indicator
from indicators.permissions import can_see_small_numbers
from lscb.core import activity
from lscb.core.models import User


@transaction.atomic
def open_counts(indicator: Indicator, *, reason: str, by: User) -> None:
    """Nothing changes but the log: who read them, when and why."""
    require(can_see_small_numbers(by, indicator))
    activity.record("counts.opened", indicator, by=by, changes={"reason": (None, reason)})
