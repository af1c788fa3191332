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
    indicators: Iterable[Indicator], *, at: datetime, corrected_since: datetime | None = None
) -> dict[int, list[Row]]:
    """By indicator, in date order, what stood ``at`` a moment, and what was superseded since another. One query.

    All the history, which limits are made of. Plain rows, not model instances: no more is asked of them.
    """
    figures = PublishedFigure.objects.filter(indicator__in=list(indicators), published_at__lte=at)
    figures = figures.filter(Q(superseded_at=None) | Q(superseded_at__gt=min(corrected_since or at, at)))
    rows: dict[int, list[Row]] = defaultdict(list)
    for columns in figures.order_by("indicator", "starts_on", "published_at").values_list(*Row._fields):
        row = Row._make(columns)
        rows[row.indicator_id].append(row)
    return rows


def with_targets(indicators: QuerySet[Indicator]) -> dict[Indicator, list[Target]]:
    """Each indicator with its targets in date order, by one query: a row for each target, or one without."""
    rows = (
        indicators.select_related("supplier")
        .annotate(
            target_from=F("targets__from_on"),
            goal=F("targets__value"),
            tolerance=F("targets__tolerance"),
            target_why=F("targets__why"),
        )
        .order_by("code", "target_from")
    )
    found: dict[Indicator, list[Target]] = {}
    for row in rows:
        targets = found.setdefault(row, [])
        if row.target_from is not None:
            targets.append(
                Target(
                    indicator_id=row.pk,
                    from_on=row.target_from,
                    value=row.goal,
                    tolerance=row.tolerance,
                    why=row.target_why,
                )
            )
    return found


def shown_until(rows: Iterable[Row], frequency: str) -> date | None:
    """The last day on which all of these are still recent."""
    earliest = min((row.starts_on for row in rows), default=None)
    return earliest + _span_shown(frequency) if earliest else None


def shown_since(today: date, frequency: str) -> date:
    """The first day of what a dashboard shows."""
    return today - _span_shown(frequency)


def _span_shown(frequency: str) -> timedelta:
    return timedelta(days=366 * YEARS_SHOWN.get(PeriodKind(frequency), YEARS_SHOWN_ELSE))
