"""{% load frameworks %}: what pages say of timescales and positions."""

from collections import Counter
from datetime import date

from django import template
from django.utils.safestring import SafeString

from frameworks.standing import ActivityRow
from frameworks.timescales import Position, Status
from lscb.core.templatetags.furniture import status as furniture_status
from lscb.core.templatetags.words import days_late, quantity

register = template.Library()

SHAPES = {
    Status.ON_TRACK: "done",
    Status.DUE_SOON: "now",
    Status.OVERDUE: "late",
    Status.DONE: "done",
    Status.ONGOING: "progress",
    Status.NO_DATE: "none",
}
# In the order in which a reader asks for them.
SAID = [
    (Status.OVERDUE, "is overdue,are overdue"),
    (Status.DUE_SOON, "is due within a month,are due within a month"),
    (Status.ON_TRACK, "is on track,are on track"),
    (Status.DONE, "is done,are done"),
    (Status.ONGOING, "is ongoing,are ongoing"),
    (Status.NO_DATE, "has no date set,have no date set"),
]


@register.simple_tag
def position_status(position: Position, today: date) -> SafeString:
    """How it stands, and by how many days it is late."""
    late = days_late(position.next_due.last_day, today) if position.next_due else ""
    return furniture_status(SHAPES[position.status], late or position.status.label)


@register.filter
def standing_in_words(counts: Counter[Status]) -> str:
    """ "12 activities: 2 are overdue, 1 is due within a month, 9 are on track."."""
    total = counts.total()
    if not total:
        return "Nothing is monitored yet."
    parts = [quantity(counts[status], words) for status, words in SAID if counts[status]]
    return f"{quantity(total, 'activity,activities')}: {', '.join(parts)}."


@register.filter
def is_among(row: ActivityRow, wanted: set[Status] | None) -> bool:
    """Whether a row is shown where a reader asked for some only."""
    return wanted is None or row.position.status in wanted
