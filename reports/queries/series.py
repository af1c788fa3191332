"""Indicators with their accepted figures, as one reader may see them at one moment: three queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet

from indicators.analysis.disclosure import disclose
from indicators.analysis.rag import Rating, rate
from indicators.analysis.units import Unit, format_value
from indicators.enums import MissingReason
from indicators.models import Indicator, PublishedFigure, Target
from indicators.models.library import target_on
from lscb.core import charts
from lscb.core.charts import Reading, ReadingState, RunChart, Spark
from lscb.core.models import User
from lscb.core.periods import Period, PeriodKind, YearKind
from reports.readers import Reader

# How far back a dashboard looks: enough for a run chart, and no more however long the Board has collected.
YEARS_SHOWN = {PeriodKind.MONTH: 2, PeriodKind.YEAR: 12}
YEARS_SHOWN_ELSE = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """One period's figure as the reader may see it."""

    period: Period
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    state: ReadingState
    missing_reason: str
    rating: Rating
    target: Decimal | None
    commentary: str
    explanation: str
    published_at: datetime | None


@dataclass(frozen=True)
class Series:
    """One indicator and its run of periods, oldest first; a period without a figure is there and says so."""

    indicator: Indicator
    measures: tuple[Measure, ...]

    @property
    def latest(self) -> Measure | None:
        return self.measures[-1] if self.measures else None

    @property
    def rating(self) -> Rating:
        return self.latest.rating if self.latest else Rating.NONE

    @property
    def target(self) -> Decimal | None:
        return self.latest.target if self.latest else None

    @property
    def suffix(self) -> str:
        return Unit(self.indicator.unit).suffix

    def text_of(self, measure: Measure | None) -> str:
        """63.0%, "hidden" or "no return"."""
        if measure is None:
            return "no figures yet"
        if measure.state == ReadingState.HIDDEN:
            return "hidden"
        if measure.value is None:
            return measure.missing_reason.lower() or "no return"
        return format_value(measure.value, self.indicator.unit, self.indicator.decimals)

    @property
    def latest_text(self) -> str:
        return self.text_of(self.latest)

    @property
    def target_text(self) -> str:
        return format_value(self.target, self.indicator.unit, self.indicator.decimals)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(
            Reading(
                label=measure.period.label,
                value=measure.value,
                state=measure.state,
                tick=measure.period.short_label,
                group=measure.period.year_label,
            )
            for measure in self.measures
        )

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


def series_for(indicators: QuerySet[Indicator], *, reader: Reader, at: datetime, whole: bool = False) -> list[Series]:
    """Each indicator's series as it stood ``at`` a moment; ``whole`` for all its history."""
    chosen = list(indicators.select_related("supplier").order_by("code"))
    targets = _targets(chosen)
    figures = PublishedFigure.objects.visible_to(reader.user).as_at(at).filter(indicator__in=chosen)
    if not whole:
        figures = figures.filter(_recent(at.date()))
    rows: dict[int, list[PublishedFigure]] = defaultdict(list)
    for figure in figures.order_by("indicator", "starts_on"):
        rows[figure.indicator_id].append(figure)
    return [
        Series(indicator, _measures(indicator, rows[indicator.pk], targets[indicator.pk], reader))
        for indicator in chosen
    ]


def _targets(indicators: list[Indicator]) -> dict[int, list[Target]]:
    found: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(indicator__in=indicators).order_by("from_on"):
        found[target.indicator_id].append(target)
    return found


def _recent(today: date) -> Q:
    def since(years: int) -> date:
        return today - timedelta(days=366 * years)

    other = ~Q(indicator__frequency__in=[kind.value for kind in YEARS_SHOWN])
    shown = other & Q(starts_on__gte=since(YEARS_SHOWN_ELSE))
    for kind, years in YEARS_SHOWN.items():
        shown |= Q(indicator__frequency=kind.value, starts_on__gte=since(years))
    return shown


def _measures(
    indicator: Indicator, rows: list[PublishedFigure], targets: list[Target], reader: Reader
) -> tuple[Measure, ...]:
    """The run from the first figure to the last, with every period between them."""
    if not rows:
        return ()
    kinds = PeriodKind(indicator.frequency), YearKind(indicator.year_kind)
    by_start = {row.starts_on: row for row in rows}
    period = Period(rows[0].starts_on, rows[0].ends_on, *kinds)
    measures = []
    while period.starts_on <= rows[-1].starts_on:
        row = by_start.get(period.starts_on)
        measures.append(_measure(indicator, period, row, target_on(targets, period.ends_on), reader))
        period = period.next()
    return tuple(measures)


def _measure(
    indicator: Indicator, period: Period, row: PublishedFigure | None, target: Target | None, reader: Reader
) -> Measure:
    goal = target.value if target else None
    if row is None:
        return Measure(period, None, None, None, ReadingState.MISSING, "", Rating.NONE, goal, "", "", None)
    row.indicator = indicator
    shown = disclose(
        row.numerator,
        row.denominator,
        row.derived,
        unit=indicator.unit,
        threshold=reader.threshold,
        is_trusted=reader.trusts(indicator),
    )
    value = shown.value if isinstance(shown.value, Decimal) else None
    return Measure(
        period=period,
        numerator=_decimal(shown.numerator),
        denominator=_decimal(shown.denominator),
        value=value,
        state=ReadingState(shown.state),
        missing_reason=reason_words(row),
        rating=rate(value, goal, target.tolerance if target else None, indicator.polarity),
        target=goal,
        commentary=row.commentary,
        explanation=row.explanation,
        published_at=row.published_at,
    )


def _decimal(number: Decimal | int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def reason_words(row: PublishedFigure) -> str:
    """Why there is no figure, as its return or its source said."""
    if row.missing_reason:
        return str(MissingReason(row.missing_reason).label)
    return "" if row.state in {"given", "not_supplied"} else f"{row.state.replace('_', ' ')} by its source".capitalize()


def indicators_of(user: User) -> QuerySet[Indicator]:
    return Indicator.objects.visible_to(user).agreed()
