"""A return that was handed in to another Board, brought in here: looked at first, once, nothing overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from audits.self_assessment import notifications
from audits.self_assessment.actions.answers import ask_what_follows, keep_answer
from audits.self_assessment.actions.editable import why_closed
from audits.self_assessment.exchange import Incoming, Said, content_for, opened, own_fingerprint, read, sealed
from audits.self_assessment.models import (
    Answer,
    AssessmentReturn,
    BroughtReturn,
    BroughtReturnQuerySet,
    HandingIn,
    Question,
    Tool,
    ToolMapping,
    TrustedBoard,
)
from audits.self_assessment.permissions import can_keep_tools, can_submit
from audits.self_assessment.scales import Scale, point_of, wrong_with
from board.actions import keeping
from board.models import Board
from board.permissions import require
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User
from lscb.core.templatetags.words import uk_date

TWICE = "This return was brought in already."
OTHER_TOOL = "It answers another tool. The Board’s office says first which of its questions is which of ours."
UNKNOWN_BOARD = "The Board’s office does not trust the Board that this file comes from yet."


@dataclass(frozen=True, slots=True)
class Line:
    """An answer of the file, ours that it goes to, and what becomes of it: nothing said, it is taken."""

    said: Said
    answer: Answer | None
    stays: str = ""

    @property
    def words(self) -> str:
        if self.said.not_applicable:
            return "Not applicable"
        point = point_of(self.said.scale, self.said.value) if self.said.scale in set(Scale) else None
        return point.label if point else self.said.value


def load_file(item: AssessmentReturn, text: str, *, by: User, today: date) -> BroughtReturn:
    """Opened and looked through; nothing of it is in the return yet."""
    require(can_submit(by, item))
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    found = opened(text)
    incoming = read(found.content)
    _refuse_twice(found.fingerprint, incoming.reference)
    brought = BroughtReturn.objects.create(
        assessment=item,
        board=incoming.board,
        reference=incoming.reference,
        tool_title=incoming.tool,
        tool_version=incoming.version,
        fingerprint=found.fingerprint,
        content=found.content,
        loaded_at=timezone.now(),
        loaded_by=by,
    )
    if not is_trusted(brought) or pairs_for(item.campaign.tool, incoming) is None:
        notifications.tell_of_waiting_file(brought, today=today)
    return brought


def is_trusted(brought: BroughtReturn) -> bool:
    """Our own key, or one that the office compared."""
    trusted = TrustedBoard.objects.filter(fingerprint=brought.fingerprint).exists()
    return trusted or brought.fingerprint == own_fingerprint()


def pairs_for(tool: Tool, incoming: Incoming) -> Mapping[str, str] | None:
    """Their numbers and ours: the same tool, or one that was mapped; else none."""
    scales = dict(Question.objects.filter(tool_standard__tool=tool).values_list("code", "scale"))
    is_same = (tool.title.casefold(), tool.version) == (incoming.tool.casefold(), incoming.version)
    if is_same and all(scales.get(said.code) == said.scale for said in incoming.answers):
        return {said.code: said.code for said in incoming.answers}
    mapping = ToolMapping.objects.filter(
        tool=tool, their_title__iexact=incoming.tool, their_version=incoming.version
    ).first()
    return mapping.pairs if mapping else None


def lines_of(item: AssessmentReturn, incoming: Incoming, pairs: Mapping[str, str]) -> list[Line]:
    """What would become of each answer. One query."""
    ours = {answer.question.code: answer for answer in item.answers.select_related("question")}
    return [_line(said, ours.get(pairs.get(said.code, ""))) for said in incoming.answers]


@transaction.atomic
def bring_return_in(brought: BroughtReturn, *, by: User, today: date) -> int:
    """Answers that the agency has not given here are filled and wait to be confirmed. How many."""
    brought = keeping.locked(brought)
    item = AssessmentReturn.objects.lock(brought.assessment_id)
    require(can_submit(by, item))
    if brought.brought_at:
        raise Refused(TWICE)
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    if not is_trusted(brought):
        raise Refused(UNKNOWN_BOARD)
    incoming = read(brought.content)
    pairs = pairs_for(item.campaign.tool, incoming)
    if pairs is None:
        raise Refused(OTHER_TOOL)
    _refuse_twice(brought.fingerprint, brought.reference)
    brought.brought_at, brought.brought_by = timezone.now(), by
    with editing.one_of_a_kind(TWICE):
        brought.save(update_fields=["brought_at", "brought_by"])
    taken = [line for line in lines_of(item, incoming, pairs) if line.answer and not line.stays]
    for line in taken:
        assert line.answer is not None
        _fill(line.answer, line.said, brought, by=by)
    activity.record("assessment.brought_in", item, by=by, changes={"from": ("", str(brought)[:200])})
    return len(taken)


@transaction.atomic
def save_as_file(record: HandingIn, *, by: User) -> str:
    """The return as it was handed in, signed, for its agency to give to another Board. Each time is logged."""
    item = record.assessment
    require(can_submit(by, item))
    text = sealed(content_for(record, Board.current().name))
    activity.record("assessment.saved_as_file", item, by=by, changes={"reference": (None, record.reference)})
    return text


@transaction.atomic
def trust_board(name: str, fingerprint: str, *, by: User) -> TrustedBoard:
    """Once, when the fingerprint was compared with what that Board says it is."""
    require(can_keep_tools(by))
    board = TrustedBoard(name=name, fingerprint=fingerprint, trusted_at=timezone.now(), trusted_by=by)
    board = keeping.add(board, verb="board.trusted", by=by, taken="A Board of this fingerprint is trusted already")
    _tell_of_ready(BroughtReturn.objects.filter(fingerprint=fingerprint))
    return board


@transaction.atomic
def trust_no_more(board: TrustedBoard, *, by: User) -> None:
    require(can_keep_tools(by))
    activity.record("board.trusted_no_more", board, by=by, changes={"fingerprint": (board.fingerprint, "")})
    board.delete()


@transaction.atomic
def map_tool(tool: Tool, incoming: Incoming, pairs: Mapping[str, str], *, by: User) -> ToolMapping:
    """Their questions and ours, remembered; said again, the last word counts."""
    require(can_keep_tools(by))
    tool = keeping.locked(tool)
    mapping = ToolMapping.objects.filter(
        tool=tool, their_title__iexact=incoming.tool, their_version=incoming.version
    ).first() or ToolMapping(tool=tool, their_title=incoming.tool, their_version=incoming.version)
    mapping.pairs, mapping.made_at, mapping.made_by = dict(pairs), timezone.now(), by
    mapping.save()
    words = f"{incoming.tool}, version {incoming.version}"[:200]
    activity.record("tool.mapped", tool, by=by, changes={"from": ("", words)})
    same = {"tool_title__iexact": incoming.tool, "tool_version": incoming.version}
    _tell_of_ready(BroughtReturn.objects.filter(assessment__campaign__tool=tool, **same))
    return mapping


def _tell_of_ready(found: BroughtReturnQuerySet) -> None:
    """Those that waited for nothing else."""
    waiting = found.filter(brought_at=None).select_related("assessment__campaign__tool", "loaded_by")
    for brought in waiting:
        if is_trusted(brought) and pairs_for(brought.assessment.campaign.tool, read(brought.content)) is not None:
            notifications.tell_of_ready_file(brought)


def _refuse_twice(fingerprint: str, reference: str) -> None:
    there = BroughtReturn.objects.filter(fingerprint=fingerprint, reference=reference).exclude(brought_at=None)
    if found := there.select_related("brought_by").first():
        raise Refused(f"{found.brought_by} brought this return in on {uk_date(found.brought_at)}. It is taken once.")


def _line(said: Said, answer: Answer | None) -> Line:
    if answer is None:
        return Line(said, None, "Not asked of you here")
    if answer.question.scale != said.scale or wrong_with(said.scale, said.value):
        return Line(said, answer, "Answered in another way here")
    if answer.is_answered and answer.is_confirmed:
        return Line(said, answer, "Your own answer here stays")
    if not (said.value or said.not_applicable):
        return Line(said, answer, "Not answered there")
    return Line(said, answer)


def _fill(answer: Answer, said: Said, brought: BroughtReturn, *, by: User) -> None:
    answer.value, answer.not_applicable, answer.why = said.value, said.not_applicable, said.why
    answer.action_what, answer.action_owner, answer.action_due, answer.action_measure = said.action
    answer.is_confirmed, answer.brought_in = False, brought
    answer.save(update_fields=["brought_in"])
    keep_answer(answer, by=by)
    ask_what_follows(answer)
