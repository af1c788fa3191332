"""What an agency's page tells of its improvement actions."""

from collections.abc import Iterator

from django.urls import reverse

from board.facts import Fact
from board.models import Agency
from improvement.queries import actions_of
from lscb.core.models import User


def undertaken_by(agency: Agency, reader: User) -> Iterator[Fact]:
    count = actions_of(reader).open().filter(agency=agency).count()
    if count:
        words = f"{count} open {'action' if count == 1 else 'actions'}"
        yield Fact("Improvement", words, f"{reverse('improvement:home')}?agency={agency.pk}&status=open")
