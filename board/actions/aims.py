"""Priorities and key questions: numbered from one, in an order that can be changed."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from board.actions import keeping
from board.models import Board, KeyQuestion, Priority
from board.permissions import can_manage, require
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

Aim = Priority | KeyQuestion
TAKEN = "Someone changed the order at the same moment. Try again."


@transaction.atomic
def add_aim(aim: Aim, *, by: User) -> Aim:
    """At the end of its list."""
    keeping.one_at_a_time()
    aim.number = (_beside(aim).aggregate(last=Max("number"))["last"] or 0) + 1
    return keeping.add(aim, verb=f"{_word(aim)}.added", by=by, taken=TAKEN)


def change_aim(aim: Aim, edit: editing.Edit, *, by: User) -> Aim:
    return keeping.change(aim, edit, verb=f"{_word(aim)}.changed", by=by, taken=TAKEN)


@transaction.atomic
def move_aim(aim: Aim, *, to: int, by: User) -> None:
    """Give it this number; those between move up or down by one. Asked twice, it moves once."""
    require(can_manage(by))
    keeping.one_at_a_time()
    aim = keeping.locked(aim)
    order = list(_beside(aim).order_by("number"))
    if not 1 <= to <= len(order):
        raise Refused(f"There are {len(order)} in this list: nothing was moved.")
    before = aim.number
    order.remove(aim)
    order.insert(to - 1, aim)
    _renumber(order)
    if before != to:
        activity.record(f"{_word(aim)}.changed", aim, by=by, changes={"number": (before, to)})


@transaction.atomic
def remove_aim(aim: Aim, *, by: User) -> None:
    require(can_manage(by))
    keeping.one_at_a_time()
    aim = keeping.locked(aim)
    changes = {_word(aim): (str(aim), None)}
    activity.record(f"{_word(aim)}.removed", Board.current(), by=by, changes=changes)
    others = list(_beside(aim).exclude(pk=aim.pk).order_by("number"))
    aim.delete()
    _renumber(others)


def _renumber(order: Iterable[Aim]) -> None:
    """Out of the way first, for two may not share a number even for a moment."""
    moved = [(aim, number) for number, aim in enumerate(order, 1) if aim.number != number]
    for offset in (10_000, 0):
        for aim, number in moved:
            type(aim).objects.filter(pk=aim.pk).update(number=number + offset)


def _beside(aim: Aim) -> QuerySet[Any]:
    """The list it stands in: a year's priorities, or all the key questions."""
    return Priority.objects.filter(year=aim.year) if isinstance(aim, Priority) else KeyQuestion.objects.all()


def _word(aim: Aim) -> str:
    return "priority" if isinstance(aim, Priority) else "key_question"
