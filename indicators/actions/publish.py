"""Accepted figures become what the Board reads. A correction supersedes; nothing is overwritten."""

from datetime import datetime

from django.db import transaction

from indicators.actions.adding_up import add_up
from indicators.actions.hide import hide_beside, hold_families
from indicators.actions.keep import keep_series
from indicators.models import Figure, Indicator, IndicatorReturn, PublishedFigure
from lscb.core.models import User

CONTENT = ("ends_on", "numerator", "denominator", "value", "state", "missing_reason", "commentary", "explanation")


@transaction.atomic
def publish_return(item: IndicatorReturn, *, by: User, at: datetime, why: str = "") -> int:
    """Publish each row of an accepted return; how many are new or corrected. What is the same stays.

    ``why`` it was sent back, which stays with each figure that it corrected.
    """
    count, touched = put_in_place(item, by=by, at=at, why=why)
    if count:
        keep_series(Indicator.objects.filter(pk__in=touched))
    return count


def put_in_place(item: IndicatorReturn, *, by: User, at: datetime, why: str = "") -> tuple[int, set[int]]:
    """How many rows are new or corrected, and the indicators whose kept series no longer say what is so.

    Whoever calls has begun a transaction.
    """
    figures = list(item.figures.order_by("indicator"))
    indicators = [figure.indicator_id for figure in figures]
    # In one order everywhere, so that two returns holding the same indicator wait instead of colliding.
    hold_families(indicators)
    current = {
        row.indicator_id: row
        for row in PublishedFigure.objects.current().filter(indicator__in=indicators, starts_on=item.period.starts_on)
    }
    # Whoever waited here may come with an earlier moment than what they supersede; so may another machine's clock.
    at = max([at, *(row.published_at for row in current.values())])
    new = [
        row
        for figure in figures
        if not _says_the_same(row := _published(figure, item, by=by, at=at), current.get(figure.indicator_id))
    ]
    corrected = [current[row.indicator_id].pk for row in new if row.indicator_id in current]
    for row in new:
        row.why = why if row.indicator_id in current else ""
    PublishedFigure.objects.filter(pk__in=corrected).update(superseded_at=at)
    PublishedFigure.objects.bulk_create(new)
    if not new:
        return 0, set()
    told = add_up(new, at=at, by=by, why=why)
    told |= hide_beside([row.indicator_id for row in new], starts_on=item.period.starts_on)
    return len(new), {*told, *(row.indicator_id for row in new)}


def _published(figure: Figure, item: IndicatorReturn, *, by: User, at: datetime) -> PublishedFigure:
    return PublishedFigure(
        indicator_id=figure.indicator_id,
        starts_on=item.period.starts_on,
        ends_on=item.period.ends_on,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        state=figure.state,
        missing_reason=figure.missing_reason,
        commentary=figure.commentary,
        explanation=figure.explanation,
        figure=figure,
        published_at=at,
        published_by=by,
    )


def _says_the_same(row: PublishedFigure, current: PublishedFigure | None) -> bool:
    return current is not None and all(getattr(row, name) == getattr(current, name) for name in CONTENT)
