"""What waits for a person in self-assessments besides deadlines: answers to read, returns to challenge."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from audits.self_assessment.enums import Side
from audits.self_assessment.queries import challenges_of, conversations_of
from board.models import scope_of
from lscb.core.attention import Waiting
from lscb.core.models import User


def waiting(user: User, today: date) -> Iterator[Waiting]:
    scope = scope_of(user)
    found, url = conversations_of(user).waiting_for(user), reverse("self-assessment:conversation-list")
    home = reverse("self-assessment:home")
    if scope.leads:
        yield Waiting(
            "self-assessment to challenge,self-assessments to challenge", challenges_of(user).to_write(user), home
        )
    if scope.reads_for_the_board:
        yield Waiting("answer to the panel to read,answers to the panel to read", found.filter(awaits=Side.PANEL), url)
