"""What adopted frameworks are owed: each activity's next due date, until something was done for it."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from board.answering import answering
from frameworks.models import MonitoringActivity
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
