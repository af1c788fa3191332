"""Indicators with their accepted figures, as one reader may see them at one moment: two queries."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache

from django.db.models import F, Prefetch, Q, QuerySet

from indicators.analysis.rag import Rating
from indicators.analysis.units import Unit, format_value
from indicators.models import Indicator, PublishedFigure, Target
from lscb.core import charts
from lscb.core.charts import Reading, ReadingState, RunChart, Spark
from lscb.core.models import User
from lscb.core.periods import Period, PeriodKind
from reports.queries.expected import Expected
from reports.queries.measures import Measure, Row, Rules, measure_of, measures_of
from reports.readers import Reader

__all__ = ["RATING_ORDER", "Measure", "Series", "indicators_of", "series_for", "with_aims"]

# How far back a dashboard looks: enough for a run chart, and no more however long the Board has collected.
YEARS_SHOWN = {PeriodKind.MONTH: 2, PeriodKind.YEAR: 12}
YEARS_SHOWN_ELSE = 4

DIGITS = re.compile(r"([0-9]+)")

# What needs the Board's eye comes before what does not.
RATING_ORDER = (Rating.NOT_MET, Rating.NEAR, Rating.MET, Rating.NONE)


@dataclass(frozen=True)
class Series:
    """One indicator and its run of periods, oldest first; a period without a figure is there and says so."""

    indicator: Indicator
    measures: tuple[Measure, ...]
    superseded: tuple[Measure, ...] = ()
    awaited: Period | None = None

    @property
    def latest(self) -> Measure | None:
        return self.measures[-1] if self.measures else None

    @property
    def rating(self) -> Rating:
        return self.latest.rating if self.latest else Rating.NONE

    @property
    def rating_words(self) -> str:
        return self.latest.rating_words if self.latest else "No figures yet"

    @property
    def code_place(self) -> tuple[str | int, ...]:
        """PF2 before PF10."""
        return tuple(
            int(part) if DIGITS.fullmatch(part) else part for part in DIGITS.split(self.indicator.code.casefold())
        )

    @property
    def rating_place(self) -> int:
        return RATING_ORDER.index(self.rating)

    @property
    def target(self) -> Decimal | None:
        return self.latest.target if self.latest else None

    @property
    def suffix(self) -> str:
        return Unit(self.indicator.unit).suffix

    def text_of(self, measure: Measure | None) -> str:
        """63.0%, "hidden", or why there is none: "no return", "not ready in time"."""
        if measure is None:
            return "no figures yet"
        if measure.value is None:
            return measure.missing_reason.lower() or ("hidden" if measure.is_hidden else "no return")
        return format_value(measure.value, self.indicator.unit, self.indicator.decimals)

    @property
    def latest_text(self) -> str:
        return self.text_of(self.latest)

    @property
    def target_text(self) -> str:
        return self.text_of_target(self.target)

    def text_of_target(self, target: Decimal | None) -> str:
        """With the definition's decimals, or the target's own where it has more."""
        if target is None:
            return "—"
        own = -int(target.normalize().as_tuple().exponent)
        return format_value(target, self.indicator.unit, max(self.indicator.decimals, own))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(map(_reading, self.measures))

    @cached_property
    def chart(self) -> RunChart:
        return charts.run_chart(
            self.indicator.title,
            self.readings,
            target=self.target,
            decimals=self.indicator.decimals,
            suffix=self.suffix,
        )

    @cached_property
    def spark(self) -> Spark:
        return charts.spark(
            self.indicator.title,
            self.readings,
            target=self.target,
            decimals=self.indicator.decimals,
            suffix=self.suffix,
        )

    @cached_property
    def headline(self) -> str:
        return charts.headline(self.readings, target=self.target, decimals=self.indicator.decimals, suffix=self.suffix)


def indicators_of(user: User) -> QuerySet[Indicator]:
    return Indicator.objects.visible_to(user).agreed()


def with_aims(indicators: QuerySet[Indicator], *, questions: bool = False) -> QuerySet[Indicator]:
    """With the priorities, and if asked for the key questions, that the filter offers: a query each."""
    found = indicators.prefetch_related(Prefetch("priorities", to_attr="aims"))
    return found.prefetch_related(Prefetch("key_questions", to_attr="questions")) if questions else found


def series_for(
    indicators: QuerySet[Indicator],
    *,
    reader: Reader,
    at: datetime,
    whole: bool = False,
    corrected_since: datetime | None = None,
    expected: Expected | None = None,
) -> list[Series]:
    """Each indicator's series as it stood ``at`` a moment; ``whole`` for all its history.

    Whoever asks has scoped the indicators to the reader; small numbers are hidden here.
    ``corrected_since`` adds the figures that were superseded between that moment and this one.
    """
    chosen = _with_targets(indicators)
    figures = PublishedFigure.objects.filter(indicator__in=list(chosen), published_at__lte=at)
    figures = figures.filter(Q(superseded_at=None) | Q(superseded_at__gt=min(corrected_since or at, at)))
    if not whole:
        figures = figures.filter(_recent(at.date()))
    rows: dict[int, list[Row]] = defaultdict(list)
    # Plain rows, not model instances: there are many, and no more is asked of them.
    for columns in figures.order_by("indicator", "starts_on", "published_at").values_list(*Row._fields):
        row = Row._make(columns)
        rows[row.indicator_id].append(row)
    series = (
        _series(indicator, rows[indicator.pk], targets, reader=reader, at=at, expected=expected)
        for indicator, targets in chosen.items()
    )
    return sorted(series, key=lambda one: one.code_place)


def _series(
    indicator: Indicator,
    rows: list[Row],
    targets: list[Target],
    *,
    reader: Reader,
    at: datetime,
    expected: Expected | None,
) -> Series:
    rules = Rules(
        unit=indicator.unit,
        decimals=indicator.decimals,
        polarity=indicator.polarity,
        frequency=indicator.frequency,
        year_kind=indicator.year_kind,
        threshold=reader.threshold,
        is_trusted=reader.trusts(indicator),
    )
    # What was superseded after the moment asked for had not been then.
    standing = [row for row in rows if row.superseded_at is None or row.superseded_at > at]
    superseded = [row for row in rows if row.superseded_at and row.superseded_at <= at]
    measures = measures_of(standing, targets, rules)
    return Series(
        indicator,
        measures,
        superseded=tuple(measure_of(row, targets, rules) for row in superseded),
        awaited=expected.after(measures[-1].period) if expected and measures else None,
    )


def _with_targets(indicators: QuerySet[Indicator]) -> dict[Indicator, list[Target]]:
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


def _recent(today: date) -> Q:
    def since(years: int) -> date:
        return today - timedelta(days=366 * years)

    other = ~Q(indicator__frequency__in=[kind.value for kind in YEARS_SHOWN])
    shown = other & Q(starts_on__gte=since(YEARS_SHOWN_ELSE))
    for kind, years in YEARS_SHOWN.items():
        shown |= Q(indicator__frequency=kind.value, starts_on__gte=since(years))
    return shown


def _reading(measure: Measure) -> Reading:
    label, tick, group = _labels(measure.period)
    reason = measure.missing_reason.lower() if measure.state == ReadingState.MISSING else ""
    return Reading(label, measure.value, measure.state, tick=tick, group=group, reason=reason)


@lru_cache(maxsize=1024)
def _labels(period: Period) -> tuple[str, str, str]:
    return period.label, period.short_label, period.year_label
