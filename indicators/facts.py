"""What an agency supplies and what a meeting looks at, for their pages."""

from collections.abc import Iterator

from django.urls import reverse

from board.facts import Fact
from board.models import Agency, Meeting, scope_of
from indicators.models import ChosenIndicator, Indicator
from lscb.core.models import User


def supplied_by(agency: Agency, reader: User) -> Iterator[Fact]:
    """How many indicators; to those who read for the Board and to the agency's own people."""
    scope = scope_of(reader)
    if not (scope.reads_for_the_board or agency.pk in scope.agencies):
        return
    count = Indicator.objects.filter(supplier=agency).count()
    if count:
        words = f"{count} supplied"
        yield Fact("Indicators", words, reverse("reports:indicator-list") if scope.reads_for_the_board else "")


def chosen_for(meeting: Meeting, reader: User) -> Iterator[Fact]:
    if not scope_of(reader).reads_for_the_board:
        return
    count = ChosenIndicator.objects.filter(meeting=meeting).count()
    words = f"{count} chosen" if count else "None chosen yet"
    yield Fact("Indicators", words, reverse("reports:meeting-figures", args=[meeting.pk]))
