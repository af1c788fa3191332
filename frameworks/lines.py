"""What was done along an activity's line: in its own version, and in those that it came from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from frameworks.enums import EDITABLE
from frameworks.models import Completion, MonitoringActivity, Standard
from frameworks.timescales import Frequency, PartialDate

TIMESCALE = ("frequency", "dates", "first_due")


@dataclass(frozen=True, slots=True)
class _Step:
    """To the version before, and the timescale on either side."""

    came_from: int
    here: tuple[Any, ...]
    there: tuple[Any, ...]

    @property
    def carries(self) -> bool:
        """What is owed on named days was done for those days; named anew, it is owed anew."""
        return self.here[0] not in {"", Frequency.ONCE} or self.here == self.there


def done_along(activities: Iterable[MonitoringActivity]) -> dict[int, list[PartialDate]]:
    """By activity, each date on which it was done; those of earlier versions first. Two queries, whatever the number.

    Completions stay with the activity that they were recorded for, so that one of the adopted version counts for the
    draft of the next as well.
    """
    return done_on(earlier_of(activities))


def done_on(lines: Mapping[int, list[int]]) -> dict[int, list[PartialDate]]:
    """The same, of lines that are known. One query; none where there are none."""
    wanted = {pk for line in lines.values() for pk in line}
    dates: dict[int, list[PartialDate]] = defaultdict(list)
    for activity, done_on in (
        Completion.objects.standing().filter(activity__in=wanted).values_list("activity_id", "done_on")
    ):
        if done_on is not None:
            dates[activity].append(done_on)
    return {pk: [done_on for each in reversed(line) for done_on in dates[each]] for pk, line in lines.items()}


def earlier_of(activities: Iterable[MonitoringActivity]) -> dict[int, list[int]]:
    """By activity, itself and those that it came from, the latest first."""
    found = list(activities)
    return lines_of(found, list(step_rows()) if any(each.came_from_id for each in found) else [])


def versions_of(activity: MonitoringActivity) -> list[int]:
    """Itself and all that it came from, the latest first, also where what was done does not count any more."""
    steps = {pk: came_from for pk, came_from, *_ in step_rows()} if activity.came_from_id else {}
    line = [activity.pk]
    while before := steps.get(line[-1]):
        line.append(before)
    return line


def step_rows() -> QuerySet[MonitoringActivity, tuple[Any, ...]]:
    """What is to be known of every step from a version to the one before."""
    there = [f"came_from__{name}" for name in TIMESCALE]
    return MonitoringActivity.objects.exclude(came_from=None).values_list("pk", "came_from_id", *TIMESCALE, *there)


def lines_of(activities: Iterable[MonitoringActivity], rows: Iterable[tuple[Any, ...]]) -> dict[int, list[int]]:
    """By activity, itself and those that it came from along these steps, the latest first."""
    size = len(TIMESCALE)
    steps = {pk: _Step(came_from, _plain(values[:size]), _plain(values[size:])) for pk, came_from, *values in rows}
    return {each.pk: _walk(each.pk, steps) for each in activities}


def current_of(model: type[Standard] | type[MonitoringActivity]) -> dict[int, int]:
    """Earlier key -> what came of it in the latest version that was adopted. One query."""
    of = {Standard: "section__framework", MonitoringActivity: "standard__section__framework"}[model]
    kept = model._default_manager.exclude(came_from=None).exclude(**{f"{of}__status__in": sorted(EDITABLE)})
    following: dict[int, int] = dict(kept.values_list("came_from_id", "pk"))
    latest = {}
    for pk in following:
        last = pk
        while last in following:
            last = following[last]
        latest[pk] = last
    return latest


def _walk(pk: int, steps: dict[int, _Step]) -> list[int]:
    line = [pk]
    while (step := steps.get(line[-1])) and step.carries:
        line.append(step.came_from)
    return line


def _plain(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)
