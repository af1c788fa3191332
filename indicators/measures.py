"""One indicator's accepted figures as one reader may see them: disclosed, rated, and with every gap in its place.

Pure, and kept by content: the same row under the same rules is worked out once, not once a page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from indicators.analysis.disclosure import Shown, disclose, rounded
from indicators.analysis.figures import FigureState, round_half_up
from indicators.analysis.rag import Rating, rate
from indicators.analysis.units import Unit
from indicators.enums import MissingReason
from indicators.models import Target
from indicators.models.library import target_on
from indicators.rules import value_of
from lscb.core.charts import ReadingState
from lscb.core.periods import Period, PeriodKind, YearKind, period_containing

STATE_WORDS = {
    FigureState.SUPPRESSED: "Suppressed by its source",
    FigureState.NOT_AVAILABLE: "Not available from its source",
    FigureState.NOT_APPLICABLE: "Not applicable",
    FigureState.UNRELIABLE: "Too unreliable for its source to give",
    FigureState.LOW: "More than nought, but rounds to it",
}


class Row(NamedTuple):
    """The columns of a published figure that a reader may be told of."""

    indicator_id: int
    starts_on: date
    ends_on: date
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    state: str
    missing_reason: str
    commentary: str
    explanation: str
    published_at: datetime
    superseded_at: datetime | None
    is_hidden_beside: bool = False


class Rules(NamedTuple):
    """How an indicator's figures are read, and by whom."""

    unit: str
    decimals: int
    polarity: str
    frequency: str
    year_kind: str
    threshold: int
    rounds_to: int
    is_trusted: bool


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
    superseded_at: datetime | None = None

    @property
    def is_hidden(self) -> bool:
        return self.state == ReadingState.HIDDEN

    @property
    def rating_words(self) -> str:
        """Target met; or why there is no rating: hidden, no figure, no target, or no better side of it."""
        if self.rating != Rating.NONE:
            return self.rating.label
        if self.is_hidden:
            return "Hidden"
        if self.value is None:
            return "No figure"
        return "No target" if self.target is None else "Not rated"


def measures_of(rows: Iterable[Row], targets: list[Target], rules: Rules) -> tuple[Measure, ...]:
    """The run from the first figure to the last, rows in date order, with every period between them."""
    measures: list[Measure] = []
    for row in rows:
        while measures and (passed_over := _next(measures[-1].period)).ends_on < row.starts_on:
            target = target_on(targets, passed_over.ends_on)
            measures.append(_nothing(passed_over, target.value if target else None))
        measures.append(measure_of(row, targets, rules))
    return tuple(measures)


def measure_of(row: Row, targets: list[Target], rules: Rules) -> Measure:
    target = target_on(targets, row.ends_on)
    return _measure(row, rules, target.value if target else None, target.tolerance if target else None)


@lru_cache(maxsize=8192)
def _measure(row: Row, rules: Rules, target: Decimal | None, tolerance: Decimal | None) -> Measure:
    """What was said about a hidden figure may well give it away, and is hidden with it."""
    shown = shown_of(row, rules)
    value = None if shown.value is None else round_half_up(shown.value, rules.decimals)
    return Measure(
        period=_period_of(row.starts_on, row.ends_on, rules.frequency, rules.year_kind),
        numerator=_decimal(shown.numerator),
        denominator=_decimal(shown.denominator),
        value=value,
        # What its source suppressed is as hidden as what we hide, and drawn alike.
        state=ReadingState.HIDDEN if row.state == FigureState.SUPPRESSED else ReadingState(shown.state),
        missing_reason=_reason_words(row),
        rating=rate(value, target, tolerance, rules.polarity),
        target=target,
        commentary="" if shown.hidden else row.commentary,
        explanation="" if shown.hidden else row.explanation,
        published_at=row.published_at,
        superseded_at=row.superseded_at,
    )


def shown_of(row: Row, rules: Rules) -> Shown:
    """Its numbers by the Board's rule: hidden, or rounded and worked out again from what is rounded."""
    derived = value_of(row.numerator, row.denominator, row.value, unit=rules.unit, places=rules.decimals)
    shown = disclose(
        row.numerator,
        row.denominator,
        derived,
        unit=rules.unit,
        threshold=rules.threshold,
        is_trusted=rules.is_trusted,
        is_beside=row.is_hidden_beside,
    )
    if rules.is_trusted or shown.hidden or not rules.rounds_to:
        return shown
    over, under = (rounded(count, to=rules.rounds_to) for count in (row.numerator, row.denominator))
    # A published percentage with no count behind it stays as it was published.
    value = rounded(row.value, to=rules.rounds_to) if rules.unit == Unit.NUMBER else row.value
    if over is not None and under is not None:
        value = None
    return replace(
        shown,
        numerator=over,
        denominator=under,
        value=value_of(over, under, value, unit=rules.unit, places=rules.decimals),
    )


def _reason_words(row: Row) -> str:
    """Why there is no figure, as its return or its source said."""
    if row.missing_reason:
        return str(MissingReason(row.missing_reason).label)
    return STATE_WORDS.get(FigureState(row.state), "")


def _nothing(period: Period, target: Decimal | None) -> Measure:
    return Measure(period, None, None, None, ReadingState.MISSING, "", Rating.NONE, target, "", "", None)


def _decimal(number: Decimal | int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


@lru_cache(maxsize=1024)
def _next(period: Period) -> Period:
    return period.next()


@lru_cache(maxsize=4096)
def _period_of(starts_on: date, ends_on: date, frequency: str, year_kind: str) -> Period:
    """The period with these days: of the indicator's own kind, or of the kind it was collected in before."""
    own = PeriodKind(frequency), YearKind(year_kind)
    for kind, year in [own, *((kind, year) for year in YearKind for kind in PeriodKind)]:
        period = period_containing(starts_on, kind, year)
        if (period.starts_on, period.ends_on) == (starts_on, ends_on):
            return period
    # Days that make no period of ours are named by the month they begin in.
    return Period(starts_on, ends_on, PeriodKind.MONTH, own[1])
