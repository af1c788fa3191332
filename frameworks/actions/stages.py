"""The plan by which a framework is devised."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from board.actions import keeping
from board.permissions import require
from frameworks.devising import ROUTES
from frameworks.enums import Route
from frameworks.models import Framework, Stage
from frameworks.permissions import can_keep_frameworks, can_sign_off
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

SIGNED = ("signed_off_at", "signed_off_by", "sign_off_note")
STANDS = "This stage was signed off, so it stands. Take its sign-off back first."


@transaction.atomic
def begin_plan(framework: Framework, route: Route, *, by: User) -> Framework:
    """The stages of one of the two routes, to be given owners and dates, and changed."""
    require(can_keep_frameworks(by))
    framework = keeping.locked(framework)
    if Stage.objects.filter(framework=framework).exists():
        raise Refused("There is a plan already. Change its stages.")
    framework.route = route
    framework.save(update_fields=["route"])
    Stage.objects.bulk_create(
        Stage(framework=framework, position=position, words=words) for position, words in enumerate(ROUTES[route])
    )
    activity.record("framework.planned", framework, by=by, changes={"route": ("", route.label)})
    return framework


@transaction.atomic
def add_stage(stage: Stage, *, by: User) -> Stage:
    """At the end."""
    require(can_keep_frameworks(by))
    framework = keeping.locked(stage.framework)
    last = Stage.objects.filter(framework=framework).aggregate(last=Max("position"))["last"]
    stage.position = 0 if last is None else last + 1
    stage.save()
    activity.record("framework.stage_added", framework, by=by, changes={"stage": ("", stage.words)})
    return stage


@transaction.atomic
def change_stage(stage: Stage, edit: editing.Edit, *, by: User) -> Stage:
    require(can_keep_frameworks(by))
    stage = _open(stage)
    changes = editing.merge(stage, edit)
    if changes:
        stage.save(update_fields=list(changes))
        activity.record("framework.stage_changed", stage.framework, by=by, changes=changes)
    return stage


@transaction.atomic
def move_stage(stage: Stage, *, up: bool, by: User) -> Stage:
    """One place up or down; at the end it stays."""
    require(can_keep_frameworks(by))
    keeping.locked(stage.framework)
    stages = list(Stage.objects.filter(framework=stage.framework_id).order_by("position", "pk"))
    here = stages.index(stage)
    there = here - 1 if up else here + 1
    if 0 <= there < len(stages):
        stages[here], stages[there] = stages[there], stages[here]
        for position, each in enumerate(stages):
            each.position = position
        Stage.objects.bulk_update(stages, ["position"])
        changes = {"place": (here + 1, there + 1)}
        activity.record("framework.stage_changed", stage.framework, by=by, changes=changes)
    return stage


@transaction.atomic
def remove_stage(stage: Stage, *, by: User) -> None:
    require(can_keep_frameworks(by))
    stage = _open(stage)
    framework, words = stage.framework, stage.words
    stage.delete()
    activity.record("framework.stage_removed", framework, by=by, changes={"stage": (words, "")})


@transaction.atomic
def sign_off_stage(stage: Stage, *, note: str, by: User) -> Stage:
    """It is done: by whoever sees to it, or the manager for them."""
    require(can_sign_off(by, stage))
    stage = _open(stage)
    stage.signed_off_at, stage.signed_off_by, stage.sign_off_note = timezone.now(), by, note.strip()
    stage.save(update_fields=SIGNED)
    changes = {"stage": ("", stage.words), "sign_off_note": ("", stage.sign_off_note)}
    activity.record("framework.stage_signed_off", stage.framework, by=by, changes=changes)
    return stage


@transaction.atomic
def reopen_stage(stage: Stage, *, by: User) -> Stage:
    """It was not done after all. That it was signed off, by whom and with which note, stays in the log."""
    require(can_keep_frameworks(by))
    stage = keeping.locked(stage)
    if stage.signed_off_at is None:
        raise Refused("This stage is not signed off.")
    changes = {"stage": (stage.words, ""), "sign_off_note": (stage.sign_off_note, "")}
    stage.signed_off_at, stage.signed_off_by, stage.sign_off_note = None, None, ""
    stage.save(update_fields=SIGNED)
    activity.record("framework.stage_reopened", stage.framework, by=by, changes=changes)
    return stage


def _open(stage: Stage) -> Stage:
    stage = keeping.locked(stage)
    if stage.signed_off_at is not None:
        raise Refused(STANDS)
    return stage
