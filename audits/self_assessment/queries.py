"""What of self-assessments a person may know, how far each has come, and what came of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from audits.self_assessment.enums import HANDED_IN, ReturnStatus
from audits.self_assessment.models import (
    Answer,
    AnswerQuerySet,
    AssessmentReturn,
    AssessmentReturnQuerySet,
    Campaign,
    CampaignQuerySet,
    Judgement,
    Question,
    Tool,
    ToolStandard,
)
from audits.self_assessment.scales import point_of, score_of
from board.models import Agency
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class StandardProgress:
    """One standard of a return: how much of it is answered, and with whom it is."""

    standard: ToolStandard
    asked: int
    answered: int
    unconfirmed: int
    helpers: list[User]

    @property
    def how_far(self) -> str:
        return f"{self.answered} of {self.asked} answered"

    @property
    def is_complete(self) -> bool:
        return self.answered == self.asked


@dataclass(frozen=True, slots=True)
class Rates:
    """How a campaign's returns come in: counts, and how many of those due came on time."""

    asked: int
    handed_in: int
    on_time: int
    late: int
    outstanding_late: int


@dataclass(slots=True)
class Cell:
    """One agency's standard: its own score and the panel's, 0 to 1, of what is scored."""

    own: Decimal | None = None
    moderated: Decimal | None = None
    before: Decimal | None = None


@dataclass(slots=True)
class HeatMap:
    """Agencies by standards. Only of returns that were handed in."""

    standards: list[ToolStandard]
    rows: list[tuple[AssessmentReturn, list[Cell]]] = field(default_factory=list)


def campaigns_of(user: User) -> CampaignQuerySet:
    return Campaign.objects.visible_to(user)


def returns_of(user: User) -> AssessmentReturnQuerySet:
    return AssessmentReturn.objects.visible_to(user)


def answers_of(user: User) -> AnswerQuerySet:
    return Answer.objects.visible_to(user)


def progress(item: AssessmentReturn, user: User) -> list[StandardProgress]:
    """Each standard that this person answers or reads, in order. Three queries."""
    is_asked = Q(is_asked=True)
    done = is_asked & Q(is_confirmed=True) & (~Q(value="") | Q(not_applicable=True))
    counted = (
        answers_of(user)
        .filter(assessment=item)
        .order_by()
        .values("question__tool_standard")
        .annotate(
            asked=Count("pk", filter=is_asked),
            answered=Count("pk", filter=done),
            unconfirmed=Count("pk", filter=is_asked & Q(is_confirmed=False)),
        )
    )
    by_standard = {row["question__tool_standard"]: row for row in counted}
    helpers = defaultdict(list)
    for delegation in item.delegations.select_related("person"):
        helpers[delegation.tool_standard_id].append(delegation.person)
    return [
        StandardProgress(standard, row["asked"], row["answered"], row["unconfirmed"], helpers[standard.pk])
        for standard in ToolStandard.objects.filter(pk__in=by_standard).order_by("position", "pk")
        if (row := by_standard[standard.pk])
    ]


def rates(returns: list[AssessmentReturn], *, today: date) -> Rates:
    """Of a campaign's returns, however they were read."""
    handed_in = [item for item in returns if item.first_submitted_on]
    late = [item for item in handed_in if item.is_late(today=today)]
    outstanding = [item for item in returns if not item.first_submitted_on and item.is_late(today=today)]
    return Rates(len(returns), len(handed_in), len(handed_in) - len(late), len(late), len(outstanding))


def last_judgements(answers: AnswerQuerySet) -> dict[int, Judgement]:
    """The panel's last word on each answer, by the answer's key."""
    found = Judgement.objects.filter(answer__in=answers).select_related("judged_by", "answer__question")
    return {judgement.answer_id: judgement for judgement in found.order_by("pk")}


def heat_map(campaign: Campaign) -> HeatMap:
    """Four queries, however many agencies and questions."""
    standards = list(campaign.tool.standards.order_by("position", "pk"))
    returns = list(
        campaign.returns.filter(status__in=HANDED_IN).select_related("agency", "brought_from").order_by("agency__name")
    )
    own, moderated = _scores(returns)
    before, _ = _scores([item.brought_from for item in returns if item.brought_from])
    found = HeatMap(standards)
    for item in returns:
        cells = []
        for standard in standards:
            last = item.brought_from_id
            cells.append(
                Cell(
                    own=own.get((item.pk, standard.title)),
                    moderated=moderated.get((item.pk, standard.title)),
                    before=before.get((last, standard.title)) if last else None,
                )
            )
        found.rows.append((item, cells))
    return found


def as_met_by(tool: Tool, agency: Agency) -> list[tuple[ToolStandard, list[Question]]]:
    """The standards and questions of a tool that are for one agency. Three queries."""
    found = []
    for standard in tool.standards.prefetch_related("questions__agencies", "questions__shown_after"):
        questions = list(standard.questions.all())
        asked = [one for one in questions if one.is_for(agency, {named.pk for named in one.agencies.all()})]
        if asked:
            found.append((standard, asked))
    return found


Scores = dict[tuple[int, str], Decimal | None]


def _scores(returns: list[AssessmentReturn]) -> tuple[Scores, Scores]:
    """Own and moderated, by return and standard's title: versions of a tool keep their standards' titles."""
    answers = Answer.objects.filter(assessment__in=returns, is_asked=True, not_applicable=False).exclude(value="")
    judged = last_judgements(answers)
    own, moderated = defaultdict(list), defaultdict(list)
    for pk, item, scale, standard, value in answers.values_list(
        "pk", "assessment_id", "question__scale", "question__tool_standard__title", "value"
    ):
        if point_of(scale, value) is None:
            continue
        own[item, standard].append((scale, value))
        moderated[item, standard].append((scale, judged[pk].value if pk in judged else value))
    return (
        {key: score_of(said) for key, said in own.items()},
        {key: score_of(said) for key, said in moderated.items()},
    )


def board_of(campaign: Campaign) -> list[AssessmentReturn]:
    """Who is where, by name. One query."""
    return list(campaign.returns.for_listing().with_progress())


def is_not_started(item: AssessmentReturn) -> bool:
    return item.status == ReturnStatus.OPEN and item.answered_count == 0
