"""What an agency's page tells of its improvement actions."""

from collections.abc import Iterator

from django.urls import reverse

from board.facts import Fact
from board.models import Agency
from improvement.models import ImprovementAction
from lscb.core.models import User


def undertaken_by(agency: Agency, reader: User) -> Iterator[Fact]:
    count = ImprovementAction.objects.visible_to(reader).open().filter(agency=agency).count()
    if count:
        words = f"{count} open {'action' if count == 1 else 'actions'}"
        yield Fact("Improvement", words, f"{reverse('improvement:home')}?agency={agency.pk}&status=open")
