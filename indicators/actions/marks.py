"""Putting marks on an indicator's chart, and taking them off."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from board.permissions import require
from indicators.actions.keep import keep_series
from indicators.models import ChartMark, Indicator, MarkKind, PublishedFigure
from indicators.permissions import can_mark_charts
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User


@transaction.atomic
def mark_chart(indicator: Indicator, *, kind: str, from_on: date, words: str, by: User) -> ChartMark:
    """Begin limits anew, or note what happened, from the period that holds a day on."""
    indicator = Indicator.objects.lock(indicator.pk)
    require(can_mark_charts(by))
    figures = PublishedFigure.objects.current().filter(indicator=indicator)
    if not figures.filter(ends_on__gte=from_on).exists():
        raise Refused("There is no figure from that day on. Choose a day within the periods of the chart.")
    if kind == MarkKind.REBASE and not figures.filter(ends_on__lt=from_on).exists():
        raise Refused("Limits begin with the first figure already. Choose a day in a later period.")
    if ChartMark.objects.filter(indicator=indicator, kind=kind, from_on=from_on, taken_off_at=None).exists():
        raise Refused("There is one on that day already. Take it off before you put another there.")
    mark = ChartMark.objects.create(
        indicator=indicator, kind=kind, from_on=from_on, words=words, made_at=timezone.now(), made_by=by
    )
    keep_series(Indicator.objects.filter(pk=indicator.pk))
    written = {"kind": mark.get_kind_display(), "from": from_on, "reason": words}
    activity.record("chart.marked", indicator, by=by, changes=activity.changed({}, written))
    return mark


@transaction.atomic
def take_mark_off(mark: ChartMark, *, by: User) -> ChartMark:
    Indicator.objects.lock(mark.indicator_id)
    mark = ChartMark.objects.lock(mark.pk)
    require(can_mark_charts(by))
    if mark.taken_off_at:
        raise Refused("It has been taken off already.")
    mark.taken_off_at, mark.taken_off_by = timezone.now(), by
    mark.save(update_fields=["taken_off_at", "taken_off_by"])
    keep_series(Indicator.objects.filter(pk=mark.indicator_id))
    activity.record("chart.unmarked", mark.indicator, by=by, changes={"mark": (str(mark), None)})
    return mark
