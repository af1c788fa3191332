"""What adopted frameworks are owed: each activity's next due date, until something was done for it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Q

from board.answering import Answering, answering
from frameworks.lines import done_on, lines_of, step_rows
from frameworks.models import Framework, MonitoringActivity, Stage
from frameworks.standing import meeting_days, standing
from lscb.core.deadlines import Asked, Deadline, Owed

MONTH = timedelta(days=29)


def open_activities(asked: Asked) -> Owed:
    """With the steps between versions and the meetings that they may be due at; when they were done is asked after."""
    who = answering(asked)
    activities = MonitoringActivity.objects.of_adopted()
    if asked.person is not None:
        activities = activities.filter(Q(lead__in=who.here) | Q(lead_group__in=who.chairs))
    steps = step_rows().filter(Exists(activities.exclude(came_from=None)))
    meetings = meeting_days().filter(group__in=activities.values("at_meetings_of"))
    return Owed(
        activities.for_listing(), steps, meetings,
        read=lambda found, along, days: _activities(found, along, days, who, asked.today),
    )  # fmt: skip


def _activities(
    activities: Sequence[MonitoringActivity],
    steps: Sequence[tuple[Any, ...]],
    meetings: Sequence[tuple[int, date]],
    who: Answering,
    today: date,
) -> Iterator[Deadline]:
    """A date known to the month is due on its last day."""
    done = done_on(lines_of(activities, steps))
    for row in standing(activities, done, meetings, today=today):
        activity, due = row.activity, row.position.next_due
        if due is None:
            continue
        people = [activity.lead_id] if activity.lead_id in who.here else []
        yield Deadline(
            key=f"monitoring-activity:{activity.pk}",
            what=f"{activity.standard.section.framework}: {activity}",
            due_on=due.last_day,
            since=due.last_day - MONTH,
            responsible=tuple(
                person for person in (*people, *who.chairs.get(activity.lead_group_id or 0, ())) if person is not None
            ),
            url=activity.get_absolute_url(),
        )


def open_consultations(asked: Asked) -> Owed:
    """Until the day to which comments are taken, those who lead for an agency that is asked are asked for theirs."""
    who = answering(asked)
    frameworks = Framework.objects.consulted_on(today=asked.today)
    if not who.leads:
        frameworks = frameworks.none()
    named = Framework.asked.through.objects.filter(framework__in=frameworks).values_list("framework_id", "agency_id")
    return Owed(frameworks, named, read=lambda found, pairs: _consultations(found, pairs, who))


def _consultations(
    frameworks: Sequence[Framework], named: Sequence[tuple[int, int]], who: Answering
) -> Iterator[Deadline]:
    """Where no agency is named, every one is asked."""
    asked: dict[int, set[int]] = defaultdict(set)
    for framework_id, agency in named:
        asked[framework_id].add(agency)
    for framework in frameworks:
        agencies = asked.get(framework.pk, who.leads.keys())
        assert framework.comments_by is not None
        yield Deadline(
            key=f"framework-consultation:{framework.pk}",
            what=f"To comment on: {framework}",
            due_on=framework.comments_by,
            since=framework.comments_by - MONTH,
            responsible=tuple(
                dict.fromkeys(person for agency, leads in who.leads.items() if agency in agencies for person in leads)
            ),
            url=framework.get_absolute_url(),
        )


def open_stages(asked: Asked) -> Owed:
    """The dated stages of devising a framework that nobody has signed off."""
    who = answering(asked)
    stages = Stage.objects.open().exclude(due_on=None)
    if asked.person is not None:
        stages = stages.filter(Q(owner__in=who.here) | Q(owner_group__in=who.chairs))
    return Owed(stages.for_listing(), read=lambda found: _stages(found, who))


def _stages(stages: Sequence[Stage], who: Answering) -> Iterator[Deadline]:
    for stage in stages:
        assert stage.due_on is not None
        people = [stage.owner_id] if stage.owner_id in who.here else []
        yield Deadline(
            key=f"devising-stage:{stage.pk}",
            what=f"{stage.framework}: {stage}",
            due_on=stage.due_on,
            since=stage.due_on - MONTH,
            responsible=tuple(
                person for person in (*people, *who.chairs.get(stage.owner_group_id or 0, ())) if person is not None
            ),
            url=stage.get_absolute_url(),
        )
