"""Hiding, beside small figures, those from which they could be worked out: decided when figures change, and kept."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from board.models import Board
from indicators.analysis.beside import Given, hidden_beside
from indicators.analysis.disclosure import is_small
from indicators.models import Indicator, PublishedFigure
from indicators.rules import value_of

# A whole and one way to break it down: by age band it is the same children as by agency, and the sum of either.
Whole = dict[tuple[int, str], list[int]]


def family_of(indicators: Iterable[int]) -> Whole:
    """By whole and breakdown, its parts: of every whole that these belong to, as far as it goes up and down."""
    known, wanting, parts = set[int](), set(indicators), dict[int, tuple[int, str]]()
    while wanting:
        found = Indicator.objects.filter(Q(parent__in=wanting) | Q(pk__in=wanting, parent__isnull=False))
        known |= wanting
        links = {pk: (whole, by) for pk, whole, by in found.values_list("pk", "parent", "breakdown_name") if whole}
        parts |= links
        wanting = {*links, *(whole for whole, _by in links.values())} - known
    family: Whole = defaultdict(list)
    for part, whole in sorted(parts.items()):
        family[whole].append(part)
    return dict(family)


def members_of(family: Whole) -> set[int]:
    return {*(whole for whole, _by in family), *(part for parts in family.values() for part in parts)}


def hold_families(indicators: Iterable[int]) -> None:
    """Hold the rows of these and of their families, in one order everywhere, so that none waits for another's."""
    held = {*indicators, *members_of(family_of(indicators))}
    list(Indicator.objects.select_for_update(no_key=True).filter(pk__in=held).order_by("pk"))


def hide_all_beside() -> set[int]:
    """Where the rule changed, or figures were written by hand."""
    parts = list(Indicator.objects.exclude(parent=None).values_list("pk", flat=True))
    hold_families(parts)
    return hide_beside(parts)


def hide_beside(indicators: Iterable[int], *, starts_on: date | None = None) -> set[int]:
    """Decide anew for the families of these, in one period or in all; the indicators whose figures changed for it.

    Whoever calls holds the rows of the whole family.
    """
    family = family_of(indicators)
    if not family:
        return set()
    rule = Board.current().protection
    figures = PublishedFigure.objects.filter(indicator__in=members_of(family)).select_related("indicator")
    if starts_on:
        figures = figures.filter(starts_on=starts_on)
    periods: dict[tuple[date, date], list[PublishedFigure]] = defaultdict(list)
    for figure in figures:
        periods[figure.starts_on, figure.ends_on].append(figure)
    changed: set[int] = set()
    for together in periods.values():
        given = [_given(figure, rule.hides_below) for figure in together]
        hidden = hidden_beside(given, family=family, threshold=rule.hides_below)
        for figure in together:
            if figure.is_hidden_beside != (figure.pk in hidden):
                figure.is_hidden_beside = figure.pk in hidden
                figure.save(update_fields=["is_hidden_beside"])
                changed.add(figure.indicator_id)
    return changed


def _given(figure: PublishedFigure, threshold: int) -> Given:
    indicator = figure.indicator
    over, under = figure.numerator, figure.denominator
    value = value_of(over, under, figure.value, unit=indicator.unit, places=indicator.decimals)
    counted = value if over is None and indicator.unit == "number" else over
    left = under - over if over is not None and under is not None and indicator.unit == "percentage" else None
    return Given(
        figure.pk,
        figure.indicator_id,
        indicator.parent_id,
        figure.published_at,
        (_whole(counted), _whole(under), _whole(left)),
        is_small(over, under, value, unit=indicator.unit, threshold=threshold),
    )


def _whole(count: object) -> int | None:
    """Only whole counts are added up: half days and rates make no sums."""
    return int(count) if count is not None and count == int(count) else None  # type: ignore[call-overload]
