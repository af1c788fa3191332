"""People: invited, changed, sent away and let back in."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from board.actions import keeping, roles
from board.permissions import can_change_person, can_manage, require
from lscb.core import activity, directory, editing, invitations, outbox, second_steps
from lscb.core.exceptions import Refused
from lscb.core.models import User

TAKEN = "Someone has this e-mail address already."
OWN_FIELDS = frozenset({"telephone"})


@transaction.atomic
def invite_person(person: User, first_role: roles.RoleGiven, *, by: User, today: date, now: datetime) -> User:
    """An account without a password, a first role, and a letter that lets the person choose one."""
    require(can_manage(by))
    person.set_unusable_password()
    with editing.one_of_a_kind(TAKEN):
        person.save()
    activity.record("person.added", person, by=by)
    roles.give_role(person, first_role, by=by, today=today, now=now)
    invitations.invite(person, by=by, now=now)
    return person


@transaction.atomic
def invite_again(person: User, *, by: User, now: datetime) -> None:
    require(can_manage(by))
    invitations.invite(keeping.locked(person), by=by, now=now)


@transaction.atomic
def change_person(person: User, edit: editing.Edit, *, by: User, now: datetime) -> User:
    """The manager changes anything; each person their own telephone number."""
    require(can_change_person(by, person))
    require(can_manage(by) or OWN_FIELDS.issuperset(edit.values))
    person = keeping.locked(person)
    changes = editing.merge(person, edit)
    if not changes:
        return person
    with editing.one_of_a_kind(TAKEN):
        person.save(update_fields=list(changes))
    activity.record("person.changed", person, by=by, changes=changes)
    if "email" in changes:
        # The sign-in library keeps addresses of its own: an old one must not open this account.
        EmailAddress.objects.filter(user=person).delete()
        outbox.send_all_again(person)
        if person.joined_at is None and person.is_active:
            invitations.invite(person, by=by, now=now)
    return person


@transaction.atomic
def deactivate_person(person: User, *, by: User, today: date) -> User:
    """Every session ends at once, and stays ended after a return."""
    require(can_manage(by))
    if person.pk == by.pk:
        raise Refused("You cannot deactivate yourself. Ask another business manager.")
    keeping.one_at_a_time()
    person = keeping.locked(person)
    if not person.is_active:
        return person
    roles.refuse_the_last_manager(person, today=today)
    person.is_active = False
    person.session_epoch += 1
    person.save(update_fields=["is_active", "session_epoch"])
    activity.record("person.deactivated", person, by=by)
    return person


@transaction.atomic
def remove_second_steps(person: User, *, by: User) -> User:
    """For someone who has lost them. Nobody's own: those are changed on the page of one's own sign-in."""
    require(can_manage(by))
    if person.pk == by.pk:
        raise Refused("Change your own second step on the page of your sign-in.")
    return second_steps.remove_all(person, by=by)


@transaction.atomic
def disconnect_directory(person: User, *, by: User) -> User:
    """They come in with a password again: where they have none, the invitation's way to one is a reset."""
    require(can_manage(by))
    person = keeping.locked(person)
    directory.remove(person, by=by)
    return person


@transaction.atomic
def reactivate_person(person: User, *, by: User) -> User:
    return keeping.switch(person, active=True, verb="person.reactivated", by=by)
