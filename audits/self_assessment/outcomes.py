"""All that the Board sees of a campaign, once for the page, the PDF, the workbook and the pack."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from audits.self_assessment.models import AssessmentReturn, Campaign, Question, ToolStandard
from audits.self_assessment.queries import Rates, board_of, rates
from audits.self_assessment.results import (
    HeatMap,
    QuestionResult,
    Word,
    by_sector,
    handed_in,
    mapped,
    mean,
    questions_in,
    scores,
    words_of,
)
from audits.self_assessment.scales import is_below_the_bar
from improvement.enums import ActionStatus
from improvement.models import ImprovementAction

FEW = 8
# What fewer agencies were asked is not worth spreading, and what fewer lack is no theme.
SEVERAL = 3
MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Round:
    """How the agencies of this campaign stood in one round: a mean a standard."""

    campaign: Campaign
    agencies: int
    scores: Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class Way:
    """One agency over the rounds: the mean of its standards in each, nothing where it was not asked."""

    agency: str
    scores: Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class Theme:
    """A standard in which several agencies fall short of the tool's bar, and the questions that come up again."""

    standard: ToolStandard
    agencies: int
    of: int
    codes: Sequence[str]


@dataclass(frozen=True)
class Outcome:
    campaign: Campaign
    today: date
    rates: Rates
    map: HeatMap
    questions: Sequence[QuestionResult]
    rounds: Sequence[Round]
    ways: Sequence[Way]
    themes: Sequence[Theme]
    actions: Sequence[ImprovementAction]

    @cached_property
    def sectors(self) -> list[tuple[str, list[Decimal | None]]]:
        return by_sector(self.map)

    @property
    def weakest(self) -> list[QuestionResult]:
        return [one for one in self.questions if one.score < 1][:FEW]

    @property
    def strongest(self) -> list[QuestionResult]:
        return [one for one in self.questions if one.score == 1 and one.answered >= SEVERAL][:FEW]

    @property
    def action_counts(self) -> list[tuple[str, int]]:
        """How many there are in each state, those past their day among the open."""
        counts = Counter(action.status for action in self.actions)
        late = sum(action.is_late(today=self.today) for action in self.actions)
        found = [(status.label, counts[status.value]) for status in ActionStatus]
        return [*found, ("Overdue", late)]


def outcome_of(campaign: Campaign, *, today: date, at: datetime | None = None) -> Outcome:
    """``at``: as it stood then, from what had been submitted and judged. A fixed number of queries a round."""
    returns = handed_in(campaign, at=at)
    chains = chain_of(returns)
    everyone = {one.pk: one for chain in chains.values() for one in chain}
    words = words_of(everyone.values(), at=at)
    found = mapped(campaign, returns, words)
    now = {item.pk for item in returns}
    current = [word for word in words if word.assessment in now]
    questions = questions_in(current)
    rounds = _rounds(everyone.values(), found.standards, words)
    keys = [f"assessment-return:{pk}" for pk in now]
    return Outcome(
        campaign=campaign,
        today=today,
        rates=rates(_as_on(board_of(campaign), today), today=today),
        map=found,
        questions=questions,
        rounds=rounds,
        ways=_ways(returns, chains, rounds, found.standards, words),
        themes=_themes(current, found.standards, {one.question.pk: one.question for one in questions}),
        actions=list(ImprovementAction.objects.filter(came_with__in=keys).for_listing()),
    )


def chain_of(returns: Iterable[AssessmentReturn]) -> dict[int, list[AssessmentReturn]]:
    """Each return and those it was brought forward from, the oldest first, by the return's key. A query a round."""
    chains = {item.pk: [item] for item in returns}
    for _ in range(MOST_ROUNDS):
        wanted = {chain[0].brought_from_id for chain in chains.values() if chain[0].brought_from_id}
        if not wanted:
            break
        known = {one.pk: one for one in AssessmentReturn.objects.filter(pk__in=wanted).select_related("campaign")}
        for chain in chains.values():
            if chain[0].brought_from_id:
                chain.insert(0, known[chain[0].brought_from_id])
    return chains


def _as_on(returns: list[AssessmentReturn], day: date) -> list[AssessmentReturn]:
    """In memory, what came in after that day has not come in."""
    for item in returns:
        if item.first_submitted_on and item.first_submitted_on > day:
            item.first_submitted_on = None
    return returns


def _rounds(everyone: Iterable[AssessmentReturn], standards: list[ToolStandard], words: list[Word]) -> list[Round]:
    by_campaign: dict[Campaign, list[AssessmentReturn]] = defaultdict(list)
    for one in everyone:
        by_campaign[one.campaign].append(one)
    stands = scores(words, own=False)
    return [
        Round(
            campaign,
            len(items),
            [mean(stands.get((item.pk, standard.title)) for item in items) for standard in standards],
        )
        for campaign, items in sorted(by_campaign.items(), key=lambda pair: (pair[0].opens_on, pair[0].pk))
    ]


def _ways(
    returns: Iterable[AssessmentReturn],
    chains: Mapping[int, Sequence[AssessmentReturn]],
    rounds: Sequence[Round],
    standards: Sequence[ToolStandard],
    words: Iterable[Word],
) -> list[Way]:
    """After moderation; every standard weighs the same."""
    stands = scores(words, own=False)
    found = []
    for item in returns:
        asked = {one.campaign: one.pk for one in chains[item.pk]}
        means = [
            mean(stands.get((asked.get(one.campaign, 0), standard.title)) for standard in standards) for one in rounds
        ]
        found.append(Way(str(item.agency), means))
    return found


def _themes(words: list[Word], standards: list[ToolStandard], questions: Mapping[int, Question]) -> list[Theme]:
    short: dict[str, list[Word]] = defaultdict(list)
    asked: dict[str, set[int]] = defaultdict(set)
    for word in words:
        asked[word.standard].add(word.assessment)
        if is_below_the_bar(*word.stands, questions[word.question].least):
            short[word.standard].append(word)
    found = [
        Theme(
            standard,
            len({word.assessment for word in short[standard.title]}),
            len(asked[standard.title]),
            [
                questions[pk].code
                for pk, count in Counter(word.question for word in short[standard.title]).most_common(5)
                if count > 1
            ],
        )
        for standard in standards
    ]
    themes = [theme for theme in found if theme.agencies >= SEVERAL]
    return sorted(themes, key=lambda theme: (-theme.agencies, theme.standard.position))
