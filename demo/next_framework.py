"""The next version of the performance framework, in consultation: its plan, what is said of it, what changed."""

from datetime import date, timedelta

from board.models import scope_of
from demo.calendar import working_day_from
from demo.indicators import definitions
from demo.log import Log
from demo.series import Definition
from demo.world import World
from frameworks.actions.versions import copy_parts
from frameworks.devising import ROUTES
from frameworks.enums import FrameworkStatus, Route
from frameworks.models import Comment, Framework, MonitoringActivity, Stage, Standard


def load(world: World, log: Log) -> None:
    (said,) = definitions("next_framework")
    before = Framework.objects.adopted().order_by("pk").first()
    assert before is not None
    following = Framework.objects.create(
        title=before.title,
        version=before.version + 1,
        kind=before.kind,
        description=before.description,
        owner=before.owner,
        came_from=before,
        status=FrameworkStatus.CONSULTATION,
        route=Route(said["route"]),
    )
    copy_parts(before, following)
    _change(following, said)
    _stages(following, said, world)
    _comments(following, said, world)
    begun = world.calendar.moment(_day(world, -70), 10)
    log.record("framework.taken_forward", following, by=world.manager, at=begun)
    changes = {"status": (FrameworkStatus.DRAFT.value, FrameworkStatus.CONSULTATION.value)}
    put_out = world.calendar.moment(_day(world, -20), 11)
    log.record("framework.moved", following, by=world.manager, at=put_out, changes=changes)


def _change(following: Framework, said: Definition) -> None:
    standards = Standard.objects.filter(section__framework=following)
    for code, changes in said["changed"].items():
        standards.filter(code=code).update(**changes)
    for code, frequency in said["rescheduled"].items():
        MonitoringActivity.objects.filter(standard__in=standards.filter(code=code)).update(frequency=frequency)
    standards.filter(code__in=said["removed"]).delete()
    added = said["added"]
    section = following.sections.get(title=added["section"])
    standard = Standard.objects.create(section=section, position=99, code=added["code"], outcome=added["outcome"])
    MonitoringActivity.objects.create(
        standard=standard,
        position=0,
        monitoring=added["monitoring"],
        method=added["method"],
        frequency=added["frequency"],
    )


def _stages(following: Framework, said: Definition, world: World) -> None:
    for position, (words, one) in enumerate(zip(ROUTES[Route(said["route"])], said["stages"], strict=True)):
        signed = "signed" in one
        Stage.objects.create(
            framework=following,
            position=position,
            words=words,
            owner_group=world.groups.get(one.get("group", "")),
            owner_words=one.get("words", ""),
            due_on=_day(world, one["due"]),
            signed_off_at=world.calendar.moment(_day(world, one["signed"]), 15) if signed else None,
            signed_off_by=world.manager if signed else None,
            sign_off_note=one.get("note", ""),
        )


def _comments(following: Framework, said: Definition, world: World) -> None:
    standards = {one.code: one for one in Standard.objects.filter(section__framework=following)}
    for one in said["comments"]:
        person, standard = world.people[one["by"]], standards.get(one.get("standard", ""))
        answered = "answer" in one
        Comment.objects.create(
            framework=following,
            standard=standard,
            about=str(standard)[:300] if standard else "",
            is_addition=one.get("addition", False),
            text=one["text"],
            agency_id=min(scope_of(person).leads, default=None),
            written_by=person,
            written_at=world.calendar.moment(_day(world, one["days"]), 13),
            answer=one.get("answer", ""),
            answer_words=one.get("words", ""),
            answered_by=world.manager if answered else None,
            answered_at=world.calendar.moment(_day(world, one["days"] + 3), 16) if answered else None,
        )


def _day(world: World, days: int) -> date:
    day = working_day_from(world.calendar.today + timedelta(days=days))
    # What was done some days ago is done, also where holidays lie between.
    return min(day, world.calendar.working_days_ago(1)) if days < 0 else day
