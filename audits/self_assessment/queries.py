"""What of self-assessments a person may know, how far each has come, and what came of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from audits.self_assessment.models import (
    AcceptedInstead,
    AcceptedInsteadQuerySet,
    Answer,
    AnswerEvidence,
    AnswerQuerySet,
    AssessmentReturn,
    AssessmentReturnQuerySet,
    Campaign,
    CampaignQuerySet,
    Conversation,
    ConversationQuerySet,
    Evidence,
    EvidenceQuerySet,
    EvidenceVersion,
    Judgement,
    Letter,
    LetterQuerySet,
    PeerChallenge,
    PeerChallengeQuerySet,
    PeerView,
    Question,
    Tool,
    ToolStandard,
)
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
    """How a campaign's returns come in: counts, and how many of those that came first came on time.

    A return that was sent back came in, on the day it first did; it is not settled until it comes again.
    """

    asked: int
    handed_in: int
    sent_back: int
    accepted: int
    on_time: int
    late: int
    outstanding_late: int

    @property
    def settled(self) -> int:
        return self.handed_in - self.sent_back + self.accepted


def campaigns_of(user: User) -> CampaignQuerySet:
    return Campaign.objects.visible_to(user)


def returns_of(user: User) -> AssessmentReturnQuerySet:
    return AssessmentReturn.objects.visible_to(user)


def accepted_of(user: User) -> AcceptedInsteadQuerySet:
    return AcceptedInstead.objects.visible_to(user)


def evidence_of(user: User) -> EvidenceQuerySet:
    return Evidence.objects.visible_to(user)


def conversations_of(user: User) -> ConversationQuerySet:
    return Conversation.objects.visible_to(user)


def letters_of(user: User) -> LetterQuerySet:
    return Letter.objects.visible_to(user)


def challenges_of(user: User) -> PeerChallengeQuerySet:
    return PeerChallenge.objects.visible_to(user)


def versions_to_challenge(user: User) -> QuerySet[EvidenceVersion]:
    """What stood beside the returns that this person challenges, and none that was kept after they were handed in."""
    challenged = PeerChallenge.objects.open_to(user)
    beside = AnswerEvidence.objects.filter(
        evidence=OuterRef("evidence"),
        answer__is_asked=True,
        answer__assessment__in=challenged.values("assessment"),
        answer__assessment__submitted_at__gte=OuterRef("kept_at"),
    )
    return EvidenceVersion.objects.filter(Exists(beside))


def last_views(views: QuerySet[PeerView]) -> dict[tuple[int, int], PeerView]:
    """By challenge and standard. One query."""
    found = views.select_related("challenge__agency", "written_by").order_by("pk")
    return {(view.challenge_id, view.tool_standard_id): view for view in found}


def by_part(conversations: Iterable[Conversation]) -> dict[tuple[int, int | None], Conversation]:
    """By standard and question; without a question where it is about the standard as a whole."""
    return {(one.tool_standard_id, one.question_id): one for one in conversations}


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
    accepted = [item for item in returns if item.is_accepted]
    handed_in = [item for item in returns if item.first_submitted_on and not item.is_accepted]
    late = [item for item in handed_in if item.is_late(today=today)]
    outstanding = [item for item in returns if not item.first_submitted_on and not item.is_accepted]
    overdue = [item for item in outstanding if item.is_late(today=today)]
    return Rates(
        asked=len(returns),
        handed_in=len(handed_in),
        sent_back=sum(not item.is_settled for item in handed_in),
        accepted=len(accepted),
        on_time=len(handed_in) - len(late),
        late=len(late),
        outstanding_late=len(overdue),
    )


def last_judgements(answers: AnswerQuerySet, *, at: datetime | None = None) -> dict[int, Judgement]:
    """The panel's last word on each answer, by the answer's key; ``at``: the last by that moment."""
    found = Judgement.objects.filter(answer__in=answers)
    found = found.filter(judged_at__lte=at) if at else found
    found = found.select_related("judged_by", "answer__question")
    return {judgement.answer_id: judgement for judgement in found.order_by("pk")}


def as_met_by(tool: Tool, agency: Agency) -> list[tuple[ToolStandard, list[Question]]]:
    """The standards and questions of a tool that are for one agency. Three queries."""
    found = []
    for standard in tool.standards.prefetch_related("questions__agencies", "questions__shown_after"):
        questions = list(standard.questions.all())
        asked = [one for one in questions if one.is_for(agency, {named.pk for named in one.agencies.all()})]
        if asked:
            found.append((standard, asked))
    return found


def board_of(campaign: Campaign) -> list[AssessmentReturn]:
    """Who is where, by name. One query."""
    return list(campaign.returns.for_listing().with_progress())
