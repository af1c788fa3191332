"""A figure beside its own past, in words: the same period a year before, and the year so far."""

from decimal import Decimal

from indicators.analysis.compare import Change, ToDate, change_on_last_year, same_period_last_year
from indicators.analysis.units import Unit, format_value
from lscb.core.numbers import write_number
from reports.queries.series import Series
from reports.queries.to_date import to_date_of, values_of


def past_words(series: Series) -> str:
    """Of the latest figure, from what its reader may see alone: what is hidden is compared with nothing."""
    return " ".join(sentence for sentence in (_a_year_before(series), _year_so_far(series)) if sentence)


def _a_year_before(series: Series) -> str:
    latest = series.latest
    change = change_on_last_year(values_of(series), latest.period) if latest else None
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
    """Beside it the year before by the same period."""
    latest = series.latest
    now = to_date_of(series, latest.period) if latest else None
    if latest is None or now is None:
        return ""
    said = f"The year so far, to the end of {latest.period.label}: {_written(now, series)}."
    before = same_period_last_year(latest.period)
    then = to_date_of(series, before)
    # Of twelve weeks a year may have one more; the two are not of a length then.
    if then is None or then.expected != now.expected:
        return said
    return f"{said} The year before, to the end of {before.label}: {_written(then, series)}."


def _written(found: ToDate, series: Series) -> str:
    written = format_value(found.value, series.indicator.unit, series.indicator.decimals)
    return written if found.is_whole else f"{written}, from {found.given} of {found.expected} periods"
