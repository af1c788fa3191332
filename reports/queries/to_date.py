"""What a series comes to in its year so far, where that may be added up (docs/decisions/0077)."""

from decimal import Decimal

from indicators.analysis.compare import ToDate, rate_to_date, sum_to_date
from indicators.analysis.units import Unit
from indicators.enums import Counted
from lscb.core.periods import Period, PeriodKind
from reports.queries.series import Measure, Series


def to_date_of(series: Series, period: Period) -> ToDate | None:
    """Up to the end of this period, from what is shown of each. A first period is its own year so far: None."""
    is_added_up = series.indicator.counted == Counted.OVER
    if not is_added_up or period.kind == PeriodKind.YEAR or period.number == 1:
        return None
    unit = Unit(series.indicator.unit)
    if unit.multiplier is None:
        found = sum_to_date(values_of(series), period)
    else:
        counts = {one.period: (one.numerator, one.denominator) for one in _known(series)}
        found = rate_to_date(counts, period, multiplier=unit.multiplier, of_a_population=unit.is_of_a_population)
    return found if found.value is not None else None


def values_of(series: Series) -> dict[Period, Decimal | None]:
    return {one.period: one.value for one in _known(series)}


def _known(series: Series) -> tuple[Measure, ...]:
    """Further back than is shown, where it is shown in part."""
    return series.history or series.measures
