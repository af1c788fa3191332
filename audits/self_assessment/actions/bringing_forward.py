"""Last round's answers, brought forward and marked until someone confirms or changes them."""

from collections.abc import Collection
from dataclasses import dataclass

from audits.self_assessment.enums import HANDED_IN
from audits.self_assessment.models import Answer, AssessmentReturn, Question, Tool
from board.models import Agency

TEXTS = ("value", "not_applicable", "why", "action_what", "action_owner", "action_due", "action_measure")
# What was to be done by a day that has gone is no plan: judgement and reason come along, the action does not.
BROUGHT = ("value", "not_applicable", "why")


@dataclass(frozen=True, slots=True)
class LastRound:
    """Each agency's last return, and its answers by agency and question."""

    returns: dict[int, AssessmentReturn]
    answers: dict[tuple[int, int], Answer]

    def bring(self, item: AssessmentReturn, question: Question) -> Answer:
        new = Answer(assessment=item, question=question, is_asked=question.shown_after_id is None)
        before = self.answers.get((item.agency_id, question.came_from_id or question.pk))
        before = before or self.answers.get((item.agency_id, question.pk))
        if before is None or not before.is_answered or before.question.scale != question.scale:
            return new
        for name in BROUGHT:
            setattr(new, name, getattr(before, name))
        new.is_asked, new.is_confirmed, new.brought_from = before.is_asked, False, before
        return new


def lineage_of(tool: Tool) -> list[int]:
    """This version and the ones it came from, the newest first."""
    found = []
    step: Tool | None = tool
    while step is not None and step.pk not in found:
        found.append(step.pk)
        step = step.came_from
    return found


def last_answers(lineage: list[int], agencies: Collection[Agency]) -> LastRound:
    """Of each agency the newest return that it handed in under any version of the tool. Two queries."""
    handed_in = AssessmentReturn.objects.filter(
        campaign__tool__in=lineage, agency__in=[agency.pk for agency in agencies], status__in=HANDED_IN
    )
    returns = {item.agency_id: item for item in handed_in.order_by("submitted_at", "pk")}
    answers = Answer.objects.filter(assessment__in=returns.values()).select_related("question", "assessment")
    return LastRound(returns, {(answer.assessment.agency_id, answer.question_id): answer for answer in answers})
