"""Working out what indicators' figures come to, whenever these change, and keeping it for those who read."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from board.models import Board
from board.rules import Protection
from indicators.actions.hide import hide_all_beside
from indicators.keeping import basis_of, written, written_signal
from indicators.measures import Row
from indicators.models import Indicator, KeptSeries, PublishedFigure, Target
from indicators.queries.figures import figures_of, shown_since, shown_until, with_targets
from indicators.queries.marks import placed_on
from indicators.series import rules_for, series_of, whole_signal
from indicators.signal import Placed

EVER = datetime(1970, 1, 1, tzinfo=UTC)
# Of those who see small numbers, and of everyone else.
VIEWS = (True, False)


@transaction.atomic
def keep_series(indicators: QuerySet[Indicator]) -> None:
    """Both readers' views of each. Whoever changed its figures or targets holds the indicator's row."""
    chosen = with_targets(indicators)
    at = _as_it_stands(chosen)
    placed = placed_on(chosen, at=at)
    rows = figures_of(chosen, at=at, corrected_since=EVER)
    rule = Board.current().protection
    KeptSeries.objects.bulk_create(
        [
            _kept(
                indicator,
                rows[indicator.pk],
                targets,
                placed[indicator.pk],
                rule=rule,
                is_trusted=is_trusted,
                at=at,
            )
            for indicator, targets in chosen.items()
            for is_trusted in VIEWS
        ],
        update_conflicts=True,
        unique_fields=["indicator", "is_trusted"],
        update_fields=["basis", "good_until", "content", "analysis"],
    )


def _as_it_stands(indicators: Iterable[Indicator]) -> datetime:
    """Now, or the latest acceptance where it came from a machine whose clock is ahead: none is to be left out."""
    published = PublishedFigure.objects.filter(indicator__in=list(indicators))
    latest = published.aggregate(latest=Max("published_at"))["latest"]
    return max(filter(None, [timezone.now(), latest]))


@transaction.atomic
def keep_by_changed_settings() -> None:
    """Whatever the Board's rule hides beside small figures is decided anew before what readers see is."""
    if told := hide_all_beside():
        keep_series(Indicator.objects.filter(pk__in=told))
    keep_what_is_not()


@transaction.atomic
def keep_what_is_not() -> int:
    """Work out anew whatever is missing, out of date or made by other rules; how many there were."""
    rule, today = Board.current().protection, timezone.localdate()
    good: dict[int, int] = {}
    for kept in KeptSeries.objects.select_related("indicator").defer("content"):
        rules = rules_for(kept.indicator, rule=rule, is_trusted=kept.is_trusted)
        is_good = kept.basis == basis_of(kept.indicator, rules) and (not kept.good_until or kept.good_until >= today)
        good[kept.indicator_id] = good.get(kept.indicator_id, 0) + is_good
    wanting = Indicator.objects.exclude(pk__in=[pk for pk, count in good.items() if count == len(VIEWS)])
    # Held, and in one order everywhere, as their writers hold them: what these are writing is waited for.
    held = [indicator.pk for indicator in wanting.select_for_update(no_key=True).order_by("pk")]
    if held:
        keep_series(Indicator.objects.filter(pk__in=held))
    return len(held)


def _kept(
    indicator: Indicator,
    rows: list[Row],
    targets: Iterable[Target],
    placed: Iterable[Placed],
    *,
    rule: Protection,
    is_trusted: bool,
    at: datetime,
) -> KeptSeries:
    rules = rules_for(indicator, rule=rule, is_trusted=is_trusted)
    since = shown_since(at.date(), indicator.frequency)
    standing = [row for row in rows if row.superseded_at is None or row.superseded_at > at]
    signal = whole_signal(indicator, standing, list(targets), rules, placed)
    return KeptSeries(
        indicator=indicator,
        is_trusted=is_trusted,
        basis=basis_of(indicator, rules),
        good_until=shown_until([row for row in rows if row.starts_on >= since], indicator.frequency),
        content=written(series_of(indicator, rows, list(targets), rules, at=at, since=since, signal=signal)),
        analysis=written_signal(signal),
    )
