"""Three rounds of Section 11: two that are finished, and one under way with an agency in every state."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from audits.programme.models import ProgrammeEntry
from audits.self_assessment.actions.signing import LIFETIME
from audits.self_assessment.actions.starting import SECTION_11, make_ready
from audits.self_assessment.actions.tools import freeze
from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import AssessmentReturn, Campaign, Delegation, Question, SigningRequest, Tool
from board.models import Agency, Meeting
from demo.answering import Answering, Writer
from demo.calendar import working_day_from
from demo.handing_in import hand_in
from demo.improving import undertake
from demo.log import Log
from demo.people import SIGN_INS
from demo.showing import Showing
from demo.world import World

STORY: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "assessments.json").read_text(encoding="utf-8"))
ROUNDS = 3
OPENED_AGO, FILLED_IN, LATE_FOR = 40, 52, 45  # days
STATES = {
    "moderated": ReturnStatus.MODERATED,
    "closed": ReturnStatus.CLOSED,
    "scrutiny": ReturnStatus.SCRUTINY,
    "submitted": ReturnStatus.SUBMITTED,
    "sent_back": ReturnStatus.SENT_BACK,
    "sign_off": ReturnStatus.SIGN_OFF,
    "accepted": ReturnStatus.ACCEPTED,
}
# Of what is asked, which share is answered so far.
SHARES = {"untouched": 0.0, "accepted": 0.0, "begun": 0.45, "extended": 0.2, "nearly": 0.95}


@dataclass(frozen=True, slots=True)
class Round:
    """One campaign of the story; ``number`` counts from the first."""

    number: int
    campaign: Campaign

    @property
    def is_over(self) -> bool:
        return self.number < ROUNDS - 1


def load(world: World, log: Log) -> None:
    tool, _is_new = make_ready(SECTION_11)
    freeze(tool)
    questions = list(Question.objects.filter(tool_standard__tool=tool).select_related("tool_standard", "shown_after"))
    last: dict[int, AssessmentReturn] = {}
    answering, showing = Answering(questions, STORY), Showing()
    for number in range(ROUNDS):
        each = Round(number, _campaign(tool, number, world))
        if number == 0:
            log.record("tool.taken", tool, by=world.manager, at=world.calendar.moment(each.campaign.opens_on, 8))
        last = _returns(each, last, answering, showing, world, log)
    _helped(last[world.agencies["Vale"].pk], world, log)
    _waiting(last[world.agencies["Probation"].pk], world, log)


def _helped(item: AssessmentReturn, world: World, log: Log) -> None:
    """One standard is with a colleague."""
    standard = item.campaign.tool.standards.order_by("position")[4]
    ruth = world.people[SIGN_INS["agency_contributor"]]
    Delegation.objects.create(assessment=item, tool_standard=standard, person=ruth)
    at = world.calendar.moment(world.calendar.working_days_ago(6), 10)
    changes = {"standard": ("", str(standard)), "person": ("", str(ruth))}
    log.record("assessment.handed_over", item, by=world.lead_of(item.agency), at=at, changes=changes)


def _waiting(item: AssessmentReturn, world: World, log: Log) -> None:
    """One return waits for its senior officer, by a link that nobody has."""
    about, lead = STORY["agencies"]["Probation"], world.lead_of(item.agency)
    at = world.calendar.moment(world.calendar.working_days_ago(2), 16)
    SigningRequest.objects.create(
        assessment=item,
        name=about["signed_by"],
        post=about["post"],
        token_digest=SigningRequest.digest(SigningRequest.new_token()),
        asked_at=at,
        asked_by=lead,
        expires_at=at + LIFETIME,
    )
    signed_by = ("", f"{about['signed_by']}, {about['post']}")
    log.record("assessment.signing_asked", item, by=lead, at=at, changes={"signed_by": signed_by})


def _campaign(tool: Tool, number: int, world: World) -> Campaign:
    calendar = world.calendar
    first = calendar.today - timedelta(days=OPENED_AGO)
    first = first.replace(year=first.year - (ROUNDS - 1 - number), day=min(first.day, 28))
    opens_on = working_day_from(first)
    due_on = working_day_from(first + timedelta(days=FILLED_IN))
    is_over = number < ROUNDS - 1
    locks_on = working_day_from(due_on + timedelta(days=LATE_FOR))
    entry = ProgrammeEntry.objects.filter(subject__startswith="Section 11", due_on__gte=calendar.today).first()
    return Campaign.objects.create(
        tool=tool,
        title=f"Section 11, {first.year}",
        opens_on=opens_on,
        due_on=due_on,
        locks_on=locks_on,
        group=world.groups["Audit group"],
        meeting=None if is_over else Meeting.objects.of_the_board().from_day(calendar.today)[1],
        entry=None if is_over else entry,
        has_challengers=not is_over,
        challengers_open_evidence=not is_over,
        opened_at=calendar.moment(opens_on, 9),
        opened_by=world.manager,
        closed_at=calendar.moment(locks_on + timedelta(days=60), 12) if is_over else None,
        closed_by=world.manager if is_over else None,
    )


def _returns(
    each: Round,
    last: dict[int, AssessmentReturn],
    answering: Answering,
    showing: Showing,
    world: World,
    log: Log,
) -> dict[int, AssessmentReturn]:
    campaign, calendar = each.campaign, world.calendar
    returns = {
        short: AssessmentReturn(
            campaign=campaign,
            agency=world.agencies[short],
            brought_from=last.get(world.agencies[short].pk),
            **_standing(each, short, world),
        )
        for short in STORY["agencies"]
    }
    AssessmentReturn.objects.bulk_create(returns.values())
    log.record("campaign.opened", campaign, by=world.manager, at=campaign.opened_at)
    for item in returns.values():
        log.record("assessment.opened", item, by=world.manager, at=campaign.opened_at)
    writers = [_writer(each, short, item, world) for short, item in returns.items()]
    answering.write(writers)
    showing.show(writers, answering, log)
    handed_in = [writer for writer in writers if writer.submitted_on]
    hand_in(handed_in, answering, showing, STORY, world, log)
    undertake(handed_in, answering, world, log)
    if campaign.closed_at:
        log.record("campaign.closed", campaign, by=world.manager, at=campaign.closed_at)
    for item in returns.values():
        if item.extended_to:
            log.record("assessment.extended", item, by=world.manager, at=calendar.moment(calendar.working_days_ago(2)))
    return {item.agency_id: item for item in returns.values()}


def _standing(each: Round, short: str, world: World) -> dict[str, Any]:
    """How far the return came."""
    state = STORY["agencies"][short]["now"]
    calendar = world.calendar
    submitted_on = _submitted_on(each, short, world)
    fields: dict[str, Any] = {"status": ReturnStatus.CLOSED if each.is_over else STATES.get(state, ReturnStatus.OPEN)}
    if submitted_on:
        fields["first_submitted_on"] = submitted_on
        fields["submitted_at"] = calendar.moment(submitted_on, 15, 20)
        fields["submitted_by"] = world.lead_of(world.agencies[short])
    if not each.is_over and state == "sent_back":
        fields["sent_back_because"] = STORY["sent_back"]
    if not each.is_over and state == "extended":
        fields["extended_to"] = working_day_from(each.campaign.due_on + timedelta(days=21))
        fields["extended_because"] = STORY["extended"]
    return fields


def _submitted_on(each: Round, short: str, world: World) -> date | None:
    calendar = world.calendar
    spread = int(hashlib.sha256(short.encode()).hexdigest(), 16) % 9
    if each.is_over:
        is_late = each.number in STORY["late"].get(short, [])
        shift = 4 + spread if is_late else -spread
        return working_day_from(each.campaign.due_on + timedelta(days=shift)) if is_late else _no_later(each, shift)
    if STORY["agencies"][short]["now"] in {"moderated", "closed", "scrutiny", "submitted", "sent_back"}:
        return calendar.working_days_ago(4 + spread)
    return None


def _no_later(each: Round, shift: int) -> date:
    return min(working_day_from(each.campaign.due_on + timedelta(days=shift)), each.campaign.due_on)


def _writer(each: Round, short: str, item: AssessmentReturn, world: World) -> Writer:
    agency: Agency = item.agency
    about = STORY["agencies"][short]
    steps = each.number if STORY["worse"].get(short, ROUNDS) > each.number else -1
    last_day = item.first_submitted_on or world.calendar.working_days_ago(1)
    return Writer(
        item=item,
        by=world.lead_of(agency),
        at=world.calendar.moment(last_day, 11),
        quality=about["quality"] + 0.09 * steps,
        share=1.0 if each.is_over or item.first_submitted_on else SHARES.get(about["now"], 1.0),
        due_on=working_day_from(each.campaign.due_on + timedelta(days=120)),
        submitted_on=item.first_submitted_on,
        short_name=short,
        round=each.number,
    )
