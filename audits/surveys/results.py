"""What came of a closed survey. Every figure passes ``rules``: fewer than five, or what would tell of them, is None."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from audits.self_assessment.scales import Point
from audits.surveys.enums import RoleGroup
from audits.surveys.models import Remark, Response, Survey, SurveyQuestion
from audits.surveys.rules import may_show, shown_groups
from audits.surveys.scales import point_of
from board.models import Agency

NOT_SAID = "Not said"
GroupKey = int | str | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many chose one point, and of a hundred."""

    point: Point
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Result:
    """How one question was answered by at least five."""

    answered: int
    score: Decimal
    shares: tuple[Share, ...]


@dataclass(slots=True)
class QuestionResult:
    """Of all, and of each group by its key; None where nothing may be said."""

    question: SurveyQuestion
    whole: Result | None
    agencies: dict[GroupKey, Result | None] = field(default_factory=dict)
    roles: dict[GroupKey, Result | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A group's row: its name, how many answered at all, and its result for each question."""

    key: GroupKey
    name: str
    answered: int | None
    results: list[Result | None]


@dataclass(slots=True)
class Results:
    """``answered`` is None where fewer than five did: then nothing else is told either."""

    survey: Survey
    answered: int | None
    questions: list[QuestionResult] = field(default_factory=list)
    agencies: list[Line] = field(default_factory=list)
    roles: list[Line] = field(default_factory=list)
    remarks: list[tuple[SurveyQuestion, list[Remark]]] = field(default_factory=list)
    named: list[tuple[str, list[str]]] = field(default_factory=list)


def results_of(survey: Survey) -> Results:
    """Five queries, however many answered."""
    responses = list(survey.responses.select_related("person"))
    if not may_show(len(responses)):
        return Results(survey, None)
    questions = list(survey.questions.select_related("asks_about"))
    marked = [question for question in questions if not question.is_written]
    found = Results(survey, len(responses), [question_result(one, responses) for one in marked])
    if survey.asks_agency:
        names: dict[GroupKey, str] = dict(Agency.objects.values_list("pk", "name"))
        found.agencies = _lines(found.questions, "agencies", Counter(one.agency_id for one in responses), names)
    if survey.role_groups:
        words: dict[GroupKey, str] = {group.value: group.label for group in RoleGroup}
        found.roles = _lines(found.questions, "roles", Counter(one.role_group for one in responses), words)
    found.remarks = _remarks(questions)
    if survey.is_named:
        found.named = sorted(_named(marked, responses))
    return found


def question_result(question: SurveyQuestion, responses: Sequence[Response]) -> QuestionResult:
    key = str(question.pk)
    given = [(one, point) for one in responses if (point := point_of(question.scale, one.marks.get(key, "")))]
    points = [point for _one, point in given]
    return QuestionResult(
        question,
        _result(question, points) if may_show(len(points)) else None,
        _by_group(question, [(one.agency_id, point) for one, point in given]),
        _by_group(question, [(one.role_group, point) for one, point in given]),
    )


def _by_group(question: SurveyQuestion, given: Iterable[tuple[GroupKey, Point]]) -> dict[GroupKey, Result | None]:
    groups: dict[GroupKey, list[Point]] = defaultdict(list)
    for key, point in given:
        groups[key].append(point)
    shown = shown_groups({key: len(points) for key, points in groups.items()})
    return {key: _result(question, points) if key in shown else None for key, points in groups.items()}


def _result(question: SurveyQuestion, points: list[Point]) -> Result:
    counts, answered = Counter(point.value for point in points), len(points)
    shares = tuple(
        Share(point, counts[point.value], (200 * counts[point.value] + answered) // (2 * answered))
        for point in question.points
    )
    return Result(answered, sum((point.score for point in points), Decimal()) / answered, shares)


def _lines(
    questions: list[QuestionResult], which: str, counts: Mapping[GroupKey, int], names: Mapping[GroupKey, str]
) -> list[Line]:
    """By name, and last whoever did not say. A group is named even where nothing of it may be said."""
    shown = shown_groups(counts)
    keys = sorted(counts, key=lambda key: (not key, names.get(key, "")))
    return [
        Line(
            key,
            names.get(key, NOT_SAID),
            counts[key] if key in shown else None,
            [getattr(one, which).get(key) for one in questions],
        )
        for key in keys
    ]


def _remarks(questions: list[SurveyQuestion]) -> list[tuple[SurveyQuestion, list[Remark]]]:
    """Only of questions that at least five wrote something to; by their words, which no hour has a part in."""
    written: dict[int, list[Remark]] = defaultdict(list)
    for remark in Remark.objects.filter(question__in=[one for one in questions if one.is_written]):
        written[remark.question_id].append(remark)
    return [
        (one, sorted(written[one.pk], key=lambda remark: remark.text.casefold()))
        for one in questions
        if may_show(len(written[one.pk]))
    ]


def _named(questions: list[SurveyQuestion], responses: list[Response]) -> Iterable[tuple[str, list[str]]]:
    for one in responses:
        marks = [point_of(question.scale, one.marks.get(str(question.pk), "")) for question in questions]
        yield str(one.person), [point.label if point else "" for point in marks]
