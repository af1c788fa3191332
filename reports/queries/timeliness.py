"""Agencies' returns for the latest periods: who handed in when, and who is late. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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

    @property
    def is_outstanding(self) -> bool:
        return self.received_on is None


def returns_due_since(day: date, *, until: date) -> list[Timeliness]:
    """Every return that fell due after a day, as it stood on another; late ones first."""
    returns = (
        IndicatorReturn.objects.filter(period__due_on__gt=day, period__opened_on__lte=until)
        .for_listing()
        .with_progress()
    )
    rows = [_timeliness(item, until) for item in returns]
    return sorted(rows, key=lambda row: (-row.days_late if row.is_outstanding else 0, row.due_on, row.agency))


def on_time_share(rows: Iterable[Timeliness], *, today: date) -> tuple[int, int]:
    """Handed in by the due date, of those whose due date has come or that are in already."""
    counted = [row for row in rows if row.received_on or row.due_on < today]
    return sum(1 for row in counted if row.received_on and row.received_on <= row.due_on), len(counted)


def _timeliness(item: IndicatorReturn, until: date) -> Timeliness:
    received = item.first_submitted_on if item.first_submitted_on and item.first_submitted_on <= until else None
    return Timeliness(
        agency=item.agency.name,
        period=item.period.label,
        due_on=item.period.due_on,
        received_on=received,
        status=ReturnStatus(item.status) if received else ReturnStatus.OPEN,
        answered=item.answered_count,
        asked=item.row_count,
        days_late=max(0, ((received or until) - item.period.due_on).days),
    )
