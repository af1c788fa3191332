"""Accepted figures as plain rows, and how far back a run of them is shown."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from indicators.measures import Row
from indicators.models import Indicator, PublishedFigure, Target
from lscb.core.periods import PeriodKind

# How far back a dashboard looks: enough for a run chart, and no more however long the Board has collected.
YEARS_SHOWN = {PeriodKind.MONTH: 2, PeriodKind.YEAR: 12}
YEARS_SHOWN_ELSE = 4


def figures_of(
    indicators: Iterable[Indicator], *, at: datetime, corrected_since: datetime | None = None, whole: bool = False
) -> dict[int, list[Row]]:
    """By indicator, in date order, what stood ``at`` a moment, and what was superseded since another. One query.

    ``whole`` for all the history. Plain rows, not model instances: there are many, and no more is asked of them.
    """
    figures = PublishedFigure.objects.filter(indicator__in=list(indicators), published_at__lte=at)
    figures = figures.filter(Q(superseded_at=None) | Q(superseded_at__gt=min(corrected_since or at, at)))
    if not whole:
        figures = figures.filter(_recent(at.date()))
    rows: dict[int, list[Row]] = defaultdict(list)
    for columns in figures.order_by("indicator", "starts_on", "published_at").values_list(*Row._fields):
        row = Row._make(columns)
        rows[row.indicator_id].append(row)
    return rows


def with_targets(indicators: QuerySet[Indicator]) -> dict[Indicator, list[Target]]:
    """Each indicator with its targets in date order, by one query: a row for each target, or one without."""
    rows = (
        indicators.select_related("supplier")
        .annotate(target_from=F("targets__from_on"), goal=F("targets__value"), tolerance=F("targets__tolerance"))
        .order_by("code", "target_from")
    )
    found: dict[Indicator, list[Target]] = {}
    for row in rows:
        targets = found.setdefault(row, [])
        if row.target_from is not None:
            targets.append(
                Target(indicator_id=row.pk, from_on=row.target_from, value=row.goal, tolerance=row.tolerance)
            )
    return found


def shown_until(rows: Iterable[Row], frequency: str) -> date | None:
    """The last day on which all of these are still recent."""
    earliest = min((row.starts_on for row in rows), default=None)
    return earliest + _span_shown(frequency) if earliest else None


def _span_shown(frequency: str) -> timedelta:
    return timedelta(days=366 * YEARS_SHOWN.get(PeriodKind(frequency), YEARS_SHOWN_ELSE))


def _recent(today: date) -> Q:
    other = ~Q(indicator__frequency__in=[kind.value for kind in YEARS_SHOWN])
    shown = other & Q(starts_on__gte=today - timedelta(days=366 * YEARS_SHOWN_ELSE))
    for kind in YEARS_SHOWN:
        shown |= Q(indicator__frequency=kind.value, starts_on__gte=today - _span_shown(kind))
    return shown
