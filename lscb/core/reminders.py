"""Reminders: 28, 14, 7 and 1 days before, on the day, and weekly after. One digest a person a working day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from lscb.core import deadlines, outbox
from lscb.core.calendar import extra_holidays
from lscb.core.deadlines import Deadline
from lscb.core.models import Notification, Reminder, User
from lscb.core.working_days import is_working_day

BEFORE = (28, 14, 7, 1, 0)
Rung = tuple[str, date, int, int]


def rungs_reached(deadline: Deadline, *, today: date) -> list[int]:
    """Days before the due date (negative: after it) whose day has come since the deadline began."""
    weeks_late = max(0, (today - deadline.due_on).days // 7)
    ladder = [*BEFORE, *(-7 * week for week in range(1, weeks_late + 1))]
    return [rung for rung in ladder if deadline.since < deadline.due_on - timedelta(days=rung) <= today]


def remind(*, today: date) -> int:
    """On working days only; what falls due for reminding on other days waits and is folded in."""
    return queue_reminders(today=today) if is_working_day(today, extra_holidays()) else 0


@transaction.atomic
def queue_reminders(*, today: date) -> int:
    """Owe everyone their digest of the day; the number of digests. Running it again owes nothing new."""
    owed = _owed(today=today)
    have_todays = Notification.objects.filter(dedupe_key=digest_key(today)).values("recipient")
    people = User.objects.filter(pk__in=owed, is_active=True).exclude(pk__in=have_todays).in_bulk()
    for person_pk in sorted(people):
        _queue_digest(people[person_pk], owed[person_pk], today=today)
    return len(people)


def digest_key(today: date) -> str:
    return f"reminders:{today.isoformat()}"


def _owed(*, today: date) -> dict[int, dict[Deadline, list[int]]]:
    """Person -> deadline -> rungs reached and not yet taken care of."""
    found = deadlines.open_deadlines(today=today)
    taken = _taken(found)
    owed: dict[int, dict[Deadline, list[int]]] = defaultdict(dict)
    for deadline in found:
        reached = rungs_reached(deadline, today=today)
        for person in deadline.responsible:
            missing = [rung for rung in reached if (deadline.key, deadline.due_on, person, rung) not in taken]
            if missing:
                owed[person][deadline] = missing
    return owed


def _taken(found: Iterable[Deadline]) -> set[Rung]:
    keys = {deadline.key for deadline in found}
    rows = Reminder.objects.filter(deadline_key__in=keys)
    return set(rows.values_list("deadline_key", "due_on", "person_id", "rung"))


def _queue_digest(person: User, owed: dict[Deadline, list[int]], *, today: date) -> None:
    lines = sorted(owed, key=lambda deadline: (deadline.due_on, deadline.key))
    [note] = outbox.queue(
        recipients=[person],
        dedupe_key=digest_key(today),
        subject=subject(lines, today=today),
        body=body(person, lines, today=today),
    )
    Reminder.objects.bulk_create(
        [
            Reminder(
                deadline_key=deadline.key, due_on=deadline.due_on, person=person, rung=rung, notification=note
            )
            for deadline in lines
            for rung in owed[deadline]
        ],
        ignore_conflicts=True,
    )


def subject(lines: list[Deadline], *, today: date) -> str:
    if len(lines) > 1:
        late = sum(line.is_late(today=today) for line in lines)
        return f"{len(lines)} things are waiting for you" + (f", {late} of them late" if late else "")
    return f"{lines[0].what}: {when(lines[0], today=today)}"


def body(person: User, lines: list[Deadline], *, today: date) -> str:
    listed = "\n\n".join(
        f"{line.what}{f' ({line.agency})' if line.agency else ''}\n{when(line, today=today)}\n{outbox.address(line.url)}"
        for line in lines
    )
    return f"Dear {person.name},\n\n{listed}\n\nReminders about each of these end as soon as it is done.\n"


def when(line: Deadline, *, today: date) -> str:
    """Due in words: the date, and how far off it is."""
    days = line.days_left(today=today)
    day = f"{line.due_on:%A} {line.due_on.day} {line.due_on:%B %Y}"
    if days == 0:
        return f"due today, {day}"
    unit = "day" if abs(days) == 1 else "days"
    return f"due {day}, in {days} {unit}" if days > 0 else f"was due {day}, {-days} {unit} late"
