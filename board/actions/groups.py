"""Groups and who sits on them."""

from datetime import date, datetime

from django.db import transaction

from board.actions import chairs, keeping
from board.models import Agency, Group, Membership
from board.permissions import can_manage, require
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

TAKEN = "There is a group of this name already."


def add_group(group: Group, *, by: User) -> Group:
    return keeping.add(group, verb="group.added", by=by, taken=TAKEN)


def change_group(group: Group, edit: editing.Edit, *, by: User) -> Group:
    return keeping.change(group, edit, verb="group.changed", by=by, taken=TAKEN)


@transaction.atomic
def add_member(group: Group, person: User, agency: Agency | None = None, *, by: User) -> Membership:
    require(can_manage(by))
    group = keeping.locked(group)
    if not person.is_active:
        raise Refused(f"{person} is deactivated. Reactivate the account first.")
    with editing.one_of_a_kind(f"{person} sits on this group already."):
        membership = Membership.objects.create(group=group, person=person, agency=agency)
    words = f"{person}, {agency}" if agency else str(person)
    activity.record("membership.added", group, by=by, changes={"member": (None, words)})
    return membership


@transaction.atomic
def remove_member(membership: Membership, *, by: User, now: datetime) -> None:
    """Take a person off the group; if they chair it, their role as its chair ends in the same act."""
    require(can_manage(by))
    group = keeping.locked(membership.group)
    membership = keeping.locked(membership)
    if membership.is_chair:
        chairs.unseat(membership, by=by, now=now)
    changes = {"member": (str(membership.person), None)}
    membership.delete()
    activity.record("membership.removed", group, by=by, changes=changes)


@transaction.atomic
def make_chair(membership: Membership, *, by: User, today: date, now: datetime) -> None:
    require(can_manage(by))
    keeping.locked(membership.group)
    keeping.locked(membership)
    chairs.seat(membership.group, membership.person, by=by, today=today, now=now)
