"""Data gaps: noted, planned, closed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from board.actions import keeping
from board.permissions import require
from indicators.enums import IndicatorStatus
from indicators.models import Gap, Indicator
from indicators.permissions import can_keep_library
from lscb.core import activity, editing
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import User

ALREADY = "A gap of {} is noted already. Change that one."
CLOSED = "This gap is closed already."


@transaction.atomic
def note_gap(indicator: Indicator, values: Mapping[str, Any], *, by: User) -> Gap:
    """An agreed indicator whose figures cannot be given yet."""
    indicator = Indicator.objects.lock(indicator.pk)
    require(can_keep_library(by))
    if indicator.status != IndicatorStatus.AGREED:
        raise Refused(f"{indicator.code} is not agreed, so nothing is missing of it yet.")
    with editing.one_of_a_kind(ALREADY.format(indicator.code)):
        gap = Gap.objects.create(indicator=indicator, noted_at=timezone.now(), noted_by=by, **values)
    activity.record("indicator.gap_noted", indicator, by=by, changes=activity.changed({}, values))
    return gap


def note_gaps(indicators: Iterable[Indicator], values: Mapping[str, Any], *, by: User) -> None:
    """One plan for all of them, in whose lines it stands. Their caller holds them, and no gap of any is open."""
    now = timezone.now()
    Gap.objects.bulk_create(Gap(indicator=one, noted_at=now, noted_by=by, **values) for one in indicators)


@transaction.atomic
def change_gap(gap: Gap, edit: Edit, *, by: User) -> Gap:
    require(can_keep_library(by))
    gap = keeping.locked(gap)
    if gap.closed_at is not None:
        raise Refused(CLOSED)
    if changes := editing.merge(gap, edit):
        gap.save(update_fields=list(changes))
        activity.record("indicator.gap_changed", gap.indicator, by=by, changes=changes)
    return gap


@transaction.atomic
def close_gap(gap: Gap, *, outcome: str, by: User) -> Gap:
    """The figures can be given from now on, or are no longer wanted: what came of it is said."""
    require(can_keep_library(by))
    gap = keeping.locked(gap)
    if gap.closed_at is not None:
        raise Refused(CLOSED)
    if not outcome.strip():
        raise Refused("Say what came of it.")
    if gap.indicator.status == IndicatorStatus.AGREED and gap.indicator.supplier_id is None:
        raise Refused(f"{gap.indicator.code} has no supplier yet. Say which agency gives its figures, or retire it.")
    gap.closed_at, gap.closed_by, gap.outcome = timezone.now(), by, outcome.strip()
    gap.save(update_fields=["closed_at", "closed_by", "outcome"])
    activity.record("indicator.gap_closed", gap.indicator, by=by, changes={"outcome": ("", gap.outcome)})
    return gap
