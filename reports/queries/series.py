"""Indicators with their accepted figures, as one reader may see them: two queries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from board.models import Agency, KeyQuestion, Priority
from indicators.enums import Breakdown
from indicators.keeping import Kept, basis_of, read, read_signal
from indicators.measures import Measure, Rules
from indicators.models import DataSetLine, Figure, Indicator, Period
from indicators.queries.figures import figures_of, shown_since, with_targets
from indicators.queries.marks import placed_on
from indicators.series import RATING_ORDER, Due, Series, series_of
from indicators.signal import Signal
from lscb.core.models import User
from lscb.core.periods import PeriodKind, YearKind, period_containing
from reports.queries.expected import Asked, Expected
from reports.readers import Reader

# How long ago the newest period that is still waited for may have begun.
RECENT = timedelta(days=800)

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
    stored: bool = False,
) -> list[Series]:
    """Each indicator's series as it stood ``at`` a moment; ``whole`` for all its history.

    Whoever asks has scoped the indicators to the reader; small numbers are hidden here.
    ``stored``: as it stands now, with the analysis that is kept of it where there is one.
    ``corrected_since`` adds the figures that were superseded between that moment and this one.
    """
    chosen = with_targets(_with_signal(indicators, expected) if stored else _with_own_days(indicators, expected))
    rows = figures_of(chosen, at=at, corrected_since=corrected_since)
    signals = {one.pk: _kept_signal(one, reader.rules(one)) if stored else None for one in chosen}
    placed = placed_on([one for one in chosen if signals[one.pk] is None], at=at)
    series = [
        series_of(
            indicator,
            rows[indicator.pk],
            targets,
            reader.rules(indicator),
            at=at,
            since=None if whole else shown_since(at.date(), indicator.frequency),
            placed=placed[indicator.pk],
            signal=signals[indicator.pk],
        )
        for indicator, targets in chosen.items()
    ]
    return _in_order(_told_what_is_due(series, expected))


def kept_series_for(
    indicators: QuerySet[Indicator], *, reader: Reader, at: datetime, since: datetime, expected: Expected
) -> list[Series]:
    """Each indicator's recent series as it stands now, with what was superseded since a moment.

    As it was kept when its figures changed; what was not, or by other rules than the reader's, is worked out.
    """
    found: dict[int, Series] = {}
    wanting: set[int] = set()
    for row in _with_kept(indicators, reader=reader, expected=expected):
        # A basis tells trust: what is kept for those trusted is no match for anyone else.
        if row.basis is not None and row.basis == basis_of(row, reader.rules(row)):
            found[row.pk] = _kept(row, read(row.content), since=since)
        wanting.add(row.pk)
    series = _told_what_is_due(list(found.values()), expected)
    if missing := wanting - found.keys():
        bare = indicators.filter(pk__in=missing)
        series += series_for(bare, reader=reader, at=at, corrected_since=since, expected=expected)
    return _in_order(series)


def _with_own_days(indicators: QuerySet[Indicator], expected: Expected | None) -> QuerySet[Indicator, Any]:
    """The longest that a data set in use gives for it, and the newest period of it that was opened by the day."""
    if expected is None:
        return indicators
    lines = DataSetLine.objects.filter(indicator=OuterRef("pk"), data_set__is_active=True)
    days = lines.order_by(
        F("data_set__due_after_working_days").desc(nulls_last=True), F("data_set__timely_for_days").desc()
    )
    opened = Period.objects.filter(
        data_set__lines__indicator=OuterRef("pk"),
        data_set__is_active=True,
        starts_on__gt=expected.today - RECENT,
        opened_on__lte=expected.today,
    ).order_by("-starts_on")
    dates = JSONObject(pk="pk", starts_on="starts_on", due_on="due_on", timely_until=Coalesce("timely_until", "due_on"))
    return indicators.annotate(
        own_days=Subquery(days.values("data_set__due_after_working_days")[:1]),
        own_grace=Subquery(days.values("data_set__timely_for_days")[:1]),
        newest_asked=Subquery(opened.values(dates=dates)[:1]),
    )


def _with_signal(indicators: QuerySet[Indicator], expected: Expected | None) -> QuerySet[Indicator, Any]:
    joined = _with_own_days(indicators, expected).annotate(
        board=FilteredRelation("kept", condition=Q(kept__is_trusted=False))
    )
    return joined.annotate(board_basis=F("board__basis"), board_analysis=F("board__analysis"))


def _kept_signal(indicator: Any, rules: Rules) -> Signal | None:
    """What is kept of its whole history, where it was made by the rules that hold now."""
    is_good = indicator.board_basis == basis_of(indicator, rules._replace(is_trusted=False))
    return read_signal(indicator.board_analysis) if is_good and indicator.board_analysis else None


def _with_kept(indicators: QuerySet[Indicator], *, reader: Reader, expected: Expected) -> QuerySet[Indicator, Any]:
    """A row for each indicator and each view of it that is kept and may be this reader's; or one without."""
    good = Q(kept__good_until=None) | Q(kept__good_until__gte=expected.today)
    good &= Q(kept__is_trusted__in=reader.views)
    joined = (
        _with_own_days(indicators, expected)
        .select_related("supplier")
        .annotate(good=FilteredRelation("kept", condition=good))
    )
    return joined.annotate(basis=F("good__basis"), content=F("good__content")).order_by()


def link_aims(series: Iterable[Series]) -> None:
    """Give each indicator its priorities, key questions and suppliers, for the filter. One query."""
    chosen = {one.indicator.pk: one.indicator for one in series}
    for indicator in chosen.values():
        indicator.aims, indicator.questions, indicator.suppliers = [], [], []
        if indicator.supplier and indicator.added_up_by != Breakdown.AGENCY:
            indicator.suppliers.append(indicator.supplier)
    made: dict[tuple[str, int], Any] = {}
    for kind, linked_to, pk, number, words in _linked(chosen):
        if (kind, pk) not in made:
            made[kind, pk] = _named(kind, pk, number, words)
        linked = getattr(chosen[linked_to], kind)
        if made[kind, pk] not in linked:
            linked.append(made[kind, pk])


def _named(kind: str, pk: int, number: int, words: str) -> Any:
    match kind:
        case "aims":
            return Priority(pk=pk, number=number, title=words)
        case "questions":
            return KeyQuestion(pk=pk, number=number, text=words)
        case _:
            return Agency(pk=pk, name=words)


def _linked(chosen: Iterable[int]) -> Iterable[tuple[str, int, int, int, str]]:
    """What is broken down by agency is every one of theirs."""
    wanted = list(chosen)
    priorities = Priority.objects.filter(indicators__in=wanted).order_by()
    questions = KeyQuestion.objects.filter(indicators__in=wanted).order_by()
    parts = Indicator.objects.agreed().filter(parent__in=wanted, supplier__isnull=False).order_by()
    theirs = parts.filter(Q(breakdown_name=Breakdown.AGENCY) | Q(parent__breakdown=Breakdown.AGENCY, group_name=""))
    return priorities.values_list(Value("aims"), "indicators", "pk", "number", "title").union(
        questions.values_list(Value("questions"), "indicators", "pk", "number", "text"),
        theirs.values_list(Value("suppliers"), "parent", "supplier", Value(0), "supplier__name"),
        all=True,
    )


def _kept(indicator: Indicator, kept: Kept, *, since: datetime) -> Series:
    return Series(
        indicator,
        kept.measures,
        superseded=tuple(one for one in kept.superseded if one.superseded_at and one.superseded_at > since),
        signal=kept.signal,
        kept=kept.standing,
    )


def _told_what_is_due(series: list[Series], expected: Expected | None) -> list[Series]:
    """Of a period that opened before an indicator came among what it asks nothing is due. One query, if anything is."""
    if expected is None:
        return series
    told = [_with_what_is_due(one, expected) for one in series]
    said = {one.indicator.pk: newest["pk"] for one in told if (newest := _newest(one)) and _is_said(one, newest)}
    if not said:
        return told
    asked = _asked_in(said)
    unasked = said.items() - asked
    for one in told:
        indicator: Any = one.indicator
        if (indicator.pk, said.get(indicator.pk)) in unasked:
            indicator.newest_asked = None
    return [_with_what_is_due(one, expected) for one in series]


def _newest(series: Series) -> dict[str, Any]:
    indicator: Any = series.indicator
    return indicator.newest_asked or {}


def _is_said(series: Series, newest: dict[str, Any]) -> bool:
    awaited = series.awaited.starts_on.isoformat() if series.awaited else ""
    return series.due is not None or awaited == newest["starts_on"]


def _asked_in(periods: dict[int, int]) -> set[tuple[int | None, int]]:
    """Of which indicator, or of whose parts, there is a row in which of these periods."""
    rows = Figure.objects.filter(indicator_return__period__in=set(periods.values()))
    own = rows.filter(Q(indicator__in=periods) | Q(indicator__parent__in=periods)).order_by().distinct()
    found = own.values_list("indicator", "indicator__parent", "indicator_return__period")
    return {(pk, period) for one, whole, period in found for pk in (one, whole)}


def _with_what_is_due(series: Series, expected: Expected) -> Series:
    """The period whose figure should have come by now, and the one that was asked for and is in time yet."""
    indicator: Any = series.indicator
    latest = series.latest.period if series.latest else None
    newest = indicator.newest_asked
    asked = _asked(indicator.frequency, indicator.year_kind, **newest) if newest else None
    awaited = (
        expected.after(latest, indicator.own_days, grace=indicator.own_grace or 0, asked=asked) if latest else None
    )
    due = Due(*asked) if asked and expected.is_due(asked, latest) else None
    return replace(series, awaited=awaited, due=due) if awaited or due else series


@lru_cache(maxsize=512)
def _asked(frequency: str, year_kind: str, *, starts_on: str, due_on: str, timely_until: str, pk: int) -> Asked:
    period = period_containing(date.fromisoformat(starts_on), PeriodKind(frequency), YearKind(year_kind))
    return Asked(period, date.fromisoformat(due_on), date.fromisoformat(timely_until))


def _in_order(series: Iterable[Series]) -> list[Series]:
    return sorted(series, key=lambda one: one.code_place)
