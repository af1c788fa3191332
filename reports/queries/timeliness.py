"""Agencies' returns: who handed in when, and who is late. One query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from indicators.enums import ReturnStatus
from indicators.models import IndicatorReturn


@dataclass(frozen=True, slots=True)
class Timeliness:
    """One agency's return for one period."""

    agency: str
    period: str
    due_on: date
    received_on: date | None
    status: ReturnStatus
    answered: int
    asked: int
    days_late: int
    data_set: str = ""
    is_closed: bool = False

    @property
    def is_outstanding(self) -> bool:
        return self.received_on is None

    @property
    def is_waited_for(self) -> bool:
        return self.is_outstanding and not self.is_closed

    @property
    def days_early(self) -> int:
        return max(0, (self.due_on - self.received_on).days) if self.received_on else 0


def returns_due_since(day: date, *, until: date) -> list[Timeliness]:
    """Every return that fell due after a day, and any older one never handed in, as they stood on another; late first.

    Once its period is closed, an older one that never came is no longer waited for.
    """
    waited_for = Q(period__closed_at=None) & (Q(first_submitted_on=None) | Q(first_submitted_on__gt=until))
    returns = (
        IndicatorReturn.objects.filter(Q(period__due_on__gt=day) | waited_for, period__opened_on__lte=until)
        .for_listing()
        .with_progress()
    )
    rows = [_timeliness(item, until) for item in returns]
    return sorted(rows, key=lambda row: (-row.days_late if row.is_outstanding else 0, row.due_on, row.agency))


def on_time_share(rows: Iterable[Timeliness], *, today: date) -> tuple[int, int]:
    """Handed in by the due date, of those whose due date has come or that are in already."""
    counted = [row for row in rows if row.received_on or row.due_on < today]
    return sum(1 for row in counted if row.received_on and row.received_on <= row.due_on), len(counted)


def latest_of_each_set(rows: Iterable[Timeliness], *, today: date) -> list[Timeliness]:
    """Of each data set the period that last fell due and any after it, and whatever else is still waited for."""
    kept = list(rows)
    latest: dict[str, date] = {}
    for row in kept:
        if row.due_on < today:
            latest[row.data_set] = max(row.due_on, latest.get(row.data_set, row.due_on))
    shown = [row for row in kept if row.is_waited_for or row.due_on >= latest.get(row.data_set, row.due_on)]
    return sorted(shown, key=lambda row: (row.agency, row.due_on, row.data_set))


def on_time_by_agency(rows: Iterable[Timeliness], *, today: date) -> dict[str, tuple[int, int]]:
    by_agency: dict[str, list[Timeliness]] = defaultdict(list)
    for row in rows:
        by_agency[row.agency].append(row)
    return {agency: on_time_share(its, today=today) for agency, its in by_agency.items()}


def _timeliness(item: IndicatorReturn, until: date) -> Timeliness:
    received = item.first_submitted_on if item.first_submitted_on and item.first_submitted_on <= until else None
    return Timeliness(
        agency=item.agency.name,
        period=item.period.label,
        due_on=item.period.due_on,
        received_on=received,
        status=_status(item, until) if received else ReturnStatus.OPEN,
        answered=item.answered_count,
        asked=item.row_count,
        days_late=max(0, ((received or until) - item.period.due_on).days),
        data_set=item.period.data_set.name,
        is_closed=item.period.closed_at is not None and timezone.localdate(item.period.closed_at) <= until,
    )


def _status(item: IndicatorReturn, until: date) -> ReturnStatus:
    """Accepted only from the day it was."""
    status = ReturnStatus(item.status)
    is_later = item.accepted_at is not None and timezone.localdate(item.accepted_at) > until
    return ReturnStatus.SUBMITTED if is_later else status
