"""Returns of the story handed in, read by the panel, and sent on their way."""

import random
from datetime import date
from typing import Any

from audits.self_assessment.actions.submission import content_of
from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import Answer, HandingIn, Judgement
from demo.answering import Answering, Writer
from demo.calendar import Calendar, working_day_from
from demo.log import Log
from demo.showing import Showing
from demo.world import World
from lscb.core.models import User
from lscb.core.working_days import add_working_days

CHAIR = "amara.quist@example.org"
READ_BY_THE_PANEL = frozenset({ReturnStatus.SCRUTINY, ReturnStatus.MODERATED, ReturnStatus.CLOSED})
DONE = frozenset({ReturnStatus.MODERATED, ReturnStatus.CLOSED})
JUDGED = 0.16  # of the answers of a return
BATCH = 500


def hand_in(
    writers: list[Writer], answering: Answering, showing: Showing, story: dict[str, Any], world: World, log: Log
) -> None:
    HandingIn.objects.bulk_create(_handing_in(writer, answering, showing, story) for writer in writers)
    judgements = [one for writer in writers for one in _judgements(writer, answering, story, world)]
    Judgement.objects.bulk_create(judgements, batch_size=BATCH)
    for writer in writers:
        _log(writer, world, log)


def _handing_in(writer: Writer, answering: Answering, showing: Showing, story: dict[str, Any]) -> HandingIn:
    item, about = writer.item, story["agencies"][writer.short_name]
    assert item.submitted_at is not None
    assert item.submitted_by is not None
    assert writer.submitted_on is not None
    return HandingIn(
        assessment=item,
        number=1,
        reference=f"SA-{item.campaign.opens_on.year}-{item.pk:04}-1",
        submitted_at=item.submitted_at,
        submitted_by=item.submitted_by,
        is_late=item.is_late(today=item.submitted_at.date()),
        signed_by=about["signed_by"],
        signed_as=about["post"],
        signed_on=writer.submitted_on,
        content=[content_of(answer, showing.in_words(answer)) for answer in answering.of(item)],
    )


def _judgements(writer: Writer, answering: Answering, story: dict[str, Any], world: World) -> list[Judgement]:
    if writer.item.status not in READ_BY_THE_PANEL:
        return []
    chance = random.Random(f"panel {writer.short_name} {writer.round}")  # noqa: S311 - nothing secret hangs on it
    at = world.calendar.moment(_read_on(writer, world.calendar), 14)
    scored = [answer for answer in answering.of(writer.item) if answer.point and not answer.not_applicable]
    wanted = [answer for answer in scored if chance.random() < JUDGED]
    return [_judgement(answer, chance, story["panel"], world.people[CHAIR], at) for answer in wanted or scored[:1]]


def _judgement(answer: Answer, chance: random.Random, words: dict[str, list[str]], by: User, at: Any) -> Judgement:
    values = [point.value for point in answer.question.points]
    here, luck = values.index(answer.value), chance.random()
    shift = 1 if luck < 0.35 else -1 if luck < 0.42 else 0
    there = min(max(here + shift, 0), len(values) - 1)
    said = "lower" if there > here else "higher" if there < here else "agrees"
    return Judgement(answer=answer, value=values[there], why=chance.choice(words[said]), judged_at=at, judged_by=by)


def _log(writer: Writer, world: World, log: Log) -> None:
    item, calendar, chair = writer.item, world.calendar, world.people[CHAIR]
    status = ReturnStatus(item.status)
    assert item.submitted_at is not None
    log.record("assessment.edited", item, by=writer.by, at=writer.at)
    log.record("assessment.submitted", item, by=writer.by, at=item.submitted_at)
    read_on = _read_on(writer, calendar)
    if status in READ_BY_THE_PANEL:
        log.record("assessment.taken_up", item, by=chair, at=calendar.moment(read_on, 13))
    if status in DONE:
        log.record("assessment.moderated", item, by=chair, at=calendar.moment(read_on, 16))
    if status == ReturnStatus.CLOSED:
        log.record("assessment.closed", item, by=world.manager, at=calendar.moment(read_on, 17))
    if status == ReturnStatus.SENT_BACK:
        log.record("assessment.sent_back", item, by=chair, at=calendar.moment(read_on, 16))


def _read_on(writer: Writer, calendar: Calendar) -> date:
    """Two weeks after it came, or three days ago."""
    assert writer.submitted_on is not None
    soonest = add_working_days(writer.submitted_on, 10)
    return min(working_day_from(soonest), calendar.working_days_ago(3))
