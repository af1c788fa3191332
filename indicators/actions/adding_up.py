"""Wholes that are known from their parts: worked out once every part has come, and again when one is corrected."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F

from indicators.analysis.figures import FigureState
from indicators.analysis.units import Unit
from indicators.enums import MissingReason
from indicators.models import Indicator, PublishedFigure
from lscb.core.models import User

# What says that there is nothing to add, rather than that something is not known.
ADDS_NOTHING = {MissingReason.NOT_APPLICABLE, MissingReason.NOTHING_TO_REPORT}
CORRECTED = "Its parts were corrected."
UNKNOWN = "Not every part of it has a figure."


class Numbers(NamedTuple):
    state: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None


def add_up(new: Iterable[PublishedFigure], *, at: datetime, by: User | None, why: str = "") -> set[int]:
    """The wholes that these make known or correct. Whoever calls holds the families, and hides beside afterwards.

    A whole that an agency has stated stays as it stated it.
    """
    spans: dict[int, set[tuple[date, date]]] = defaultdict(set)
    for figure in new:
        spans[figure.indicator_id].add((figure.starts_on, figure.ends_on))
    parts = Indicator.objects.kept_parts().filter(pk__in=spans, breakdown_name=F("parent__added_up_by"))
    wanted: dict[int, set[tuple[date, date]]] = defaultdict(set)
    for pk, whole in parts.values_list("pk", "parent"):
        assert whole is not None
        wanted[whole] |= spans[pk]
    wholes = Indicator.objects.in_bulk(wanted)
    return {pk for pk, periods in wanted.items() if _add_up(wholes[pk], periods, at=at, by=by, why=why)}


def _add_up(whole: Indicator, periods: set[tuple[date, date]], *, at: datetime, by: User | None, why: str) -> bool:
    parts = set(whole.parts.kept_parts().agreed().filter(breakdown_name=whole.added_up_by).values_list("pk", flat=True))
    current = PublishedFigure.objects.current().filter(starts_on__in=[starts_on for starts_on, _ in periods])
    by_period: dict[tuple[date, date], dict[int, PublishedFigure]] = defaultdict(dict)
    for figure in current.filter(indicator__in={whole.pk, *parts}).select_related("indicator"):
        by_period[figure.starts_on, figure.ends_on][figure.indicator_id] = figure
    changed = False
    for span in sorted(periods):
        there = by_period[span]
        standing = there.pop(whole.pk, None)
        if there.keys() < parts or (standing and standing.figure_id):
            continue
        numbers = _sum([there[pk] for pk in sorted(parts)], is_count=whole.unit == Unit.NUMBER)
        changed |= _publish(whole, span, numbers, standing, at=at, by=by, why=why)
    return changed


def _sum(parts: Sequence[PublishedFigure], *, is_count: bool) -> Numbers:
    given = [part for part in parts if part.missing_reason not in ADDS_NOTHING and part.state != "not_applicable"]
    if not given or any(part.state != FigureState.GIVEN for part in given):
        return Numbers(FigureState.NOT_AVAILABLE)
    if is_count:
        counts = [part.derived for part in given]
        return Numbers(FigureState.NOT_AVAILABLE) if None in counts else Numbers("given", value=_total(counts))
    over, under = [part.numerator for part in given], [part.denominator for part in given]
    if None in over or None in under:
        return Numbers(FigureState.NOT_AVAILABLE)
    return Numbers("given", _total(over), _total(under))


def _total(counts: Iterable[Decimal | None]) -> Decimal:
    return sum((count for count in counts if count is not None), Decimal(0))


def _publish(
    whole: Indicator,
    span: tuple[date, date],
    numbers: Numbers,
    standing: PublishedFigure | None,
    *,
    at: datetime,
    by: User | None,
    why: str,
) -> bool:
    if standing is not None:
        if all(getattr(standing, name) == value for name, value in numbers._asdict().items()):
            return False
        PublishedFigure.objects.filter(pk=standing.pk).update(superseded_at=max(at, standing.published_at))
    PublishedFigure.objects.create(
        indicator=whole,
        starts_on=span[0],
        ends_on=span[1],
        published_at=max(at, standing.published_at) if standing else at,
        published_by=by,
        commentary="" if numbers.state == FigureState.GIVEN else UNKNOWN,
        why=(why or CORRECTED) if standing else "",
        **numbers._asdict(),
    )
    return True
