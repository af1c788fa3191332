"""What stands on indicators' charts at a moment. One query."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from indicators.models import ChartMark, Indicator
from indicators.signal import Placed


def placed_on(indicators: Iterable[Indicator], *, at: datetime) -> dict[int, list[Placed]]:
    """By indicator, in the order of their days."""
    found: dict[int, list[Placed]] = defaultdict(list)
    wanted = list(indicators)
    if not wanted:
        return found
    marks = ChartMark.objects.as_at(at).filter(indicator__in=wanted).order_by("from_on", "pk")
    for indicator, kind, from_on, words, by, made_at in marks.values_list(
        "indicator", "kind", "from_on", "words", "made_by__name", "made_at"
    ):
        found[indicator].append(Placed(kind, from_on, words, by, timezone.localdate(made_at)))
    return found
