"""What an agency supplies, a meeting looks at, and a data set carries out of the programme, for their pages."""

from collections.abc import Iterator

from django.urls import reverse

from audits.programme.models import ProgrammeEntry
from audits.programme.queries import line_of
from board.facts import Fact
from board.models import Agency, Meeting, scope_of
from frameworks.carrying_out import CarryingOut
from indicators.models import ChosenIndicator, DataSet, Indicator
from lscb.core.models import User


def supplied_by(agency: Agency, reader: User) -> Iterator[Fact]:
    """How many indicators; to those who read for the Board and to the agency's own people."""
    scope = scope_of(reader)
    if not (scope.reads_for_the_board or agency.pk in scope.agencies):
        return
    count = Indicator.objects.filter(supplier=agency).count()
    if count:
        yield Fact("Indicators", f"{count} supplied", reverse("reports:agency", args=[agency.pk]))


def chosen_for(meeting: Meeting, reader: User) -> Iterator[Fact]:
    if not scope_of(reader).reads_for_the_board:
        return
    count = ChosenIndicator.objects.filter(meeting=meeting).count()
    words = f"{count} chosen" if count else "None chosen yet"
    yield Fact("Indicators", words, reverse("reports:meeting-figures", args=[meeting.pk]))


def carrying_out(entry: ProgrammeEntry, reader: User) -> Iterator[CarryingOut]:
    """A data set goes on from year to year: it carries out what its entry was carried over into as well."""
    data_sets = DataSet.objects.visible_to(reader)
    for data_set in data_sets.filter(entry__in=line_of(entry)).order_by("name"):
        state = "In use" if data_set.is_active else "Not in use"
        yield CarryingOut(data_set.name, "Data set", state, data_set.get_absolute_url())
