"""What waits for the manager in the audit programme: entries that nobody leads, and late ones."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from audits.programme.models import ProgrammeEntry
from board.models import scope_of
from lscb.core.attention import Item
from lscb.core.models import User


def waiting(user: User, today: date) -> Iterator[Item]:
    """One query."""
    if not scope_of(user).is_manager:
        return
    entries = ProgrammeEntry.objects.open()
    counts = entries.aggregate(
        unled=Count("pk", filter=Q(pk__in=entries.unled(today=today).values("pk"))),
        late=Count("pk", filter=Q(due_on__lt=today)),
    )
    home = reverse("programme:home")
    yield Item(
        "programme entry without a lead,programme entries without a lead", counts["unled"], f"{home}?needs=unled"
    )
    yield Item("programme entry late,programme entries late", counts["late"], f"{home}?needs=late")
