"""Open entries with a date and a lead, as deadlines."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from audits.programme.models import ProgrammeEntry
from board.models import RoleAppointment
from lscb.core.deadlines import Deadline


def open_entries(today: date) -> Iterator[Deadline]:
    """Each open entry that has a due date; its lead answers for it while they hold a role here."""
    held = Exists(RoleAppointment.objects.current(today=today).filter(person=OuterRef("lead")))
    entries = ProgrammeEntry.objects.open().exclude(due_on=None).for_listing().annotate(is_led=held)
    for entry in entries.order_by("due_on", "pk"):
        assert entry.due_on is not None
        yield Deadline(
            key=f"programme-entry:{entry.pk}",
            what=f"Audit programme {entry.number}: {entry.subject}",
            due_on=entry.due_on,
            since=entry.starts_on or entry.due_on - timedelta(days=29),
            responsible=(entry.lead_id,) if entry.lead_id and entry.is_led else (),
            url=entry.get_absolute_url(),
            agency=entry.agency.name if entry.agency else "",
        )
