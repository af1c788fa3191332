"""Reminders: 28, 14, 7 and 1 days before, on the day, and weekly after. One digest a person a working day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction

from lscb.core import deadlines, escalation, outbox
from lscb.core.calendar import extra_holidays
from lscb.core.deadlines import Deadline
from lscb.core.locks import is_only_one
from lscb.core.models import Notification, Reminder, User
from lscb.core.working_days import is_working_day

BEFORE = (28, 14, 7, 1, 0)
Rung = tuple[str, date, int, int]
Owed = dict[Deadline, list[int]]


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
    if not is_only_one("reminders"):
        return 0
    owed = _owed(today=today)
    have_todays = Notification.objects.filter(dedupe_key=digest_key(today)).values("recipient")
    people = list(User.objects.filter(pk__in=owed, is_active=True).exclude(pk__in=have_todays).order_by("pk"))
    digests = outbox.queue_each([_digest(person, list(owed[person.pk]), today=today) for person in people])
    covered = [row for digest in digests for row in _covered_by(digest, owed[digest.recipient_id or 0])]
    Reminder.objects.bulk_create(covered, ignore_conflicts=True)
    return len(digests)


def digest_key(today: date) -> str:
    return f"reminders:{today.isoformat()}"


def _owed(*, today: date) -> dict[int, Owed]:
    """Person -> deadline, soonest first -> rungs reached and not yet taken care of."""
    found = deadlines.open_deadlines(today=today)
    taken = _taken(found)
    owed: dict[int, Owed] = defaultdict(dict)
    for deadline in found:
        reached = rungs_reached(deadline, today=today)
        for person in deadline.responsible:
            missing = [rung for rung in reached if (deadline.key, deadline.due_on, person, rung) not in taken]
            if missing:
                owed[person][deadline] = missing
    for told, step in escalation.reached(found, today=today):
        if (told.key, told.due_on, step.person, -step.days_late) not in taken:
            owed[step.person].setdefault(told, []).append(-step.days_late)
    return owed


def _taken(found: Iterable[Deadline]) -> set[Rung]:
    keys = {deadline.key for deadline in found}
    rows = Reminder.objects.filter(deadline_key__in=keys)
    return set(rows.values_list("deadline_key", "due_on", "person_id", "rung"))


def _digest(person: User, lines: list[Deadline], *, today: date) -> outbox.Draft:
    return outbox.Draft(person, digest_key(today), subject(lines, today=today), body(person, lines, today=today))


def _covered_by(digest: Notification, owed: Owed) -> Iterator[Reminder]:
    for deadline, rungs in owed.items():
        for rung in rungs:
            yield Reminder(
                deadline_key=deadline.key,
                due_on=deadline.due_on,
                person_id=digest.recipient_id or 0,
                rung=rung,
                notification=digest,
            )


def subject(lines: list[Deadline], *, today: date) -> str:
    if len(lines) == 1:
        return f"{lines[0].what}: {when(lines[0], today=today)}"
    late = sum(line.is_late(today=today) for line in lines)
    if late == len(lines):
        return f"{late} things are late"
    return f"{len(lines)} things are waiting for you" + (f", {late} of them late" if late else "")


def body(person: User, lines: list[Deadline], *, today: date) -> str:
    listed = "\n\n".join(_entry(line, today=today) for line in lines)
    ending = "Reminders of it end" if len(lines) == 1 else "Reminders of each end"
    return f"Dear {person.name},\n\n{listed}\n\n{ending} as soon as it is done.\n"


def _entry(line: Deadline, *, today: date) -> str:
    whose = f", {line.agency}" if line.agency else ""
    sentence = when(line, today=today)
    why = f" {line.why}" if line.why else ""
    return f"{line.what}{whose}\n{sentence[0].upper()}{sentence[1:]}.{why}\n{outbox.address(line.url)}"


def when(line: Deadline, *, today: date) -> str:
    """Due in words: the date, and how far off it is."""
    days = line.days_left(today=today)
    day = f"{line.due_on:%A} {line.due_on.day} {line.due_on:%B %Y}"
    if days == 0:
        return f"due today, {day}"
    unit = "day" if abs(days) == 1 else "days"
    return f"due {day}, in {days} {unit}" if days > 0 else f"was due {day}, {-days} {unit} ago"
