"""Away, and back."""

from datetime import date, datetime

from django.db import transaction

from board.actions import keeping
from board.models import Absence, Agency, scope_of
from board.permissions import can_change_person, require
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User


@transaction.atomic
def mark_away(person: User, *, deputy: User, starts_on: date, ends_on: date, by: User, today: date) -> Absence:
    """The deputy must know already what the person answers for: standing in opens nothing to anyone."""
    require(can_change_person(by, person))
    person = keeping.locked(person)
    _refuse_an_unfit_deputy(person, deputy)
    if ends_on < today or ends_on < starts_on:
        raise Refused("Enter a last day that has not gone by, and is not before the first.")
    absence = Absence.objects.create(person=person, deputy=deputy, starts_on=starts_on, ends_on=ends_on)
    told = {"away": (None, f"{starts_on.isoformat()} to {ends_on.isoformat()}"), "deputy": (None, deputy)}
    activity.record("person.away", person, by=by, changes=told)
    return absence


@transaction.atomic
def mark_back(absence: Absence, *, by: User, now: datetime) -> None:
    absence = keeping.locked(absence)
    require(can_change_person(by, absence.person))
    if absence.ended_at is None:
        absence.ended_at = now
        absence.save(update_fields=["ended_at"])
        activity.record("person.back", absence.person, by=by)


def _refuse_an_unfit_deputy(person: User, deputy: User) -> None:
    if deputy.pk == person.pk:
        raise Refused("Choose someone else to stand in.")
    if not deputy.is_active or deputy.joined_at is None:
        raise Refused(f"{deputy} cannot sign in, so they cannot stand in.")
    theirs, own = scope_of(deputy), scope_of(person)
    if theirs.is_officer:
        return
    missing = own.leads - theirs.leads
    if missing:
        agency = Agency.objects.filter(pk__in=missing).order_by("name").first()
        raise Refused(f"{deputy} is no lead of {agency}. Give them that role first, or choose someone who has it.")
    if own.reads_for_the_board and not theirs.reads_for_the_board:
        raise Refused(f"{deputy} does not read for the Board, as {person} does. Choose someone who does.")
