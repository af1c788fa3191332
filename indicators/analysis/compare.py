"""A figure beside its own past: a year earlier, the year so far, and what the chart says of it in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.analysis.benchmark import pooled_rate
from indicators.analysis.spc import Analysis, Rule
from indicators.analysis.spc.limits import exact
from lscb.core.periods import Period, period_containing

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
    """February to February, Q2 to Q2, term to term."""
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


def total_to_date(figures: Mapping[Period, Decimal | None], period: Period) -> ToDate:
    """Counts added up. Never for what is the same children at each period's end: those are not a sum."""
    periods = year_so_far(period)
    given = [figure for one in periods if (figure := figures.get(one)) is not None]
    return ToDate(sum(given, Decimal(0)) if given else None, len(given), len(periods))


def rate_to_date(counts: Mapping[Period, Counts], period: Period, *, multiplier: int) -> ToDate:
    """All numerators over all denominators of the periods that have both; never the mean of the periods' rates."""
    periods = year_so_far(period)
    known = [pair for one in periods if None not in (pair := counts.get(one, (None, None)))]
    return ToDate(pooled_rate(known, multiplier=multiplier), len(known), len(periods))


def trend_words(analysis: Analysis) -> str:
    """What the chart marks at the latest figure, and no more than that: two figures that differ are no trend."""
    if analysis.caution and analysis.caution.is_uncoloured:
        return analysis.caution.sentence
    given = [point for point in analysis.points if point.value is not None]
    last = given[-1]
    if last.rule is None or last.value is None or last.centre is None:
        return "No change beyond the usual movement."
    if last.rule is Rule.TREND and given[-2].value is not None:
        return _WORDS[last.rule][exact(last.value) > exact(given[-2].value)]
    return _WORDS[last.rule][float(last.value) > last.centre]


_WORDS = {
    Rule.OUTSIDE: ("Below the lower limit: lower than usual movement explains.",
                   "Above the upper limit: higher than usual movement explains."),
    Rule.TREND: ("Falling: seven figures or more, each below the one before.",
                 "Rising: seven figures or more, each above the one before."),
    Rule.TWO_OF_THREE: ("Lower than usual: at least two of three figures are close to the lower limit.",
                        "Higher than usual: at least two of three figures are close to the upper limit."),
    Rule.SHIFT: ("Lower than it was: seven figures or more below the average.",
                 "Higher than it was: seven figures or more above the average."),
}  # fmt: skip
