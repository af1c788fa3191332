"""Surveys: of staff, last year's held against its round of Section 11 and this year's open; of children, a draft.

And members' ratings of the Board: two that are closed, and one that they are asked for now.
"""

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from audits.self_assessment.models import Campaign, Question
from audits.surveys.enums import Audience, RoleGroup, SurveyStatus
from audits.surveys.models import Remark, Response, Survey, SurveyInvitation, SurveyQuestion
from audits.surveys.scales import AGREE, POINTS, TEXT
from board.enums import Role
from board.models import RoleAppointment
from demo.log import Log
from demo.world import World
from lscb.core.models import User

STORY: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "surveys.json").read_text(encoding="utf-8"))
RATED = 13  # members who answered
BEST, WORST = int(POINTS[AGREE][0].value), int(POINTS[AGREE][-1].value)
FRONT_LINE_SHARE = 0.75
OPEN_FOR = timedelta(days=28)
OPENED_AGO = 6  # working days
INVITED, INVITED_AND_ANSWERED = 30, 9
SHOWN = 4  # written answers that others may read


def load(world: World, log: Log) -> None:
    chance = random.Random(11)  # noqa: S311
    _staff(world, log, chance)
    for ago, means in zip((2, 1), STORY["rating"]["means"], strict=True):
        _rating(ago, means, world, log, chance)
    _rating_now(world, log, chance)
    _staff_now(world, log, chance)
    _children(world, log)


def _staff(world: World, log: Log, chance: random.Random) -> None:
    about = STORY["staff"]
    campaign = Campaign.objects.exclude(closed_at=None).latest("opens_on")
    survey = _survey(about, campaign.due_on, world, log, campaign=campaign)
    questions, written = _statements(survey, about, campaign)
    _answered_by_staff(survey, questions, about["answered"], world, chance)
    Remark.objects.bulk_create(
        Remark(question=written, text=text, is_shown=place < SHOWN) for place, text in enumerate(about["remarks"])
    )


def _staff_now(world: World, log: Log, chance: random.Random) -> None:
    """Open, by a link for all and by links of their own, some of which were used."""
    about, campaign = STORY["staff"], Campaign.objects.get(closed_at=None)
    survey = _open(about, world, log, campaign=campaign)
    questions, _written = _statements(survey, about, campaign)
    _answered_by_staff(survey, questions, about["answered_now"], world, chance)
    SurveyInvitation.objects.bulk_create(
        SurveyInvitation(survey=survey, address=f"worker.{place}@example.org", is_used=place <= INVITED_AND_ANSWERED)
        for place in range(1, INVITED + 1)
    )
    at = world.calendar.moment(world.calendar.working_days_ago(OPENED_AGO), 10)
    log.record("survey.invited", survey, by=world.manager, at=at, changes={"invited": (None, str(INVITED))})


def _children(world: World, log: Log) -> None:
    """Begun and not opened yet."""
    about, opens_on = STORY["children"], world.calendar.today + timedelta(days=21)
    survey = Survey.objects.create(
        title=about["title"],
        introduction=about["introduction"],
        audience=Audience.CHILDREN,
        opens_on=opens_on,
        closes_on=opens_on + OPEN_FOR,
    )
    texts = [(text, AGREE) for text in about["statements"]] + [(about["text"], TEXT)]
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, position=place, text=text, scale=scale)
        for place, (text, scale) in enumerate(texts)
    )
    at = world.calendar.moment(world.calendar.working_days_ago(1), 9)
    log.record("survey.added", survey, by=world.manager, at=at)


def _statements(
    survey: Survey, about: dict[str, Any], campaign: Campaign
) -> tuple[list[SurveyQuestion], SurveyQuestion]:
    """Each held against a question of the campaign's tool, and one to be answered in words."""
    asked = Question.objects.filter(tool_standard__tool=campaign.tool, code__in=about["statements"])
    by_code = {question.code: question for question in asked}
    questions = [
        SurveyQuestion(survey=survey, position=place, text=text, asks_about=by_code[code])
        for place, (code, text) in enumerate(about["statements"].items())
    ]
    written = SurveyQuestion(survey=survey, position=len(questions), text=about["text"], scale=TEXT)
    SurveyQuestion.objects.bulk_create([*questions, written])
    return questions, written


def _answered_by_staff(
    survey: Survey, questions: list[SurveyQuestion], answered_by: dict[str, int], world: World, chance: random.Random
) -> None:
    responses = []
    for short, answered in answered_by.items():
        # What staff make of it is their agency's own: better here, worse there, whatever its return says.
        means = [chance.uniform(2.2, 4.4) for _ in questions]
        for _ in range(answered):
            group = RoleGroup.FRONT_LINE if chance.random() < FRONT_LINE_SHARE else RoleGroup.SUPERVISOR
            marks = _marks(questions, means, chance)
            agency = world.agencies[short]
            responses.append(Response(survey=survey, agency=agency, role_group=group.value, marks=marks))
    Response.objects.bulk_create(responses)


def _rating(ago: int, means: list[float], world: World, log: Log, chance: random.Random) -> None:
    about = STORY["rating"]
    opens_on = world.calendar.working_days_ago(OPENED_AGO) - timedelta(days=365 * ago)
    survey = _survey(about, opens_on, world, log, audience=Audience.MEMBERS, has_open_link=False)
    questions = SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, position=place, text=text) for place, text in enumerate(about["statements"])
    )
    Response.objects.bulk_create(
        Response(survey=survey, marks=_marks(questions, means, chance)) for _ in range(RATED + ago)
    )


def _rating_now(world: World, log: Log, chance: random.Random) -> None:
    """Every member is asked; some have answered."""
    about = STORY["rating"]
    survey = _open(about, world, log, audience=Audience.MEMBERS, has_open_link=False)
    questions = SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, position=place, text=text) for place, text in enumerate(about["statements"])
    )
    held = RoleAppointment.objects.current(today=world.calendar.today).filter(role=Role.BOARD_MEMBER)
    people = User.objects.filter(is_active=True, pk__in=held.values("person")).order_by("name")
    SurveyInvitation.objects.bulk_create(
        SurveyInvitation(survey=survey, person=one, is_used=place % 3 == 0) for place, one in enumerate(people)
    )
    Response.objects.bulk_create(
        Response(survey=survey, marks=_marks(questions, about["means"][-1], chance))
        for _ in range(survey.invitations.filter(is_used=True).count())
    )


def _open(about: dict[str, Any], world: World, log: Log, **fields: Any) -> Survey:
    opens_on = world.calendar.working_days_ago(OPENED_AGO)
    survey = Survey.objects.create(
        title=f"{about['title']}, {opens_on.year}",
        introduction=about["introduction"],
        opens_on=opens_on,
        closes_on=opens_on + OPEN_FOR,
        status=SurveyStatus.OPEN,
        opened_at=world.calendar.moment(opens_on, 9),
        opened_by=world.manager,
        **fields,
    )
    for verb in ("survey.added", "survey.opened"):
        log.record(verb, survey, by=world.manager, at=world.calendar.moment(opens_on, 9))
    return survey


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
