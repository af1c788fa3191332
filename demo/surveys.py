"""A survey of staff held against the last finished round of Section 11, and members' ratings of two years."""

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from audits.self_assessment.models import Campaign, Question
from audits.surveys.enums import Audience, RoleGroup, SurveyStatus
from audits.surveys.models import Remark, Response, Survey, SurveyQuestion
from audits.surveys.scales import AGREE, POINTS, TEXT
from demo.log import Log
from demo.world import World

STORY: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "surveys.json").read_text(encoding="utf-8"))
RATED = 13  # members who answered
BEST, WORST = int(POINTS[AGREE][0].value), int(POINTS[AGREE][-1].value)
FRONT_LINE_SHARE = 0.75
OPEN_FOR = timedelta(days=28)
SHOWN = 4  # written answers that others may read


def load(world: World, log: Log) -> None:
    chance = random.Random(11)  # noqa: S311
    _staff(world, log, chance)
    for ago, means in zip((2, 1), STORY["rating"]["means"], strict=True):
        _rating(ago, means, world, log, chance)


def _staff(world: World, log: Log, chance: random.Random) -> None:
    about = STORY["staff"]
    campaign = Campaign.objects.exclude(closed_at=None).latest("opens_on")
    survey = _survey(about, campaign.due_on, world, log, campaign=campaign)
    asked = Question.objects.filter(tool_standard__tool=campaign.tool, code__in=about["statements"])
    by_code = {question.code: question for question in asked}
    questions = [
        SurveyQuestion(survey=survey, position=place, text=text, asks_about=by_code[code])
        for place, (code, text) in enumerate(about["statements"].items())
    ]
    written = SurveyQuestion(survey=survey, position=len(questions), text=about["text"], scale=TEXT)
    SurveyQuestion.objects.bulk_create([*questions, written])
    responses = []
    for short, answered in about["answered"].items():
        # What staff make of it is their agency's own: better here, worse there, whatever its return says.
        means = [chance.uniform(2.2, 4.4) for _ in questions]
        for _ in range(answered):
            group = RoleGroup.FRONT_LINE if chance.random() < FRONT_LINE_SHARE else RoleGroup.SUPERVISOR
            marks = _marks(questions, means, chance)
            agency = world.agencies[short]
            responses.append(Response(survey=survey, agency=agency, role_group=group.value, marks=marks))
    Response.objects.bulk_create(responses)
    Remark.objects.bulk_create(
        Remark(question=written, text=text, is_shown=place < SHOWN) for place, text in enumerate(about["remarks"])
    )


def _rating(ago: int, means: list[float], world: World, log: Log, chance: random.Random) -> None:
    about = STORY["rating"]
    opens_on = world.calendar.today - timedelta(days=365 * ago - 300)
    survey = _survey(about, opens_on, world, log, audience=Audience.MEMBERS, has_open_link=False)
    questions = SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, position=place, text=text) for place, text in enumerate(about["statements"])
    )
    Response.objects.bulk_create(
        Response(survey=survey, marks=_marks(questions, means, chance)) for _ in range(RATED + ago)
    )


def _survey(about: dict[str, Any], opens_on: date, world: World, log: Log, **fields: Any) -> Survey:
    closed_on = opens_on + OPEN_FOR
    survey = Survey.objects.create(
        title=f"{about['title']}, {opens_on.year}",
        introduction=about["introduction"],
        opens_on=opens_on,
        closes_on=closed_on,
        status=SurveyStatus.CLOSED,
        opened_at=world.calendar.moment(opens_on, 9),
        opened_by=world.manager,
        closed_on=closed_on,
        **fields,
    )
    for verb, day in (("survey.added", opens_on), ("survey.opened", opens_on), ("survey.closed", closed_on)):
        log.record(verb, survey, by=world.manager, at=world.calendar.moment(day, 9))
    return survey


def _marks(questions: list[SurveyQuestion], means: list[float], chance: random.Random) -> dict[str, str]:
    """Around the mean, within the scale; now and then a statement is passed over."""
    found = {}
    for question, mean in zip(questions, means, strict=True):
        mark = min(BEST, max(WORST, round(chance.gauss(mean, 0.9))))
        if chance.random() > 0.02:
            found[str(question.pk)] = str(mark)
    return found
