"""What each agency said to each question: by its quality, question by question, alike from round to round."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from audits.self_assessment.actions.answers import TEXTS
from audits.self_assessment.models import Answer, AnswerRevision, AssessmentReturn, Question
from audits.self_assessment.scales import is_below_the_bar, point_of
from lscb.core.models import User
from lscb.core.templatetags.words import long_date

BATCH = 500
NOT_APPLICABLE = 0.03


@dataclass(frozen=True, slots=True)
class Writer:
    """An agency filling in one return."""

    item: AssessmentReturn
    by: User
    at: datetime
    quality: float
    share: float  # of the questions, from the first on
    due_on: date
    submitted_on: date | None
    short_name: str
    round: int


@dataclass
class Answering:
    """The questions, and every answer so far by agency and question, the last round's."""

    questions: Sequence[Question]
    story: dict[str, Any]
    last: dict[tuple[int, int], Answer] = field(default_factory=dict)

    @cached_property
    def followed(self) -> set[int | None]:
        """Questions that others follow on from."""
        return {question.shown_after_id for question in self.questions}

    def write(self, writers: list[Writer]) -> None:
        answers: list[tuple[Writer, Answer]] = []
        for writer in writers:
            asked = [one for one in self.questions if one.is_for(writer.item.agency, set())]
            written = round(len(asked) * writer.share)
            said: dict[int, Answer] = {}
            for place, question in enumerate(asked):
                answer = self._answer(writer, question, is_written=place < written)
                before = said.get(question.shown_after_id or 0)
                answer.is_asked = question.shown_after_id is None or (
                    before is not None and before.value in question.shown_for
                )
                if not answer.is_asked:
                    _empty(answer)
                said[question.pk] = answer
            answers += [(writer, answer) for answer in said.values()]
        Answer.objects.bulk_create((answer for _writer, answer in answers), batch_size=BATCH)
        AnswerRevision.objects.bulk_create(
            (_revision(answer) for _writer, answer in answers if answer.version), batch_size=BATCH
        )
        self.last = {(writer.item.agency_id, answer.question_id): answer for writer, answer in answers}

    def of(self, item: AssessmentReturn) -> list[Answer]:
        """What was asked of an agency in the round written last, in order."""
        found = (self.last.get((item.agency_id, question.pk)) for question in self.questions)
        return [answer for answer in found if answer is not None and answer.is_asked]

    def _answer(self, writer: Writer, question: Question, *, is_written: bool) -> Answer:
        before = self.last.get((writer.item.agency_id, question.pk))
        before = before if before is not None and before.is_answered else None
        answer = Answer(assessment=writer.item, question=question, brought_from=before)
        if is_written:
            self._say(answer, writer, question)
        elif before is not None:
            answer.value, answer.not_applicable, answer.why = before.value, before.not_applicable, before.why
            answer.is_confirmed = False
        return answer

    def _say(self, answer: Answer, writer: Writer, question: Question) -> None:
        chance = random.Random(f"{writer.short_name} {question.code}")  # noqa: S311 - nothing secret hangs on it
        luck = chance.random()
        answer.version, answer.saved_at, answer.saved_by = 1, writer.at, writer.by
        if luck < NOT_APPLICABLE and not question.needs_evidence and question.pk not in self.followed:
            answer.not_applicable, answer.why = True, "Another agency does this for us under a written agreement."
            return
        answer.value = _value(question, luck, writer.quality)
        point = point_of(question.scale, answer.value)
        answer.why = _pick(self.story["why"][point.shape if point else "written"], question, writer)
        if not point:
            answer.value, answer.why = answer.why, ""
        if is_below_the_bar(question.scale, answer.value, question.least):
            action = self.story["actions"][question.tool_standard.position]
            answer.action_what, answer.action_owner = action["what"], action["owner"]
            answer.action_due, answer.action_measure = long_date(writer.due_on), action["measure"]


def _value(question: Question, luck: float, quality: float) -> str:
    """The better the agency and the luckier, the better the answer."""
    if not question.points:
        return "to be written"
    points = question.points
    if len(points) > 3:  # percentages in tens
        return points[min(int(max(0.0, luck - quality + 0.45) * 7), len(points) - 1)].value
    if luck < quality:
        return points[0].value
    return points[1 if len(points) == 2 or luck < quality + 0.3 else 2].value


def _pick(sentences: list[str], question: Question, writer: Writer) -> str:
    return random.Random(f"{writer.short_name} {question.code} {writer.round}").choice(sentences)  # noqa: S311


def _empty(answer: Answer) -> None:
    for name in TEXTS:
        setattr(answer, name, False if name == "not_applicable" else "")
    answer.version, answer.saved_at, answer.saved_by = 0, None, None
    answer.brought_from, answer.is_confirmed = None, True


def _revision(answer: Answer) -> AnswerRevision:
    assert answer.saved_at is not None
    assert answer.saved_by is not None
    return AnswerRevision(
        answer=answer,
        version=answer.version,
        texts={name: getattr(answer, name) for name in TEXTS},
        saved_at=answer.saved_at,
        saved_by=answer.saved_by,
    )
