"""Everything that changes improvement actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from board.actions import keeping
from board.models import Agency
from board.permissions import require
from improvement.enums import WORDS_ASKED, ActionStatus
from improvement.models import ImprovementAction
from improvement.permissions import can_keep, can_move_to
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

KEPT = ("what", "measure", "owner_words", "due_on", "source", "source_url")
NOT_WANTED = "What it came from was handed in again and asks for it no longer."


@dataclass(frozen=True, slots=True)
class Wanted:
    """One action that something calls for; ``key`` is what it came from, for ever."""

    key: str
    what: str
    measure: str
    owner_words: str
    due_on: date
    source: str
    source_url: str


@transaction.atomic
def keep_wanted(came_with: str, agency: Agency, wanted: Sequence[Wanted], *, by: User, today: date) -> None:
    """Make each action once; handed in again it is brought up to date, and closed where it is wanted no longer."""
    there = {action.source_key: action for action in ImprovementAction.objects.filter(came_with=came_with)}
    new = [
        ImprovementAction(
            agency=agency,
            came_with=came_with,
            source_key=one.key,
            made_on=today,
            **{name: getattr(one, name) for name in KEPT},
        )
        for one in wanted
        if one.key not in there
    ]
    activity.record_each("action.made", ImprovementAction.objects.bulk_create(new), by=by)
    for one in wanted:
        if one.key in there:
            _bring_up_to_date(there.pop(one.key), one, by=by)
    for action in there.values():
        if action.status == ActionStatus.OPEN:
            _move(action, ActionStatus.CLOSED, NOT_WANTED, by=by, today=today)


@transaction.atomic
def change_action(action: ImprovementAction, edit: editing.Edit, *, by: User) -> ImprovementAction:
    action = keeping.locked(action)
    require(can_keep(by, action))
    changes = editing.merge(action, edit)
    if changes:
        action.save(update_fields=list(changes))
        activity.record("action.changed", action, by=by, changes=changes)
    return action


@transaction.atomic
def move_action(
    action: ImprovementAction, target: ActionStatus, *, words: str, by: User, today: date
) -> ImprovementAction:
    """How far it is, in words: what was done, what shows that it helped, why it is closed or open again."""
    action = keeping.locked(action)
    require(can_move_to(by, action, target))
    if not words.strip():
        raise Refused(WORDS_ASKED[target])
    _move(action, target, words.strip(), by=by, today=today)
    return action


def _bring_up_to_date(action: ImprovementAction, wanted: Wanted, *, by: User) -> None:
    before = {name: getattr(action, name) for name in KEPT}
    changes = activity.changed(before, {name: getattr(wanted, name) for name in KEPT})
    if changes:
        for name, (_before, after) in changes.items():
            setattr(action, name, after)
        action.save(update_fields=list(changes))
        activity.record("action.changed", action, by=by, changes=changes)


def _move(action: ImprovementAction, target: ActionStatus, words: str, *, by: User, today: date) -> None:
    before = action.status
    action.move_to(target)
    action.status_words, action.moved_on = words, today
    action.save(update_fields=["status", "status_words", "moved_on"])
    changes = {"status": (before, target.value), "status_words": ("", words)}
    activity.record("action.moved", action, by=by, changes=changes)
