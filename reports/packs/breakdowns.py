"""What an indicator's parts come to, in a sentence for each way it is broken down, as it stood at a moment."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from indicators.models import Indicator
from indicators.queries.breakdowns import words_of
from reports.queries.compare import compared
from reports.queries.series import Series, series_for
from reports.readers import Reader


def parts_of(wholes: Iterable[Series], *, reader: Reader, at: datetime) -> dict[int, list[Series]]:
    """By whole, of those that whoever makes the pack may see. The same few queries, however many there are."""
    among = [one.indicator.pk for one in wholes]
    parts = Indicator.objects.agreed().filter(parent__in=among)
    found: dict[int, list[Series]] = defaultdict(list)
    for one in series_for(parts, reader=reader, at=at):
        found[one.indicator.parent_id or 0].append(one)
    return found


def in_short(whole: Series, parts: Iterable[Series]) -> list[str]:
    """Age band, Q2 2026–27: one is higher than its size explains. Nothing of what is hidden is in it."""
    by_way: dict[str, list[Series]] = defaultdict(list)
    for part in parts:
        if part.indicator.unit == whole.indicator.unit:
            by_way[part.indicator.breakdown_name].append(part)
    said = []
    for name, several in sorted(by_way.items(), key=lambda one: (one[0] == "", one[0])):
        shown = compared(whole, several, None, name, tuple(by_way))
        if shown.period is not None:
            said.append(f"{words_of(name) if name else 'Its parts'}, {shown.period.label}: {shown.says}")
    return said
