"""What adopted frameworks are owed: each activity's next due date, until something was done for it."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from board.answering import answering
from frameworks.models import MonitoringActivity, Stage
from frameworks.standing import stand
from lscb.core.deadlines import Asked, Deadline

MONTH = timedelta(days=29)


def open_activities(asked: Asked) -> Iterator[Deadline]:
    """Three queries at most, beside who answers. A date known to the month is due on its last day."""
    who = answering(asked)
    activities = MonitoringActivity.objects.of_adopted()
    if asked.person is not None:
        activities = activities.filter(Q(lead__in=who.here) | Q(lead_group__in=who.chairs))
    for row in stand(activities.order_by("pk"), today=asked.today):
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


def open_stages(asked: Asked) -> Iterator[Deadline]:
    """The dated stages of devising a framework that nobody has signed off. One query, beside who answers."""
    who = answering(asked)
    stages = Stage.objects.open().exclude(due_on=None)
    if asked.person is not None:
        stages = stages.filter(Q(owner__in=who.here) | Q(owner_group__in=who.chairs))
    for stage in stages.for_listing():
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
