"""Agencies' returns: who handed in when, and who is late. One query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, Q

from board.models import Agency
from indicators.enums import ReturnStatus
from indicators.models import IndicatorReturn, Period
from indicators.models.returns import answered
from lscb.core.periods import Period as Span
from lscb.core.periods import PeriodKind, YearKind
from reports.queries.moments import end_of


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
    on_time_until: date | None = None
    is_closed: bool = False
    agency_id: int = 0

    @property
    def is_outstanding(self) -> bool:
        return self.received_on is None

    @property
    def late_from(self) -> date:
        """What comes after this day is late."""
        return self.on_time_until or self.due_on

    @property
    def is_waited_for(self) -> bool:
        return self.is_outstanding and not self.is_closed

    @property
    def days_early(self) -> int:
        return max(0, (self.due_on - self.received_on).days) if self.received_on else 0


def returns_due_since(day: date, *, until: date, agency: Agency | None = None) -> list[Timeliness]:
    """Every return that fell due after a day, and any older one never handed in, as they stood on another; late first.

    Once its period is closed, an older one that never came is no longer waited for. ``agency``: of one alone.
    """
    whose = {} if agency is None else {"agency": agency}
    is_due, never_came = Q(period__due_on__gt=day), Q(first_submitted_on=None) | Q(first_submitted_on__gt=until)
    # The periods first: they are few, however long the Board has collected.
    periods = Period.objects.filter(Q(due_on__gt=day) | Q(closed_at=None), opened_on__lte=until).values("pk")
    counted = (
        IndicatorReturn.objects.filter(is_due | never_came, period__in=periods, **whose)
        .values_list("pk", *_COLUMNS)
        .annotate(asked=Count("figures"), answered=Count("figures", filter=answered("figures__")))
        .order_by()
    )
    moment = end_of(until)
    rows = [_timeliness(_Row(*columns), until, moment) for _pk, *columns in counted]
    return sorted(rows, key=lambda row: (-row.days_late if row.is_outstanding else 0, row.due_on, row.agency))


def on_time_share(rows: Iterable[Timeliness], *, today: date) -> tuple[int, int]:
    """Handed in while it was on time, of those whose time has passed or that are in already."""
    counted = [row for row in rows if row.received_on or row.late_from < today]
    return sum(1 for row in counted if row.received_on and row.received_on <= row.late_from), len(counted)


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


_COLUMNS = (
    "agency__name",
    "period__data_set__name",
    "period__data_set__frequency",
    "period__data_set__year_kind",
    "period__starts_on",
    "period__ends_on",
    "period__due_on",
    "period__timely_until",
    "period__closed_at",
    "status",
    "first_submitted_on",
    "accepted_at",
    "agency",
)


class _Row(NamedTuple):
    """The columns of a return that its timeliness depends on."""

    agency: str
    data_set: str
    frequency: str
    year_kind: str
    starts_on: date
    ends_on: date
    due_on: date
    timely_until: date | None
    closed_at: datetime | None
    status: str
    first_submitted_on: date | None
    accepted_at: datetime | None
    agency_id: int
    asked: int
    answered: int


def _timeliness(row: _Row, until: date, moment: datetime) -> Timeliness:
    late_from = row.timely_until or row.due_on
    received = row.first_submitted_on if row.first_submitted_on and row.first_submitted_on <= until else None
    return Timeliness(
        agency=row.agency,
        period=_label(row.starts_on, row.ends_on, row.frequency, row.year_kind),
        due_on=row.due_on,
        received_on=received,
        status=_status(row, moment) if received else ReturnStatus.OPEN,
        answered=row.answered,
        asked=row.asked,
        days_late=((received or until) - row.due_on).days if (received or until) > late_from else 0,
        on_time_until=row.timely_until,
        data_set=row.data_set,
        is_closed=row.closed_at is not None and row.closed_at <= moment,
        agency_id=row.agency_id,
    )


@lru_cache(maxsize=256)
def _label(starts_on: date, ends_on: date, frequency: str, year_kind: str) -> str:
    return Span(starts_on, ends_on, PeriodKind(frequency), YearKind(year_kind)).label


def _status(row: _Row, moment: datetime) -> ReturnStatus:
    """Accepted only from the day it was."""
    status = ReturnStatus(row.status)
    is_later = row.accepted_at is not None and row.accepted_at > moment
    return ReturnStatus.SUBMITTED if is_later else status
