"""What the programme asks of an agency and does for a framework, for their pages."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from audits.programme.enums import AuditStatus
from audits.programme.queries import audits_of, entries_of
from board.facts import Fact
from board.models import Agency, Group, Meeting
from frameworks.carrying_out import CarryingOut
from frameworks.models import MonitoringActivity
from lscb.core.models import User
from lscb.core.templatetags.words import uk_date


def asked_of(agency: Agency, reader: User) -> Iterator[Fact]:
    """Its open entries, whichever year they stand in."""
    count = entries_of(reader).open().filter(agency=agency).count()
    if count:
        yield Fact("Audit programme", f"{count} open {'entry' if count == 1 else 'entries'}", reverse("programme:home"))


def coming_to(meeting: Meeting, reader: User) -> Iterator[Fact]:
    """The reports that come before a meeting, and those that its group is to scrutinise."""
    awaits = Q(status=AuditStatus.REPORTED, group=meeting.group_id, reported_on__lte=meeting.held_on)
    found = audits_of(reader).filter(Q(meeting=meeting) | awaits).exclude(status=AuditStatus.CANCELLED)
    for audit in found.order_by("title", "pk"):
        words = audit.get_status_display() if audit.meeting_id == meeting.pk else "To scrutinise"
        yield Fact(str(audit), words, audit.get_absolute_url())


def waiting_for(group: Group, reader: User) -> Iterator[Fact]:
    """The reports that a group is to scrutinise."""
    for audit in audits_of(reader).awaiting_scrutiny().filter(group=group).order_by("reported_on", "pk"):
        yield Fact(str(audit), f"Reported {uk_date(audit.reported_on)}", audit.get_absolute_url())


def carrying_out(part: MonitoringActivity, reader: User) -> Iterator[CarryingOut]:
    """The entries linked with the activity or its standard, the latest year first."""
    linked = Q(pk__in=part.programme_entries.values("pk")) | Q(pk__in=part.standard.programme_entries.values("pk"))
    entries = entries_of(reader).filter(linked).select_related("programme")
    for entry in entries.order_by("-programme__year", "number"):
        yield CarryingOut(str(entry), str(entry.programme), entry.get_status_display(), entry.get_absolute_url())
