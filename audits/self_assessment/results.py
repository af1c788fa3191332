"""What came of a campaign: agencies by standards, sectors, and questions from the weakest on. Of what was handed in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from audits.self_assessment.enums import HANDED_IN
from audits.self_assessment.models import (
    Answer,
    AnswerQuerySet,
    AssessmentReturn,
    Campaign,
    HandingIn,
    Question,
    ToolStandard,
)
from audits.self_assessment.queries import last_judgements
from audits.self_assessment.scales import Point, point_of, score_of
from board.enums import Sector

NOT_APPLICABLE = "Not applicable"  # as what was submitted says it
Said = tuple[str, str]  # scale and value


@dataclass(slots=True)
class Cell:
    """One agency's standard: its own score and the panel's, 0 to 1, of what is scored."""

    own: Decimal | None = None
    moderated: Decimal | None = None
    before: Decimal | None = None

    @property
    def change(self) -> str:
        """Since last round, of the agency's own word: "up 5", "down 3", or nothing."""
        if self.own is None or self.before is None:
            return ""
        moved = out_of_100(self.own) - out_of_100(self.before)
        return f"up {moved}" if moved > 0 else f"down {-moved}" if moved < 0 else ""


@dataclass(slots=True)
class HeatMap:
    """Agencies by standards. Only of returns that were handed in."""

    standards: list[ToolStandard]
    rows: list[tuple[AssessmentReturn, list[Cell]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """How one question was answered: how often each point, the panel's word before the agency's own, and the mean."""

    question: Question
    counts: list[tuple[Point, int]]
    score: Decimal

    @property
    def answered(self) -> int:
        return sum(count for _point, count in self.counts)

    @property
    def in_words(self) -> str:
        """ "4 met; 1 partly met; 2 not met"."""
        return "; ".join(f"{count} {point.label.lower()}" for point, count in self.counts if count)


@dataclass(frozen=True, slots=True)
class Word:
    """One scored answer, as the agency gave it and as it stands after the panel."""

    assessment: int
    standard: str
    question: int
    own: Said
    stands: Said


def heat_map(campaign: Campaign, *, at: datetime | None = None) -> HeatMap:
    """Of the returns and their last round. Four queries, however many agencies and questions."""
    returns = handed_in(campaign, at=at)
    words = words_of([*returns, *(item.brought_from for item in returns if item.brought_from)], at=at)
    return mapped(campaign, returns, words)


def mapped(campaign: Campaign, returns: Iterable[AssessmentReturn], words: Iterable[Word]) -> HeatMap:
    """From what has been read already. One query."""
    words = list(words)
    own, stands = scores(words, own=True), scores(words, own=False)
    found = HeatMap(list(campaign.tool.standards.order_by("position", "pk")))
    for item in returns:
        last = item.brought_from_id or 0
        cells = [
            Cell(
                own=own.get((item.pk, standard.title)),
                moderated=stands.get((item.pk, standard.title)),
                before=own.get((last, standard.title)),
            )
            for standard in found.standards
        ]
        found.rows.append((item, cells))
    return found


def by_sector(found: HeatMap) -> list[tuple[str, list[Decimal | None]]]:
    """Each sector's mean for each standard, of the agencies' own means: every agency weighs the same."""
    rows: dict[str, list[list[Cell]]] = defaultdict(list)
    for item, cells in found.rows:
        rows[item.agency.sector].append(cells)
    return [
        (sector.label, [mean(cell.moderated for cell in column) for column in zip(*rows[sector.value], strict=True)])
        for sector in Sector
        if rows[sector.value]
    ]


def questions_of(campaign: Campaign) -> list[QuestionResult]:
    """Each scored question, the weakest first. Four queries."""
    return questions_in(words_of(handed_in(campaign)))


def questions_in(words: Iterable[Word]) -> list[QuestionResult]:
    """From what has been read already. One query."""
    by_question: dict[int, list[Said]] = defaultdict(list)
    for word in words:
        by_question[word.question].append(word.stands)
    questions = Question.objects.filter(pk__in=by_question).select_related("tool_standard")
    results = [_result(question, by_question[question.pk]) for question in questions]
    return sorted(results, key=lambda one: (one.score, one.question.tool_standard.position, one.question.position))


def handed_in(campaign: Campaign, *, at: datetime | None = None) -> list[AssessmentReturn]:
    found = campaign.returns.filter(status__in=HANDED_IN).select_related("agency", "brought_from", "campaign")
    if at is not None:
        found = found.filter(Exists(HandingIn.objects.filter(assessment=OuterRef("pk"), submitted_at__lte=at)))
    return list(found.order_by("agency__name"))


def words_of(returns: Iterable[AssessmentReturn], *, at: datetime | None = None) -> list[Word]:
    """What is scored of these returns. Written answers and what does not apply are left out. Two queries.

    ``at``: as they had been submitted and judged by that moment.
    """
    answers = Answer.objects.filter(assessment__in=list(returns))
    if at is None:
        answers = answers.filter(is_asked=True, not_applicable=False)
    judged = last_judgements(answers, at=at)
    rows = _as_submitted(answers, at=at) if at else _as_they_are(answers)
    return [
        Word(
            assessment=item,
            standard=standard,
            question=question,
            own=(scale, value),
            stands=(scale, judged[pk].value if pk in judged else value),
        )
        for pk, item, question, standard, scale, value in rows
        if point_of(scale, value)
    ]


def _as_they_are(answers: AnswerQuerySet) -> Iterable[tuple[Any, ...]]:
    return answers.exclude(value="").values_list(
        "pk", "assessment_id", "question_id", "question__tool_standard__title", "question__scale", "value"
    )


def _as_submitted(answers: AnswerQuerySet, *, at: datetime) -> Iterator[tuple[Any, ...]]:
    questions = dict(answers.values_list("pk", "question_id"))
    records = HandingIn.objects.filter(assessment__in=answers.values("assessment"), submitted_at__lte=at)
    last = {record.assessment_id: record for record in records.order_by("number")}
    for record in last.values():
        for said in record.content:
            if said["answer"] in questions and said["words"] != NOT_APPLICABLE:
                yield (
                    said["answer"],
                    record.assessment_id,
                    questions[said["answer"]],
                    said["standard"],
                    said["scale"],
                    said["value"],
                )


def scores(words: Iterable[Word], *, own: bool) -> Mapping[tuple[int, str], Decimal | None]:
    """By return and standard's title: versions of a tool keep their standards' titles."""
    found: dict[tuple[int, str], list[Said]] = defaultdict(list)
    for word in words:
        found[word.assessment, word.standard].append(word.own if own else word.stands)
    return {key: score_of(said) for key, said in found.items()}


def _result(question: Question, said: list[Said]) -> QuestionResult:
    counts = Counter(value for _scale, value in said)
    score = score_of(said)
    assert score is not None
    return QuestionResult(question, [(point, counts[point.value]) for point in question.points], score)


def out_of_100(score: Decimal) -> int:
    """Rounded half up."""
    return int((score * 100).to_integral_value(ROUND_HALF_UP))


def mean(scores: Iterable[Decimal | None]) -> Decimal | None:
    known = [score for score in scores if score is not None]
    return sum(known, Decimal()) / len(known) if known else None
