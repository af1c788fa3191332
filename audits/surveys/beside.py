"""What agencies said in their returns beside what their staff said, the widest differences first."""

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from audits.self_assessment.enums import HANDED_IN
from audits.self_assessment.models import Answer
from audits.self_assessment.queries import last_judgements
from audits.self_assessment.scales import Point
from audits.surveys.models import Survey, SurveyQuestion
from audits.surveys.results import Result, question_result
from audits.surveys.rules import may_show
from board.models import Agency


@dataclass(frozen=True, slots=True)
class Beside:
    """One agency at one question. ``staff`` is None where too few of its staff answered."""

    agency: Agency
    question: SurveyQuestion
    own: Point | None
    moderated: Point | None
    staff: Result | None

    @property
    def difference(self) -> int | None:
        """In hundredths: above nought where the return, as it stands after the panel, says more than the staff do."""
        stands = self.moderated or self.own
        if stands is None or self.staff is None:
            return None
        return hundredths(stands.score) - hundredths(self.staff.score)


def beside(survey: Survey, agencies: Container[int | None]) -> list[Beside]:
    """Only returns that were handed in. Groups are hidden as in the results, whoever reads. Five queries."""
    if survey.campaign_id is None:
        return []
    responses = list(survey.responses.all())
    linked = survey.questions.exclude(asks_about=None).select_related("asks_about")
    found = (
        [question_result(one, responses) for one in linked if not one.is_written] if may_show(len(responses)) else []
    )
    answers = Answer.objects.filter(
        assessment__campaign=survey.campaign_id,
        assessment__status__in=HANDED_IN,
        is_asked=True,
        question__in=[one.question.asks_about_id for one in found],
    )
    judged = last_judgements(answers)
    rows = []
    for answer in answers.select_related("assessment__agency", "question"):
        if answer.assessment.agency_id not in agencies:
            continue
        panel = judged.get(answer.pk)
        for one in found:
            if one.question.asks_about_id == answer.question_id:
                staff = one.agencies.get(answer.assessment.agency_id)
                said = (answer.point, panel.point if panel else None, staff)
                rows.append(Beside(answer.assessment.agency, one.question, *said))
    return sorted(rows, key=_widest_first)


def hundredths(score: Decimal) -> int:
    return int(score * 100 + Decimal("0.5"))


def _widest_first(row: Beside) -> tuple[bool, int, str, int]:
    difference = row.difference
    return difference is None, -abs(difference or 0), row.agency.name, row.question.position
