"""What adopted frameworks are owed: each activity's next due date, until something was done for it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from board.enums import Role
from board.models import RoleAppointment
from frameworks.models import MonitoringActivity
from frameworks.standing import stand
from lscb.core.deadlines import Deadline

MONTH = timedelta(days=29)


def open_activities(today: date) -> Iterator[Deadline]:
    """Four queries at most. A date known to the month is due on its last day."""
    here, chairs = _answering(today)
    for row in stand(MonitoringActivity.objects.of_adopted().order_by("pk"), today=today):
        activity, due = row.activity, row.position.next_due
        if due is None:
            continue
        people = [activity.lead_id] if activity.lead_id in here else []
        yield Deadline(
            key=f"monitoring-activity:{activity.pk}",
            what=f"{activity.standard.section.framework}: {activity}",
            due_on=due.last_day,
            since=due.last_day - MONTH,
            responsible=tuple(
                person for person in (*people, *chairs.get(activity.lead_group_id or 0, ())) if person is not None
            ),
            url=activity.get_absolute_url(),
        )


def _answering(today: date) -> tuple[set[int], dict[int, list[int]]]:
    """Those who hold a role, and each group's chairs."""
    here, chairs = set(), defaultdict(list)
    held = RoleAppointment.objects.current(today=today).filter(person__is_active=True).order_by("person_id")
    for person, role, group in held.values_list("person_id", "role", "group_id"):
        here.add(person)
        if role == Role.GROUP_CHAIR and group:
            chairs[group].append(person)
    return here, chairs
