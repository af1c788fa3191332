"""Indicators with their accepted figures, as one reader may see them: two queries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from board.models import KeyQuestion, Priority
from indicators.keeping import Kept, basis_of, read
from indicators.measures import Measure
from indicators.models import Indicator
from indicators.queries.figures import figures_of, with_targets
from indicators.series import RATING_ORDER, Series, series_of
from lscb.core.models import User
from lscb.core.periods import Period
from reports.queries.expected import Expected
from reports.readers import Reader

__all__ = ["RATING_ORDER", "Measure", "Series", "indicators_of", "kept_series_for", "link_aims", "series_for"]


def indicators_of(user: User) -> QuerySet[Indicator]:
    return Indicator.objects.visible_to(user).agreed()


def series_for(
    indicators: QuerySet[Indicator],
    *,
    reader: Reader,
    at: datetime,
    whole: bool = False,
    corrected_since: datetime | None = None,
    expected: Expected | None = None,
) -> list[Series]:
    """Each indicator's series as it stood ``at`` a moment; ``whole`` for all its history.

    Whoever asks has scoped the indicators to the reader; small numbers are hidden here.
    ``corrected_since`` adds the figures that were superseded between that moment and this one.
    """
    chosen = with_targets(indicators)
    rows = figures_of(chosen, at=at, corrected_since=corrected_since, whole=whole)
    series = (
        series_of(indicator, rows[indicator.pk], targets, reader.rules(indicator), at=at)
        for indicator, targets in chosen.items()
    )
    return _in_order(replace(one, awaited=_awaited(one.measures, expected)) for one in series)


def kept_series_for(
    indicators: QuerySet[Indicator], *, reader: Reader, at: datetime, since: datetime, expected: Expected
) -> list[Series]:
    """Each indicator's recent series as it stands now, with what was superseded since a moment.

    As it was kept when its figures changed; what was not, or by other rules than the reader's, is worked out.
    """
    found: dict[int, Series] = {}
    wanting: set[int] = set()
    for row in _with_kept(indicators, reader=reader, today=expected.today):
        # A basis tells trust: what is kept for those trusted is no match for anyone else.
        if row.basis is not None and row.basis == basis_of(row, reader.rules(row)):
            found[row.pk] = _kept(row, read(row.content), since=since, expected=expected)
        wanting.add(row.pk)
    series = list(found.values())
    if missing := wanting - found.keys():
        bare = indicators.filter(pk__in=missing)
        series += series_for(bare, reader=reader, at=at, corrected_since=since, expected=expected)
    return _in_order(series)


def _with_kept(indicators: QuerySet[Indicator], *, reader: Reader, today: date) -> QuerySet[Indicator, Any]:
    """A row for each indicator and each view of it that is kept and may be this reader's; or one without."""
    good = Q(kept__good_until=None) | Q(kept__good_until__gte=today)
    good &= Q(kept__is_trusted__in=reader.views)
    joined = indicators.select_related("supplier").annotate(good=FilteredRelation("kept", condition=good))
    return joined.annotate(basis=F("good__basis"), content=F("good__content")).order_by()


def link_aims(series: Iterable[Series], *, questions: bool = False) -> None:
    """Give each indicator its priorities, and if asked for its key questions, for the filter: a query each."""
    chosen = {one.indicator.pk: one.indicator for one in series}
    for indicator in chosen.values():
        indicator.aims, indicator.questions = [], []
    for pk, priority in _linked(Priority, chosen):
        chosen[pk].aims.append(priority)
    for pk, question in _linked(KeyQuestion, chosen) if questions else ():
        chosen[pk].questions.append(question)


def _linked(model: type[Priority] | type[KeyQuestion], chosen: Iterable[int]) -> Iterable[tuple[int, Any]]:
    """Each aim is made once, however many indicators it is linked to."""
    names = [field.attname for field in model._meta.concrete_fields]
    made: dict[int, Priority | KeyQuestion] = {}
    for linked_to, pk, *values in model.objects.filter(indicators__in=chosen).values_list("indicators", *names):
        if pk not in made:
            made[pk] = model(pk, *values)
        yield linked_to, made[pk]


def _kept(indicator: Indicator, kept: Kept, *, since: datetime, expected: Expected) -> Series:
    return Series(
        indicator,
        kept.measures,
        superseded=tuple(one for one in kept.superseded if one.superseded_at and one.superseded_at > since),
        awaited=_awaited(kept.measures, expected),
        kept=kept.standing,
    )


def _awaited(measures: tuple[Measure, ...], expected: Expected | None) -> Period | None:
    """The period whose figure should have come by now."""
    return expected.after(measures[-1].period) if expected and measures else None


def _in_order(series: Iterable[Series]) -> list[Series]:
    return sorted(series, key=lambda one: one.code_place)
