"""A feedback letter drafted from what is recorded: the agency's answers, the panel's judgements, and actions."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from audits.self_assessment.models import Answer, AssessmentReturn, HandingIn, Judgement
from audits.self_assessment.queries import last_judgements
from audits.self_assessment.scales import Point, is_below_the_bar
from board.models import Board
from lscb.core.templatetags.words import long_date

# From which share of the best answers on a standard is worth a word.
MOSTLY = 0.75


@dataclass(frozen=True, slots=True)
class Looked:
    """An answer that is scored, and what the panel made of it."""

    answer: Answer
    own: Point
    judgement: Judgement | None

    @property
    def stands(self) -> Point:
        return (self.judgement.point if self.judgement else None) or self.own

    @property
    def is_below(self) -> bool:
        question = self.answer.question
        return is_below_the_bar(question.scale, self.stands.value, question.least)


def drafted(item: AssessmentReturn) -> dict[str, str]:
    """The five texts of a letter. Six queries."""
    answers = list(item.answers.filter(is_asked=True).in_order())
    judged = last_judgements(item.answers.filter(is_asked=True))
    looked = [Looked(one, one.point, judged.get(one.pk)) for one in answers if one.point]
    return {
        "opening": _opening(item, item.handed_in.order_by("number").last()),
        "strengths": "\n".join(_strengths(looked)),
        "areas": "\n".join(_area(one) for one in looked if one.is_below),
        "agreed": "\n".join(_agreed(answers)),
        "closing": (
            "Each action stands in the Board’s list of actions, where your agency says how far it is. "
            f"If anything in this letter is not as you know it, please tell the {Board.current().term}’s office."
        ),
    }


def _opening(item: AssessmentReturn, record: HandingIn | None) -> str:
    who = str(item.campaign.group) if item.campaign.group else f"The {Board.current().term}"
    signed = f", signed off by {record.signed_by}, {record.signed_as}" if record else ""
    when = f" on {long_date(record.submitted_at)}" if record else ""
    return (
        f"Thank you for the return of {item.agency} to {item.campaign}, which reached us{when}{signed}. "
        f"{who} has read it beside the evidence that you named. This is what it found."
    )


def _strengths(looked: list[Looked]) -> Iterable[str]:
    """Standards that are mostly at the best answer; then single answers of which the panel said so."""
    for standard, group in groupby(looked, key=lambda one: one.answer.question.tool_standard):
        found = list(group)
        best = sum(one.stands.score == 1 for one in found)
        if best == len(found):
            yield f"{standard}: the best answer to every question that applies ({best})."
        elif best >= MOSTLY * len(found):
            yield f"{standard}: the best answer to {best} of {len(found)} questions."
    for one in looked:
        if one.judgement and one.stands.score == 1:
            yield f"{_named(one)} The panel judged this “{one.stands.label}”: {_in_a_line(one.judgement.why)}"


def _area(one: Looked) -> str:
    own = f"{_named(one)} Your agency said “{one.own.label}”"
    if one.judgement is None:
        return f"{own}, which stands."
    if one.stands == one.own:
        return f"{own}, and the panel agrees: {_in_a_line(one.judgement.why)}"
    return f"{own}; the panel judged it “{one.stands.label}”: {_in_a_line(one.judgement.why)}"


def _agreed(answers: list[Answer]) -> Iterable[str]:
    for one in answers:
        if one.needs_an_action and one.action_what.strip():
            what = _in_a_line(one.action_what).rstrip(".")
            yield f"{one.question.code} {what} ({_in_a_line(one.action_owner)}, by {_in_a_line(one.action_due)})."


def _named(one: Looked) -> str:
    return f"{one.answer.question.code} {_in_a_line(one.answer.question.text)}"


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
