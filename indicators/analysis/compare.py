"""A figure beside its own past: a year earlier, and the year so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from indicators.analysis.benchmark import pooled_rate
from lscb.core.numbers import EXACT
from lscb.core.periods import TWELVE_WEEKS, Period, PeriodKind, period_containing

Counts = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Change:
    """``difference`` is in the figure's own unit: percentage points where it is a percentage."""

    before: Decimal
    now: Decimal
    difference: Decimal


@dataclass(frozen=True, slots=True)
class ToDate:
    """``given`` of ``expected`` periods had a figure: a year so far with one missing says so."""

    value: Decimal | None
    given: int
    expected: int

    @property
    def is_whole(self) -> bool:
        return self.given == self.expected


def same_period_last_year(period: Period) -> Period:
    """February to February, Q2 to Q2, term to term; of twelve weeks those nearest to 52 weeks before."""
    if period.kind == PeriodKind.TWELVE_WEEKS:
        middle = period.starts_on + TWELVE_WEEKS / 2
        return period_containing(middle - timedelta(weeks=52), period.kind, period.year_kind)
    return period_containing(period.starts_on.replace(year=period.starts_on.year - 1), period.kind, period.year_kind)


def change_on_last_year(figures: Mapping[Period, Decimal | None], period: Period) -> Change | None:
    """None unless both are there: nothing is compared with a figure that is missing or hidden."""
    before, now = figures.get(same_period_last_year(period)), figures.get(period)
    return None if before is None or now is None else Change(before, now, now - before)


def year_so_far(period: Period) -> list[Period]:
    """From the first period of its year to this one."""
    periods = [period]
    while periods[0].number > 1:
        periods.insert(0, periods[0].previous())
    return periods


def sum_to_date(counts: Mapping[Period, Decimal | None], period: Period) -> ToDate:
    """Of what is counted over each period; a count that is missing or hidden is none of it."""
    periods = year_so_far(period)
    known = [count for one in periods if (count := counts.get(one)) is not None]
    return ToDate(sum(known, Decimal(0)) if known else None, len(known), len(periods))


def rate_to_date(
    counts: Mapping[Period, Counts], period: Period, *, multiplier: int, of_a_population: bool = False
) -> ToDate:
    """All numerators over all denominators of the periods that have both; never the mean of the periods' rates.

    Where each denominator is the same population again: over their mean, or every person would be there four times.
    """
    periods = year_so_far(period)
    known = [pair for one in periods if None not in (pair := counts.get(one, (None, None)))]
    together = pooled_rate(known, multiplier=multiplier)
    if together is not None and of_a_population:
        together = EXACT.multiply(together, Decimal(len(known)))
    return ToDate(together, len(known), len(periods))
