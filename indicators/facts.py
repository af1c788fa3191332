"""What an agency supplies, for the agency's page."""

from collections.abc import Iterator

from django.urls import reverse

from board.facts import Fact
from board.models import Agency, scope_of
from indicators.models import Indicator
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
