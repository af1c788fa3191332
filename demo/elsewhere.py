"""Returns to other Boards that agencies brought along: one that may be brought in, one that waits for the office."""

import hashlib
import json
from dataclasses import asdict

from audits.self_assessment.exchange import Incoming, Said
from audits.self_assessment.exchange.sealing import fingerprint
from audits.self_assessment.models import Answer, AssessmentReturn, BroughtReturn, Question, TrustedBoard
from audits.self_assessment.scales import Scale
from demo.log import Log
from demo.scrutiny import STORY
from demo.world import World

SIMILAR = 12  # questions of the other Board's tool that are ours as well


def load(world: World, log: Log) -> None:
    about = STORY["elsewhere"]
    at = world.calendar.moment(world.calendar.working_days_ago(15), 11)
    trusted = TrustedBoard.objects.create(
        name=about["trusted"], fingerprint=_fingerprint(about["trusted"]), trusted_at=at, trusted_by=world.manager
    )
    log.record("board.trusted", trusted, by=world.manager, at=at)
    open_now = AssessmentReturn.objects.filter(campaign__closed_at=None).select_related("campaign__tool", "agency")
    vale, ambulance = (open_now.get(agency=world.agencies[name]) for name in ("Vale", "Ambulance"))
    _bring(vale, about["trusted"], vale.campaign.tool.title, _same_tool(vale), world)
    other = [
        Said(code, text, Scale.MET, "met" if code != "B1" else "partly", False, why, ["", "", "", ""])
        for (code, text), why in zip(about["questions"].items(), about["why"], strict=True)
    ]
    _bring(ambulance, about["unknown"], about["tool"], other, world)


def _same_tool(item: AssessmentReturn) -> list[Said]:
    """What the agency has not answered here yet, and some that it has."""
    asked = Answer.objects.filter(assessment=item, question__scale=Scale.MET).select_related("question")
    asked = asked.order_by("question__tool_standard__position", "question__position")
    found: list[Question] = [answer.question for answer in asked][-SIMILAR:]
    found = [*[answer.question for answer in asked[:2]], *found]
    whys = STORY["elsewhere"]["same_why"]
    return [
        Said(one.code, one.text, one.scale, "met", False, whys[place % len(whys)], ["", "", "", ""])
        for place, one in enumerate(found)
    ]


def _bring(item: AssessmentReturn, board: str, tool: str, answers: list[Said], world: World) -> None:
    calendar, lead = world.calendar, world.lead_of(item.agency)
    submitted_on = calendar.working_days_ago(30)
    incoming = Incoming(
        board=board,
        agency=str(item.agency),
        campaign=f"Section 11, {submitted_on.year}",
        reference=f"SA-{submitted_on.year}-0007-1",
        submitted_on=submitted_on.isoformat(),
        signed_by="Dr Amara Quist" if item.agency == world.agencies["Vale"] else "Rhona Keel",
        signed_as="Medical Director" if item.agency == world.agencies["Vale"] else "Director of Quality",
        tool=tool,
        version=1,
        answers=answers,
    )
    BroughtReturn.objects.create(
        assessment=item,
        board=board,
        reference=incoming.reference,
        tool_title=tool,
        tool_version=1,
        fingerprint=_fingerprint(board),
        content=json.dumps(asdict(incoming), ensure_ascii=False),
        loaded_at=calendar.moment(calendar.working_days_ago(1), 12),
        loaded_by=lead,
    )


def _fingerprint(board: str) -> str:
    """Of no key: nobody signs for a Board of the story."""
    return fingerprint(hashlib.sha256(board.encode()).digest())
