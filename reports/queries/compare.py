"""One indicator's parts beside one another in one period: agencies, localities or groups, as the Board sees them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from indicators.analysis.benchmark import mean_of_rates, pooled_rate
from indicators.analysis.compare import Change, ToDate, change_on_last_year
from indicators.analysis.funnel import Funnel, Model, Standing, funnel, limits_at
from indicators.analysis.units import Unit
from indicators.enums import Breakdown
from indicators.models import Indicator
from lscb.core import charts
from lscb.core.charts import FunnelChart
from lscb.core.charts.readings import Scale
from lscb.core.models import User
from lscb.core.numbers import write_number
from lscb.core.periods import Period
from reports.queries.expected import Expected
from reports.queries.series import Measure, Series, kept_series_for
from reports.queries.to_date import to_date_of, values_of
from reports.readers import Reader

MODELS = {
    Unit.PERCENTAGE: Model.PROPORTION,
    Unit.RATE_PER_1000: Model.RATE,
    Unit.RATE_PER_10000: Model.RATE,
    Unit.RATE_PER_100000: Model.RATE,
}
STANDINGS = {
    Standing.WITHIN: "Within what its size explains",
    Standing.HIGH_95: "Above the 95% limit",
    Standing.LOW_95: "Below the 95% limit",
    Standing.HIGH_998: "Above the 99.8% limit",
    Standing.LOW_998: "Below the 99.8% limit",
}
MARKS = {Standing.HIGH_95: "out", Standing.LOW_95: "out", Standing.HIGH_998: "far", Standing.LOW_998: "far"}
CURVE_POINTS = 48


@dataclass(frozen=True, slots=True)
class Part:
    """One of those compared; ``share`` is its figure as a multiple of all together's."""

    series: Series
    measure: Measure | None
    standing: Standing | None
    share: Decimal | None
    last_year: Change | None
    to_date: ToDate | None

    @property
    def name(self) -> str:
        """What tells it from the others: a part's own agency, or its title."""
        return self.series.indicator.title

    @property
    def text(self) -> str:
        return self.series.text_of(self.measure) if self.measure else "no figure"

    @property
    def standing_words(self) -> str:
        return STANDINGS[self.standing] if self.standing else ""

    @property
    def is_beyond(self) -> bool:
        return self.standing not in {None, Standing.WITHIN}


@dataclass(frozen=True)
class Comparison:
    """``pooled`` is one rate of all whose counts are shown; ``mean`` counts each place once. They are not the same."""

    whole: Series
    parts: tuple[Part, ...]
    names: dict[int, str]
    period: Period | None
    periods: tuple[Period, ...]
    by: str
    ways: tuple[str, ...]
    found: Funnel | None
    pooled: Decimal | None
    mean: Decimal | None
    chart: FunnelChart | None
    says: str

    @property
    def whole_measure(self) -> Measure | None:
        return _at(self.whole, self.period)


def comparison_of(
    indicator: Indicator,
    user: User,
    *,
    reader: Reader,
    at: datetime,
    expected: Expected,
    wanted: date | None,
    by: str = "",
) -> Comparison | None:
    """None where it has no parts. Two queries, whatever their number. ``by``: in which way it is broken down."""
    ways = _ways(indicator, user)
    by = by if by in ways else next(iter(ways), "")
    chosen = [indicator.pk, *ways.get(by, [])]
    # The whole and its parts are the reader's to see: the one was asked for so, the others were found so.
    family = Indicator.objects.agreed().filter(pk__in=chosen)
    series = kept_series_for(family, reader=reader, at=at, since=at, expected=expected)
    whole = next((one for one in series if one.indicator.pk == indicator.pk), None) or Series(indicator, ())
    parts = [one for one in series if one.indicator.pk != indicator.pk and one.indicator.unit == indicator.unit]
    return compared(whole, parts, wanted, by, tuple(ways)) if parts else None


def kind_of(by: str, indicator: Indicator) -> Breakdown:
    """Of groups that somebody named; of parts made by hand, what their whole says."""
    if not by:
        return Breakdown(indicator.breakdown)
    return Breakdown(by) if by in {Breakdown.AGENCY, Breakdown.LOCALITY} else Breakdown.GROUPS


def _ways(indicator: Indicator, user: User) -> dict[str, list[int]]:
    """By breakdown, its parts. Those made by hand are of none that has a name, and come last."""
    parts = Indicator.objects.visible_to(user).agreed().filter(parent=indicator, unit=indicator.unit).order_by("pk")
    found: dict[str, list[int]] = defaultdict(list)
    for pk, name in parts.values_list("pk", "breakdown_name"):
        found[name].append(pk)
    return dict(sorted(found.items(), key=lambda one: one[0] == ""))


def compared(whole: Series, parts: Sequence[Series], wanted: date | None, by: str, ways: tuple[str, ...]) -> Comparison:
    """The parts beside one another in the period wanted, or in the latest that two or more have a figure for."""
    there = {measure.period for one in parts for measure in one.measures}
    periods = tuple(sorted(there, key=lambda period: period.starts_on, reverse=True))
    period = next((one for one in periods if one.starts_on == wanted), None) or _fullest(periods, parts)
    unit = Unit(whole.indicator.unit)
    measures = [_at(one, period) for one in parts]
    names = _names(parts)
    found = None
    if unit in MODELS:
        counts = [_counts(one) for one in measures]
        found = funnel(counts, model=MODELS[unit]) if sum(one is not None for one in counts) > 1 else None
    both = [(one.numerator, one.denominator) for one in measures if one and one.value is not None]
    pooled = pooled_rate(both, multiplier=unit.multiplier) if unit.multiplier else None
    standings = [place.standing if place else None for place in found.places] if found else [None] * len(parts)
    rows = tuple(
        Part(
            one,
            measure,
            standing,
            _share(measure, pooled),
            _last_year(one, period),
            to_date_of(one, period) if period else None,
        )
        for one, measure, standing in zip(parts, measures, standings, strict=True)
    )
    said = _says(rows, names, found, unit)
    if kind_of(by, whole.indicator) == Breakdown.GROUPS:
        said = f"{said} {_shares_in_words(rows, names)}".strip()
    return Comparison(
        whole=whole,
        parts=rows,
        names=names,
        period=period,
        periods=periods,
        by=by,
        ways=ways,
        found=found,
        pooled=pooled,
        mean=mean_of_rates(one.value if one else None for one in measures) if unit.multiplier else None,
        chart=_chart(whole, rows, names, found, said) if found else None,
        says=said,
    )


def _fullest(periods: Iterable[Period], parts: Sequence[Series]) -> Period | None:
    """The latest period that two or more have a figure for; else the latest there is."""
    chosen = list(periods)
    for period in chosen:
        if sum((measure := _at(one, period)) is not None and measure.value is not None for one in parts) > 1:
            return period
    return chosen[0] if chosen else None


def _at(series: Series, period: Period | None) -> Measure | None:
    return next((one for one in series.measures if one.period == period), None)


def _names(parts: Sequence[Series]) -> dict[int, str]:
    """By indicator: its group; or its agency where each has another, else its title without what all begin with."""
    if all(one.indicator.group_name for one in parts):
        return {one.indicator.pk: one.indicator.group_name for one in parts}
    agencies = [str(one.indicator.supplier) for one in parts]
    if len(set(agencies)) == len(parts) and len(parts) > 1:
        return {one.indicator.pk: name for one, name in zip(parts, agencies, strict=True)}
    titles = [one.indicator.title for one in parts]
    common = _common_beginning(titles)
    return {one.indicator.pk: title[len(common) :] or title for one, title in zip(parts, titles, strict=True)}


def _common_beginning(titles: Sequence[str]) -> str:
    """Up to the last colon, comma or dash that all share."""
    first, last = min(titles), max(titles)
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    ends = max(
        (first[:same].rfind(mark) + len(mark) for mark in (": ", ", ", " – ") if mark in first[:same]), default=0
    )
    return first[:ends]


def _counts(measure: Measure | None) -> tuple[int, int] | None:
    if measure is None or measure.value is None or measure.numerator is None or measure.denominator is None:
        return None
    over, under = measure.numerator, measure.denominator
    is_whole = over == int(over) and under == int(under) and over >= 0
    return (int(over), int(under)) if is_whole and under > 0 else None


def _share(measure: Measure | None, pooled: Decimal | None) -> Decimal | None:
    return measure.value / pooled if measure and measure.value is not None and pooled else None


def _last_year(series: Series, period: Period | None) -> Change | None:
    return change_on_last_year(values_of(series), period) if period else None


def _says(parts: Sequence[Part], names: dict[int, str], found: Funnel | None, unit: Unit) -> str:
    hidden = sum(bool(part.measure and part.measure.is_hidden) for part in parts)
    unseen = f" {hidden} of {len(parts)} {'is' if hidden == 1 else 'are'} hidden." if hidden else ""
    if unit == Unit.NUMBER:
        return f"These are plain counts: the larger a part, the larger its count. They tell no difference.{unseen}"
    if found is None:
        return f"There are too few counts to tell difference from chance.{unseen}"
    high = [names[part.series.indicator.pk] for part in parts if part.standing in {Standing.HIGH_95, Standing.HIGH_998}]
    low = [names[part.series.indicator.pk] for part in parts if part.standing in {Standing.LOW_95, Standing.LOW_998}]
    if not high and not low:
        return f"None differs from all together by more than its size explains.{unseen}"
    said = "; ".join(_told(names, how) for names, how in ((high, "higher"), (low, "lower")) if names)
    return f"{said}.{unseen}"


def _shares_in_words(parts: Sequence[Part], names: dict[int, str]) -> str:
    """Of groups, which stands highest against all together, and which lowest."""
    shares = [(part.share, names[part.series.indicator.pk]) for part in parts if part.share is not None]
    if len(shares) < 2:
        return ""
    (least, lowest), (most, highest) = min(shares), max(shares)
    said = f"highest {highest}, {write_number(most, 1)} times"
    return f"Against all together: {said}; lowest {lowest}, {write_number(least, 1)} times."


def _told(names: Sequence[str], how: str) -> str:
    *others, last = names
    who = f"{', '.join(others)} and {last} are" if others else f"{last} is"
    return f"{who} {how} than {'their' if others else 'its'} size explains"


def _chart(whole: Series, parts: Sequence[Part], names: dict[int, str], found: Funnel, says: str) -> FunnelChart | None:
    unit = Unit(whole.indicator.unit)
    multiplier = unit.multiplier or 1
    placed = [
        charts.Place(
            names[part.series.indicator.pk],
            place.denominator,
            place.share * multiplier,
            f"{part.text} of {place.denominator:,}. {part.standing_words}",
            MARKS.get(place.standing, ""),
        )
        for part, place in zip(parts, found.places, strict=True)
        if place
    ]
    assert found.centre is not None
    sizes = [place.size for place in placed]
    return charts.funnel_chart(
        whole.indicator.title,
        placed,
        _curves(found.centre, min(sizes), max(sizes), MODELS[unit], multiplier),
        centre=found.centre * multiplier,
        sizes=whole.indicator.denominator_words or "Out of how many",
        scale=Scale(whole.indicator.decimals, unit.suffix),
        says=says,
    )


def _curves(centre: float, least: float, most: float, model: Model, multiplier: int) -> list[charts.Curve]:
    start = max(1, int(least * 0.8))
    step = max((most - start) / CURVE_POINTS, 1)
    sizes = sorted({*(round(start + step * n) for n in range(CURVE_POINTS) if start + step * n < most), round(most)})
    limits = [(size, limits_at(size, centre, model=model)) for size in sizes]
    kinds = [
        ("99.8%", True, lambda one: one.upper_998),
        ("95%", False, lambda one: one.upper_95),
        ("95%", False, lambda one: one.lower_95),
        ("99.8%", True, lambda one: one.lower_998),
    ]
    return [
        charts.Curve(text, [(float(size), of(one) * multiplier) for size, one in limits], is_outer)
        for text, is_outer, of in kinds
    ]
