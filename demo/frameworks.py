"""The Board's performance framework, adopted last year, with what was done for it since."""

from datetime import date, timedelta

from board.models import KeyQuestion
from demo.calendar import Calendar, working_day_from
from demo.indicators import definitions
from demo.log import Log
from demo.series import Definition
from demo.world import World
from frameworks.enums import FrameworkStatus
from frameworks.models import Completion, Framework, MonitoringActivity, Section, Standard
from frameworks.timescales import PartialDate


def load(world: World, log: Log) -> None:
    questions = {question.number: question for question in KeyQuestion.objects.all()}
    for one in definitions("frameworks"):
        framework = _framework(one, world)
        for place, said in enumerate(one["sections"]):
            section = Section.objects.create(framework=framework, position=place, title=said["title"])
            for position, standard in enumerate(said["standards"]):
                _standard(standard, section, position, questions, world)
        _log(framework, world, log)


def _framework(one: Definition, world: World) -> Framework:
    calendar = world.calendar
    return Framework.objects.create(
        title=one["title"],
        kind=one["kind"],
        description=one["description"],
        owner=world.groups[one["owner"]],
        status=FrameworkStatus.ADOPTED,
        adopted_on=_day(calendar, one["adopted"]),
        review_on=_day(calendar, one["review"]),
    )


def _standard(
    one: Definition, section: Section, position: int, questions: dict[int, KeyQuestion], world: World
) -> None:
    standard = Standard.objects.create(
        section=section,
        position=position,
        code=one["code"],
        outcome=one["outcome"],
        kind=one.get("kind", "standard"),
    )
    standard.key_questions.set(questions[number] for number in one["questions"] if number in questions)
    for place, said in enumerate(one["activities"]):
        activity = _activity(said, standard, place, world)
        Completion.objects.bulk_create(_completion(activity, said, days, world) for days in said.get("done", []))


def _activity(one: Definition, standard: Standard, position: int, world: World) -> MonitoringActivity:
    due = PartialDate.of(_day(world.calendar, one["due"])) if "due" in one else None
    return MonitoringActivity.objects.create(
        standard=standard,
        position=position,
        monitoring=one["monitoring"],
        action=one.get("action", ""),
        method=one["method"],
        frequency=one["frequency"],
        first_due=due,
        at_meetings_of=world.groups.get(one.get("meetings", "")),
        lead=world.people.get(one.get("person", "")),
        lead_group=world.groups.get(one.get("group", "")),
        lead_words=one.get("words", ""),
    )


def _completion(activity: MonitoringActivity, one: Definition, days: int, world: World) -> Completion:
    """Known to the month, as minutes tell it. What was done before it was adopted came in with it."""
    day = world.calendar.today + timedelta(days=days)
    framework = activity.standard.section.framework
    assert framework.adopted_on is not None
    return Completion(
        activity=activity,
        done_on=PartialDate(day.year, day.month),
        shown_by=one.get("shown", ""),
        recorded_at=world.calendar.moment(max(day, framework.adopted_on), 15),
        recorded_by=world.manager,
    )


def _log(framework: Framework, world: World, log: Log) -> None:
    assert framework.adopted_on is not None
    begun = framework.adopted_on - timedelta(days=70)
    log.record("framework.added", framework, by=world.manager, at=world.calendar.moment(begun, 10))
    done = Completion.objects.filter(activity__standard__section__framework=framework)
    for completion in done.select_related("activity"):
        what = {"done_on": ("", str(completion.done_on))}
        log.record("activity.completed", completion.activity, by=world.manager, at=completion.recorded_at, changes=what)
    changes = {"status": (FrameworkStatus.CONSULTATION.value, FrameworkStatus.ADOPTED.value)}
    adopted = world.calendar.moment(framework.adopted_on, 16)
    log.record("framework.moved", framework, by=world.manager, at=adopted, changes=changes)


def _day(calendar: Calendar, days: int) -> date:
    return working_day_from(calendar.today + timedelta(days=days))
