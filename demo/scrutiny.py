"""What was said about returns: the panel's questions, an agency's own comments, challengers' views, letters."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from audits.self_assessment.actions.conversations import ANSWERED_IN
from audits.self_assessment.drafting import drafted
from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import (
    AcceptedInstead,
    AssessmentReturn,
    Conversation,
    Letter,
    LetterDraft,
    PeerChallenge,
    PeerView,
    Question,
)
from demo.documents import word_file
from demo.handing_in import CHAIR
from demo.log import Log
from demo.people import SIGN_INS
from demo.world import World
from lscb.core.models import Message, Thread, User
from lscb.core.working_days import add_working_days

STORY: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "scrutiny.json").read_text(encoding="utf-8"))
Returns = dict[str, AssessmentReturn]
Said = list[tuple[datetime, User, str]]


def load(world: World, log: Log) -> None:
    rounds = _rounds()
    now, last = rounds[-1], rounds[-2]
    by_code = {one.code: one for one in Question.objects.select_related("tool_standard")}
    for one in STORY["asked"]:
        _ask(now[one["agency"]], by_code[one["question"]], one, world, log)
    _among_themselves(now, by_code, world, log)
    for one in STORY["challenged"]:
        _challenge(now[one["agency"]], one, world, log)
    _accept(now[STORY["accepted"]["agency"]], world, log)
    _letters(now, last, world, log)


def _rounds() -> list[Returns]:
    """Each round's returns by their agency's short name, oldest first."""
    found: dict[int, Returns] = {}
    for item in AssessmentReturn.objects.select_related("campaign__group", "agency").order_by("campaign__opens_on"):
        found.setdefault(item.campaign_id, {})[item.agency.short_name] = item
    return list(found.values())


def _ask(item: AssessmentReturn, question: Question, one: dict[str, Any], world: World, log: Log) -> None:
    calendar, speakers = world.calendar, {"panel": world.people[CHAIR], "agency": world.lead_of(item.agency)}
    said = [
        (calendar.moment(calendar.working_days_ago(ago), hour, place), speakers[who], text)
        for place, (ago, hour, who, text) in enumerate(one["said"])
    ]
    is_over, last_by = one.get("is_over", False), one["said"][-1][2]
    asked_on = said[0][0].date()
    conversation = Conversation(assessment=item, tool_standard=question.tool_standard, question=question)
    if last_by == "panel" and not is_over:
        conversation.await_agency(asked_on=asked_on, answer_by=add_working_days(asked_on, ANSWERED_IN))
    else:
        conversation.await_panel()
    _say(conversation, said, closed_at=said[-1][0] if is_over else None)
    for at, by, text in said:
        verb = "assessment.asked" if by == speakers["panel"] else "assessment.answered"
        log.record(verb, item, by=by, at=at, changes={conversation.about: (None, text)})
    if is_over:
        about = {"about": ("", conversation.about)}
        log.record("assessment.answer_taken", item, by=speakers["panel"], at=said[-1][0], changes=about)


def _among_themselves(now: Returns, by_code: dict[str, Question], world: World, log: Log) -> None:
    """Nobody but the agency's own people reads it, so no line is logged."""
    about, calendar = STORY["among_themselves"], world.calendar
    question = by_code[about["question"]]
    said = [
        (calendar.moment(calendar.working_days_ago(ago), 16), world.people[SIGN_INS[who]], text)
        for ago, who, text in about["said"]
    ]
    item = now[about["agency"]]
    comments = Conversation(assessment=item, tool_standard=question.tool_standard, question=question, is_internal=True)
    _say(comments, said)


def _say(conversation: Conversation, said: Said, *, closed_at: datetime | None = None) -> None:
    question = conversation.question
    assert question is not None
    at, by, _text = said[0]
    thread = Thread.objects.create(
        subject=f"{question.code}: {conversation.assessment}"[:200],
        opened_by=by,
        opened_at=at,
        closed_by=by if closed_at else None,
        closed_at=closed_at,
    )
    Message.objects.bulk_create(Message(thread=thread, at=at, by=by, text=text) for at, by, text in said)
    conversation.thread = thread
    conversation.save()


def _challenge(item: AssessmentReturn, one: dict[str, Any], world: World, log: Log) -> None:
    calendar, agency = world.calendar, world.agencies[one["by"]]
    named_at = calendar.moment(calendar.working_days_ago(2), 9)
    chair, lead = world.people[CHAIR], world.lead_of(agency)
    challenge = PeerChallenge.objects.create(assessment=item, agency=agency, named_at=named_at, named_by=chair)
    log.record("assessment.challenger_named", item, by=chair, at=named_at, changes={"agency": (None, str(agency))})
    written_at = calendar.moment(calendar.working_days_ago(1), 15)
    standards = {str(part.position + 1): part for part in item.campaign.tool.standards.all()}
    views = PeerView.objects.bulk_create(
        PeerView(
            challenge=challenge,
            tool_standard=standards[number],
            text=text,
            written_at=written_at,
            written_by=lead,
        )
        for number, text in one["views"].items()
    )
    if views:
        names = ", ".join(str(view.tool_standard) for view in views)
        log.record("assessment.challenged", item, by=lead, at=written_at, changes={"standards": (None, names)})


def _accept(item: AssessmentReturn, world: World, log: Log) -> None:
    """The return stays as its agency left it: nobody had opened it."""
    about, at = STORY["accepted"], world.calendar.moment(world.calendar.working_days_ago(5), 10)
    AcceptedInstead.objects.create(
        assessment=item,
        kind="statement",
        title=about["title"],
        file=word_file(about["name"], about["words"], by=world.manager),
        because=about["because"],
        accepted_at=at,
        accepted_by=world.manager,
    )
    changes = {"status": (ReturnStatus.OPEN.value, item.status), "title": ("", about["title"])}
    log.record("assessment.accepted_instead", item, by=world.manager, at=at, changes=changes)


def _letters(now: Returns, last: Returns, world: World, log: Log) -> None:
    """One being drafted, one issued this round, and last round's to the lead's own agency, which was corrected."""
    about, calendar, chair = STORY["letters"], world.calendar, world.people[CHAIR]
    yesterday = calendar.moment(calendar.working_days_ago(1), 16)
    item = now[about["drafted"]]
    texts = drafted(item) | {"closing": about["closing"]}
    LetterDraft.objects.create(assessment=item, drafted_at=yesterday, drafted_by=chair, **texts)
    log.record("assessment.letter_drafted", item, by=chair, at=yesterday)
    _issue(now[about["issued"]], [(yesterday, about["closing"])], chair, log)
    earlier = last[about["last_round"]]
    assert earlier.submitted_at is not None
    days = [add_working_days(earlier.submitted_at.date(), after) for after in (15, 17)]
    words = (about["closing"], about["corrected"])
    _issue(earlier, [(calendar.moment(day, 11), text) for day, text in zip(days, words, strict=True)], chair, log)


def _issue(item: AssessmentReturn, closings: list[tuple[datetime, str]], by: User, log: Log) -> None:
    texts = drafted(item)
    for number, (at, closing) in enumerate(closings, start=1):
        Letter.objects.create(
            assessment=item, number=number, issued_at=at, issued_by=by, **(texts | {"closing": closing})
        )
        log.record("assessment.letter_issued", item, by=by, at=at, changes={"letter": (None, str(number))})
    at = closings[-1][0]
    LetterDraft.objects.create(assessment=item, drafted_at=at, drafted_by=by, **(texts | {"closing": closings[-1][1]}))
    log.record("assessment.letter_drafted", item, by=by, at=closings[0][0])
