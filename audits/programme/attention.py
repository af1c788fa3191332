"""What waits for the manager in the audit programme: entries that nobody leads, and late ones."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from audits.programme.models import Audit, ProgrammeEntry
from board.models import scope_of
from lscb.core.attention import Waiting
from lscb.core.models import User


def waiting(user: User, today: date) -> Iterator[Waiting]:
    if not scope_of(user).is_manager:
        return
    entries, home = ProgrammeEntry.objects.all(), reverse("programme:home")
    unled, late = entries.unled(today=today), entries.late(today=today)
    left, reassign = Audit.objects.left_behind(today=today), reverse("programme:reassign")
    yield Waiting("programme entry without a lead,programme entries without a lead", unled, reassign)
    yield Waiting("audit of someone who has left,audits of people who have left", left, reassign)
    yield Waiting("programme entry late,programme entries late", late, f"{home}?needs=late")
