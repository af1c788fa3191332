"""Choosing what a group looks at when it meets."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from board.actions import keeping
from board.models import Meeting
from board.permissions import require
from indicators.models import ChosenIndicator, Indicator
from indicators.permissions import can_choose_for
from lscb.core import activity
from lscb.core.exceptions import Conflict, Refused
from lscb.core.models import User


@transaction.atomic
def choose_indicators(meeting: Meeting, indicators: Iterable[Indicator], *, read: str, by: User, today: date) -> None:
    """All of the choice at once. ``read``: ``codes_for`` the meeting when its writer began."""
    meeting = keeping.locked(meeting)
    require(can_choose_for(by, meeting))
    if meeting.held_on < today:
        raise Refused("This meeting has been held: what it looked at stays as it was.")
    wanted = {one.pk: one for one in indicators}
    before = codes_for(meeting)
    after = " ".join(sorted(one.code for one in wanted.values()))
    if before == after:
        return
    if before != read:
        raise Conflict(f"Someone else chose meanwhile: {before or 'nothing'}. Look at theirs; then choose again.")
    chosen = ChosenIndicator.objects.filter(meeting=meeting)
    chosen.exclude(indicator__in=wanted).delete()
    there = set(chosen.values_list("indicator", flat=True))
    ChosenIndicator.objects.bulk_create(
        ChosenIndicator(meeting=meeting, indicator=one, chosen_at=timezone.now(), chosen_by=by)
        for pk, one in wanted.items()
        if pk not in there
    )
    activity.record("meeting.indicators_chosen", meeting, by=by, changes={"indicators": (before, after)})


def codes_for(meeting: Meeting) -> str:
    codes = ChosenIndicator.objects.filter(meeting=meeting).values_list("indicator__code", flat=True)
    return " ".join(sorted(codes))
