"""A figure beside its own past, in words: the same period a year before, and the year so far."""

from decimal import Decimal

from indicators.analysis.compare import Change, change_on_last_year, rate_to_date, same_period_last_year
from indicators.analysis.units import Unit, format_value
from lscb.core.numbers import write_number
from lscb.core.periods import PeriodKind
from reports.queries.series import Series


def past_words(series: Series) -> str:
    """Of the latest figure, from what its reader may see alone: what is hidden is compared with nothing."""
    return " ".join(sentence for sentence in (_a_year_before(series), _year_so_far(series)) if sentence)


def _a_year_before(series: Series) -> str:
    latest = series.latest
    change = change_on_last_year({one.period: one.value for one in series.measures}, latest.period) if latest else None
    if latest is None or change is None:
        return ""
    before = format_value(change.before, series.indicator.unit, series.indicator.decimals)
    return f"A year before, in {same_period_last_year(latest.period).label}, it was {before}: {_moved(change, series)}."


def _moved(change: Change, series: Series) -> str:
    if not change.difference:
        return "the same"
    return f"{_difference(abs(change.difference), series)} {'more' if change.difference > 0 else 'less'} now"


def _difference(number: Decimal, series: Series) -> str:
    """Of two percentages it is in points, which are no percentage of either."""
    unit, places = series.indicator.unit, series.indicator.decimals
    if unit != Unit.PERCENTAGE:
        return format_value(number, unit, places)
    written = write_number(number, places)
    return f"{written} percentage point{'' if written == '1' else 's'}"


def _year_so_far(series: Series) -> str:
    """Only of what has both counts: whether plain counts may be added up, nobody says."""
    latest, unit = series.latest, Unit(series.indicator.unit)
    if latest is None or not unit.multiplier or latest.period.number == 1 or latest.period.kind == PeriodKind.YEAR:
        return ""
    counts = {one.period: (one.numerator, one.denominator) for one in series.measures}
    found = rate_to_date(counts, latest.period, multiplier=unit.multiplier)
    if found.value is None:
        return ""
    written = format_value(found.value, unit, series.indicator.decimals)
    of_some = "" if found.is_whole else f", from {found.given} of {found.expected} periods"
    return f"The year so far, to the end of {latest.period.label}: {written}{of_some}."
