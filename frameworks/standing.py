"""Where activities stand today, all of them at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from board.models import Meeting
from frameworks.lines import done_along
from frameworks.models import ActivityQuerySet, MonitoringActivity
from frameworks.timescales import PartialDate, Position, Status, position


@dataclass(frozen=True, slots=True)
class ActivityRow:
    activity: MonitoringActivity
    position: Position


def stand(activities: ActivityQuerySet, *, today: date) -> list[ActivityRow]:
    """Each beside its position. Three queries; one more where some are due at a group's meetings."""
    found = list(activities.for_listing())
    done = done_along(found)
    groups = {each.at_meetings_of_id for each in found if each.at_meetings_of_id}
    return standing(found, done, meeting_days().filter(group__in=groups) if groups else [], today=today)


def standing(
    activities: Iterable[MonitoringActivity],
    done: Mapping[int, list[PartialDate]],
    meetings: Iterable[tuple[int, date]],
    *,
    today: date,
) -> list[ActivityRow]:
    """Each beside its position, from when it was done and when groups meet."""
    days: dict[int, list[date]] = defaultdict(list)
    for group, held_on in sorted(meetings):
        days[group].append(held_on)
    return [
        ActivityRow(each, _position(each, done[each.pk], days.get(each.at_meetings_of_id or 0, []), today))
        for each in activities
    ]


def meeting_days() -> QuerySet[Meeting, tuple[int, date]]:
    return Meeting.objects.values_list("group_id", "held_on")


def count_of(rows: Iterable[ActivityRow]) -> Counter[Status]:
    """How many stand where: a framework's whole position."""
    return Counter(row.position.status for row in rows)


def _position(activity: MonitoringActivity, done: list[PartialDate], meetings: list[date], today: date) -> Position:
    due = activity.first_due or _next_meeting(meetings, done, today)
    return position(today, activity.recurrence, due, done)


def _next_meeting(meetings: list[date], done: list[PartialDate], today: date) -> PartialDate | None:
    """The first meeting since it was last done; where it never was, the first one still to come."""
    last = max((each.last_day for each in done), default=None)
    ahead = (day for day in meetings if (day > last if last else day >= today))
    return next((PartialDate.of(day) for day in ahead), None)
