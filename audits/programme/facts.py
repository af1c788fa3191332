"""What the programme asks of an agency and does for a framework, for their pages."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from audits.programme.queries import entries_of
from board.facts import Fact
from board.models import Agency
from frameworks.carrying_out import CarryingOut
from frameworks.models import MonitoringActivity
from lscb.core.models import User


def asked_of(agency: Agency, reader: User) -> Iterator[Fact]:
    """Its open entries, whichever year they stand in."""
    count = entries_of(reader).open().filter(agency=agency).count()
    if count:
        yield Fact("Audit programme", f"{count} open {'entry' if count == 1 else 'entries'}", reverse("programme:home"))


def carrying_out(part: MonitoringActivity, reader: User) -> Iterator[CarryingOut]:
    """The entries linked with the activity or its standard, the latest year first."""
    linked = Q(pk__in=part.programme_entries.values("pk")) | Q(pk__in=part.standard.programme_entries.values("pk"))
    entries = entries_of(reader).filter(linked).select_related("programme")
    for entry in entries.order_by("-programme__year", "number"):
        yield CarryingOut(str(entry), str(entry.programme), entry.get_status_display(), entry.get_absolute_url())
