"""What the programme asks of an agency, for the agency's page."""

from collections.abc import Iterator

from django.urls import reverse

from audits.programme.queries import entries_of
from board.facts import Fact
from board.models import Agency
from lscb.core.models import User


def asked_of(agency: Agency, reader: User) -> Iterator[Fact]:
    """Its open entries, whichever year they stand in."""
    count = entries_of(reader).open().filter(agency=agency).count()
    if count:
        yield Fact("Audit programme", f"{count} open {'entry' if count == 1 else 'entries'}", reverse("programme:home"))
