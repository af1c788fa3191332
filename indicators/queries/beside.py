"""What a return's rows are compared with besides their own past: their parts, and others' figures of the same."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from indicators.analysis.units import Unit
from indicators.enums import ReturnStatus
from indicators.models import ChartMark, Figure, Indicator, IndicatorReturn, MarkKind
from indicators.rules import value_of

HANDED_IN = (ReturnStatus.SUBMITTED, ReturnStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-indicator's row in the same return; or, where ``is_theirs``, in another agency's of the same period."""

    code: str
    numerator: Decimal | None
    count: Decimal | None
    breakdown: str = ""
    is_theirs: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """Another agency's figure of the same thing, handed in for the same period."""

    agency: str
    title: str
    value: Decimal


@dataclass(slots=True)
class Beside:
    """Of one indicator."""

    parts: list[Part] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)
    limits_from: date | None = None


def beside(item: IndicatorReturn, figures: Iterable[Figure]) -> dict[int, Beside]:
    """By indicator, in three queries; in none where no row is compared with anything."""
    wanted = [figure.indicator_id for figure in figures if figure.is_compared]
    found: dict[int, Beside] = defaultdict(Beside)
    if wanted:
        _add_parts(found, item, wanted)
        _add_others(found, item, wanted)
        _add_limits(found, item, wanted)
    return found


def _add_parts(found: dict[int, Beside], item: IndicatorReturn, wholes: Collection[int]) -> None:
    """Of others only what they have handed in: until then theirs is there and has no count."""
    figures = Figure.objects.filter(indicator_return__period=item.period_id, indicator__parent__in=wholes)
    for figure in figures.select_related("indicator", "indicator_return").order_by("indicator__code"):
        indicator, theirs = figure.indicator, figure.indicator_return_id != item.pk
        assert indicator.parent_id is not None
        is_known = not theirs or figure.indicator_return.status in HANDED_IN
        part = Part(
            indicator.code,
            figure.numerator if is_known else None,
            figure.derived if is_known and indicator.unit == Unit.NUMBER else None,
            indicator.breakdown_name,
            theirs,
        )
        found[indicator.parent_id].parts.append(part)


def disagreeing_with(figure: Figure) -> list[Figure]:
    """Other agencies' figures of the same thing that differ from this one, as long as both are handed in."""
    item, ours = figure.indicator_return, figure.derived
    if item.status not in HANDED_IN or ours is None:
        return []
    found = _others(item, [figure.indicator_id])
    return sorted((theirs for _, theirs, value in found if value != ours), key=lambda one: one.indicator.code)


def _add_others(found: dict[int, Beside], item: IndicatorReturn, wanted: Collection[int]) -> None:
    for ours, figure, value in _others(item, wanted):
        found[ours].others.append(Other(figure.indicator_return.agency.name, figure.indicator.title, value))


def _others(item: IndicatorReturn, wanted: Collection[int]) -> Iterator[tuple[int, Figure, Decimal]]:
    """Of each indicator what other agencies handed in of the same thing for the same period."""
    period = item.period
    links = Indicator.similar_to.through.objects.filter(from_indicator__in=wanted)
    pairs = list(links.values_list("from_indicator", "to_indicator", "from_indicator__unit"))
    figures = (
        Figure.objects.filter(
            indicator__in=[other for _, other, _ in pairs],
            indicator_return__period__starts_on=period.starts_on,
            indicator_return__period__ends_on=period.ends_on,
            indicator_return__status__in=HANDED_IN,
        )
        .exclude(indicator_return__agency=item.agency_id)
        .select_related("indicator", "thread", "indicator_return__agency", "indicator_return__period")
    )
    by_indicator = {figure.indicator_id: figure for figure in figures}
    for ours, theirs, unit in pairs:
        figure = by_indicator.get(theirs)
        if figure is None or figure.indicator.unit != unit:
            continue
        value = value_of(
            figure.numerator, figure.denominator, figure.value, unit=unit, places=figure.indicator.decimals
        )
        if value is not None:
            yield ours, figure, value


def _add_limits(found: dict[int, Beside], item: IndicatorReturn, wanted: Collection[int]) -> None:
    marks = ChartMark.objects.as_at(timezone.now()).filter(
        indicator__in=wanted, kind=MarkKind.REBASE, from_on__lte=item.period.ends_on
    )
    for pk, from_on in marks.order_by("from_on").values_list("indicator", "from_on"):
        found[pk].limits_from = from_on
