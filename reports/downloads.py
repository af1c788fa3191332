"""Indicators and figures as rows of CSV: the same figures, for the same reader, as on the page."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils import timezone

from indicators.analysis.units import Unit
from indicators.enums import FREQUENCIES
from lscb.core.numbers import round_half_up
from reports.queries.compare import Comparison, Part
from reports.queries.linked import Supposed
from reports.queries.series import Measure, Series

Row = list[object]

COMPARED_HEADER = [
    "Code", "Part", "Period", "Numerator", "Denominator", "Figure", "Unit", "More than its size explains?",
    "Times all together", "Same period last year", "Difference", "Year so far", "Source",
    "Invented for the demonstration",
]  # fmt: skip

LIST_HEADER = [
    "Code", "Indicator", "Supplier", "Frequency", "Period", "Figure", "Unit", "Target", "Rating", "Source",
    "Invented for the demonstration",
]  # fmt: skip
FIGURES_HEADER = [
    "Code", "Indicator", "Period", "From", "To", "Numerator", "Denominator", "Figure", "Unit", "Target", "Rating",
    "Commentary", "Explanation", "Accepted on", "Superseded on", "Source", "Invented for the demonstration",
]  # fmt: skip


def supposed_header(shown: Supposed) -> list[str]:
    return ["Period", shown.leading.indicator.code, shown.following.indicator.code, "It moved"]


def supposed_rows(shown: Supposed) -> Iterator[Row]:
    """Each period that both have a place in, from the first; whether the second moved as was said."""
    runs = zip(shown.leading.measures, shown.following.measures, reversed(shown.chart.rows), strict=True)
    for first, second, row in runs:
        yield [
            first.period.label,
            _figure(shown.leading, first.value, first),
            _figure(shown.following, second.value, second),
            row.followed,
        ]


def list_rows(series: Iterable[Series]) -> Iterator[Row]:
    for one in series:
        indicator, latest = one.indicator, one.latest
        yield [
            indicator.code,
            indicator.title,
            indicator.who_supplies,
            dict(FREQUENCIES)[indicator.frequency],
            latest.period.label if latest else "",
            _figure(one, latest.value if latest else None, latest),
            Unit(indicator.unit).label,
            _plain(one.target),
            one.rating_words,
            *_provenance(one),
        ]


def figures_rows(series: Series) -> Iterator[Row]:
    """Every period from the first, and beneath a corrected figure what it superseded."""
    measures = [*series.measures, *series.superseded]
    for measure in sorted(measures, key=lambda one: (one.period.starts_on, one.superseded_at is not None)):
        yield [
            series.indicator.code,
            series.indicator.title,
            measure.period.label,
            measure.period.starts_on.isoformat(),
            measure.period.ends_on.isoformat(),
            _count(measure.numerator, measure),
            _count(measure.denominator, measure),
            _figure(series, measure.value, measure),
            Unit(series.indicator.unit).label,
            _plain(measure.target),
            measure.rating_words,
            measure.commentary,
            measure.explanation,
            timezone.localdate(measure.published_at).isoformat() if measure.published_at else "",
            timezone.localdate(measure.superseded_at).isoformat() if measure.superseded_at else "",
            *_provenance(series),
        ]


def _provenance(series: Series) -> tuple[str, str]:
    return series.indicator.source, "yes" if series.indicator.is_invented else "no"


def _figure(series: Series, value: Decimal | None, measure: Measure | None) -> object:
    return series.text_of(measure) if value is None else value


def _count(count: Decimal | None, measure: Measure) -> object:
    if count is None:
        return "hidden" if measure.is_hidden else ""
    return _plain(count)


def _plain(number: Decimal | None) -> object:
    """Without the noughts the database fills up with."""
    return "" if number is None else Decimal(format(number.normalize(), "f"))


def compared_rows(shown: Comparison) -> Iterator[Row]:
    """Each part, then what was returned for all together: the figures of the page, for its one period."""
    for part in shown.parts:
        yield _compared_row(shown, part.series, part.measure, shown.names[part.series.indicator.pk], part)
    yield _compared_row(shown, shown.whole, shown.whole_measure, "All together, as returned", None)


def _compared_row(shown: Comparison, series: Series, measure: Measure | None, name: str, part: Part | None) -> Row:
    change, to_date = (part.last_year, part.to_date) if part else (None, None)
    return [
        series.indicator.code,
        name,
        shown.period.label if shown.period else "",
        _count(measure.numerator, measure) if measure else "",
        _count(measure.denominator, measure) if measure else "",
        _figure(series, measure.value, measure) if measure else "no figure",
        Unit(series.indicator.unit).label,
        part.standing_words if part else "",
        _rounded(part.share, 1) if part else "",
        _plain(change.before) if change else "",
        _plain(change.difference) if change else "",
        _rounded(to_date.value, series.indicator.decimals) if to_date else "",
        *_provenance(series),
    ]


def _rounded(number: Decimal | None, places: int) -> object:
    return "" if number is None else round_half_up(number, places)
