"""How every simple thing the Board keeps is added and changed."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import models, transaction

from board.models import Board
from board.permissions import can_manage, require
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

Kept = TypeVar("Kept", bound=models.Model)
# Relation -> what something is linked with.
Links = Mapping[str, Iterable[models.Model]]


@transaction.atomic
def add(obj: Kept, *, verb: str, by: User, taken: str) -> Kept:
    """Save something new; ``taken`` is said when the same was saved a moment ago."""
    require(can_manage(by))
    with editing.one_of_a_kind(taken):
        obj.save()
    activity.record(verb, obj, by=by)
    return obj


@transaction.atomic
def change(obj: Kept, edit: editing.Edit, *, verb: str, by: User, taken: str) -> Kept:
    """Lock, merge, save, log; what changes nothing is not logged."""
    require(can_manage(by))
    obj = locked(obj)
    changes = editing.merge(obj, edit)
    if changes:
        with editing.one_of_a_kind(taken):
            obj.save(update_fields=list(changes))
        activity.record(verb, obj, by=by, changes=changes)
    return obj


@transaction.atomic
def switch(obj: Kept, *, active: bool, verb: str, by: User) -> Kept:
    """Take out of use, or back into it. Asked twice, it happens once."""
    require(can_manage(by))
    obj = locked(obj)
    if obj.is_active != active:  # type: ignore[attr-defined]
        obj.is_active = active  # type: ignore[attr-defined]
        obj.save(update_fields=["is_active"])
        activity.record(verb, obj, by=by)
    return obj


def locked(obj: Kept) -> Kept:
    """The row as it is now, held. Not its key: what only points at it, as each line of the log does, need not wait."""
    found = type(obj)._default_manager.select_for_update(no_key=True).filter(pk=obj.pk).first()
    if found is None:
        raise Refused("Someone has removed this meanwhile. Nothing was changed.")
    return found


def link(obj: models.Model, links: Links | None) -> dict[str, tuple[str, str]]:
    """Set what it is linked with; relation -> (before, after) where that is another."""
    changes = {}
    for name, wanted in (links or {}).items():
        related = getattr(obj, name)
        before, after = _names(related.all()), _names(wanted)
        if before != after:
            related.set(wanted)
            changes[name] = (before, after)
    return changes


def _names(objects: Iterable[models.Model]) -> str:
    return "; ".join(sorted(map(str, objects)))


def one_at_a_time() -> None:
    """Hold the Board's own row: for what must be counted or numbered across rows."""
    Board.current()
    Board.objects.select_for_update(no_key=True).get(pk=Board.ONLY)
