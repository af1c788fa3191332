"""Frameworks as wholes: begun, changed, put out, adopted."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction

from board.actions import keeping
from board.models import Agency
from board.permissions import require
from frameworks import notifications
from frameworks.actions.consultation import refuse_unanswered
from frameworks.actions.coverage import follow
from frameworks.enums import FrameworkStatus
from frameworks.models import Framework, Standard
from frameworks.permissions import can_keep_frameworks
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, User

WEEKS = timedelta(weeks=4)  # for comments, where nobody says how long
TAKEN = "Choose another title: there is a framework of this title and version already"


def begin_framework(framework: Framework, *, by: User) -> Framework:
    require(can_keep_frameworks(by))
    return keeping.add(framework, verb="framework.added", by=by, taken=TAKEN)


def change_framework(framework: Framework, edit: editing.Edit, *, by: User) -> Framework:
    """Its particulars, at any time: when it is to be reviewed is no part of what was agreed."""
    require(can_keep_frameworks(by))
    return keeping.change(framework, edit, verb="framework.changed", by=by, taken=TAKEN)


@transaction.atomic
def move_framework(
    framework: Framework,
    target: FrameworkStatus,
    *,
    by: User,
    on: date,
    comments_by: date | None = None,
    asked: Collection[Agency] = (),
) -> Framework:
    """Put it out for consultation, back to draft, or adopt it: the version before it is superseded in the same act."""
    require(can_keep_frameworks(by))
    framework = keeping.locked(framework)
    if target != FrameworkStatus.DRAFT and not Standard.objects.filter(section__framework=framework).exists():
        raise Refused("There is no standard in it yet. Add one first, or bring a table in.")
    if target == FrameworkStatus.ADOPTED:
        refuse_unanswered(framework)
    framework.comments_by = (comments_by or on + WEEKS) if target == FrameworkStatus.CONSULTATION else None
    event = _move(framework, target, by=by, on=on, asked=asked)
    if target == FrameworkStatus.CONSULTATION:
        framework.asked.set(asked)
        notifications.tell_of_consultation(framework, event.pk, today=on)
    before = framework.came_from
    if target == FrameworkStatus.ADOPTED and before and before.status == FrameworkStatus.ADOPTED:
        _move(keeping.locked(before), FrameworkStatus.SUPERSEDED, by=by, on=on)
        follow(before, framework)
    return framework


def _move(
    framework: Framework, target: FrameworkStatus, *, by: User, on: date, asked: Collection[Agency] = ()
) -> ActivityEvent:
    fields = ("status", "adopted_on")
    before = {field: getattr(framework, field) for field in fields}
    framework.move_to(target, on=on)
    framework.save(update_fields=[*fields, "comments_by"])
    changes = activity.changed(before, {field: getattr(framework, field) for field in fields})
    if asked:
        changes["asked"] = ("", ", ".join(sorted(map(str, asked))))
    return activity.record("framework.moved", framework, by=by, changes=changes)
