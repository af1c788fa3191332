"""What agencies said in their returns beside what their staff said, the widest differences first."""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from audits.self_assessment.enums import HANDED_IN
from audits.self_assessment.models import Answer
from audits.self_assessment.queries import last_judgements
from audits.self_assessment.results import handed_in, words_of
from audits.self_assessment.scales import Point, point_of
from audits.surveys.models import Survey, SurveyQuestion
from audits.surveys.results import QuestionResult, Result, question_result
from audits.surveys.rules import may_show
from board.models import Agency

WIDE = 15  # hundredths, from which a difference is marked


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

    @property
    def says(self) -> str:
        """The difference in words; nothing where there is none to tell of."""
        amount = self.difference
        if amount is None:
            return ""
        return f"Agency {amount} higher" if amount > 0 else f"Staff {-amount} higher" if amount < 0 else "None"

    @property
    def mark(self) -> str:
        """Which shape stands beside the words."""
        amount = self.difference or 0
        return "concern" if amount >= WIDE else "improve" if amount <= -WIDE else "good"


def beside(survey: Survey, agencies: Container[int | None]) -> list[Beside]:
    """Only returns that were handed in. Groups are hidden as in the results, whoever reads. Five queries."""
    found = _held_against(survey)
    answers = Answer.objects.filter(
        assessment__campaign=survey.campaign_id,
        assessment__status__in=HANDED_IN,
        is_asked=True,
        question__in=list(found),
    )
    judged = last_judgements(answers)
    rows = []
    for answer in answers.select_related("assessment__agency", "question"):
        agency = answer.assessment.agency
        if agency.pk in agencies:
            panel = judged.get(answer.pk)
            said = (answer.point, panel.point if panel else None)
            rows += [_row(agency, one, *said) for one in found[answer.question_id]]
    return sorted(rows, key=_widest_first)


def beside_at(survey: Survey, moment: datetime) -> list[Beside]:
    """Every agency's that had submitted, as it had been submitted by that moment, and as the panel judged otherwise."""
    found = _held_against(survey)
    if survey.campaign is None or not found:
        return []
    returns = handed_in(survey.campaign, at=moment)
    agencies = {item.pk: item.agency for item in returns}
    rows = []
    for word in words_of(returns, at=moment):
        own, stands = point_of(*word.own), point_of(*word.stands)
        said = (own, None if stands == own else stands)
        rows += [_row(agencies[word.assessment], one, *said) for one in found.get(word.question, [])]
    return sorted(rows, key=_widest_first)


def _held_against(survey: Survey) -> dict[int | None, list[QuestionResult]]:
    """What staff said, by the agencies' question; nothing where fewer than five did. Two queries."""
    if survey.campaign_id is None:
        return {}
    responses = list(survey.responses.all())
    found: dict[int | None, list[QuestionResult]] = defaultdict(list)
    if may_show(len(responses)):
        for one in survey.questions.exclude(asks_about=None).select_related("asks_about"):
            if not one.is_written:
                found[one.asks_about_id].append(question_result(one, responses))
    return found


def _row(agency: Agency, one: QuestionResult, own: Point | None, moderated: Point | None) -> Beside:
    return Beside(agency, one.question, own, moderated, one.agencies.get(agency.pk))


def hundredths(score: Decimal) -> int:
    return int(score * 100 + Decimal("0.5"))


def _widest_first(row: Beside) -> tuple[bool, int, str, int]:
    difference = row.difference
    return difference is None, -abs(difference or 0), row.agency.name, row.question.position
