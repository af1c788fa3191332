"""A new year's programme from the one before."""

from collections.abc import Iterable

from django.db import transaction

from audits.programme.actions.days import call_for_audits
from audits.programme.actions.entries import begin_programme
from audits.programme.models import Programme, ProgrammeEntry
from audits.programme.permissions import can_edit_programme
from audits.programme.rules import a_year_on
from board.permissions import require
from lscb.core import activity
from lscb.core.calendar import extra_holidays
from lscb.core.models import User

CARRIED = (
    *("number", "subject", "criteria", "category", "frequency", "when_words"),
    *("lead", "lead_group", "lead_role", "lead_words", "agency", "route", "afterwards", "comment"),
)
LINKED = ("agencies", "standards", "activities")


@transaction.atomic
def roll_over(programme: Programme, entries: Iterable[ProgrammeEntry], *, by: User) -> Programme:
    """Begin the next year with these of this year's entries, each a year on and planned anew."""
    require(can_edit_programme(by))
    coming = begin_programme(programme.year + 1, by=by)
    closed_days = extra_holidays()
    for entry in entries:
        following = ProgrammeEntry(
            programme=coming,
            came_from=entry,
            starts_on=a_year_on(entry.starts_on, closed_days),
            due_on=a_year_on(entry.days[0] if entry.days else None, closed_days),
            dates=[str(a_year_on(day, closed_days)) for day in entry.days] if entry.dates else [],
            **{field: getattr(entry, field) for field in CARRIED},
        )
        following.save()
        for name in LINKED:
            getattr(following, name).set(getattr(entry, name).all())
        activity.record("entry.carried", following, by=by)
        call_for_audits(following, [], by=by)
    return coming
