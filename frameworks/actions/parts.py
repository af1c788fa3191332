"""What a framework is made of: sections, standards, activities. Each act is logged on the framework itself."""

from typing import TypeVar

from django.db import models, transaction
from django.db.models import Max

from board.actions import keeping
from board.permissions import require
from frameworks.models import Framework, MonitoringActivity, Section, Standard
from frameworks.permissions import can_keep_frameworks
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

Part = TypeVar("Part", Section, Standard, MonitoringActivity)
PARENTS = {Section: "framework", Standard: "section", MonitoringActivity: "standard"}
# Of what was agreed these may still change: who sees to it and when is no standard.
RUNNING = frozenset(
    {"lead", "lead_group", "lead_words", "comment", "frequency", "number", "months", "dates", "first_due"}
    | {"at_meetings_of"}
)
AGREED = "This framework was adopted, so its words stand. Begin the next version to change them."


@transaction.atomic
def add_part(part: Part, *, by: User, links: keeping.Links | None = None) -> Part:
    """At the end of what it belongs to. ``links``: relation -> what it is linked with."""
    framework = _editable(framework_of(part), by=by)
    last = _siblings(part).aggregate(last=Max("position"))["last"]
    part.position = 0 if last is None else last + 1
    part.save()
    keeping.link(part, links)
    activity.record("framework.part_added", framework, by=by, changes={"part": ("", str(part))})
    return part


@transaction.atomic
def change_part(part: Part, edit: editing.Edit, *, by: User, links: keeping.Links | None = None) -> Part:
    framework = _editable(framework_of(part), by=by)
    part = keeping.locked(part)
    changes = editing.merge(part, edit)
    linked = keeping.link(part, links)
    if changes:
        part.save(update_fields=list(changes))
    if changes or linked:
        changes |= linked
        for about in (framework, part):
            activity.record("framework.part_changed", about, by=by, changes=changes)
    return part


@transaction.atomic
def change_activity(
    part: MonitoringActivity, edit: editing.Edit, *, by: User, links: keeping.Links | None = None
) -> MonitoringActivity:
    """As any part; of an adopted framework only who sees to it and when."""
    if framework_of(part).is_editable:
        return change_part(part, edit, by=by, links=links)
    require(can_keep_frameworks(by))
    part = keeping.locked(part)
    changes = editing.merge(part, edit)
    if not RUNNING.issuperset(changes):
        raise Refused(AGREED)
    if changes:
        part.save(update_fields=list(changes))
        activity.record("activity.rescheduled", part, by=by, changes=changes)
    return part


@transaction.atomic
def move_part(part: Part, *, up: bool, by: User) -> Part:
    """One place up or down among its own; at the end it stays."""
    framework = _editable(framework_of(part), by=by)
    siblings = list(_siblings(part).order_by("position", "pk"))
    here = siblings.index(part)
    there = here - 1 if up else here + 1
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
        for position, sibling in enumerate(siblings):
            sibling.position = position
        type(part)._default_manager.bulk_update(siblings, ["position"])
        activity.record("framework.part_moved", framework, by=by, changes={"place": (here + 1, there + 1)})
    return part


@transaction.atomic
def remove_part(part: Part, *, by: User) -> None:
    """With all that stands below it. Of a draft only: what was done for an adopted one is never lost."""
    framework = _editable(framework_of(part), by=by)
    words = str(part)
    part.delete()
    activity.record("framework.part_removed", framework, by=by, changes={"part": (words, "")})


def framework_of(part: models.Model) -> Framework:
    match part:
        case Section():
            return part.framework
        case Standard():
            return part.section.framework
        case MonitoringActivity():
            return part.standard.section.framework
    raise TypeError(part)


def _editable(framework: Framework, *, by: User) -> Framework:
    """Held, so that nobody adopts it while a part of it changes."""
    require(can_keep_frameworks(by))
    framework = keeping.locked(framework)
    if not framework.is_editable:
        raise Refused(AGREED)
    return framework


def _siblings(part: Part) -> models.QuerySet[Part]:
    parent = PARENTS[type(part)]
    return type(part)._default_manager.filter(**{parent: getattr(part, f"{parent}_id")})
