"""What a meeting is told of surveys: results by statement, the widest differences, members' ratings year by year."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from audits.surveys.beside import beside_at, hundredths
from audits.surveys.enums import Audience
from audits.surveys.models import Survey, SurveyQuerySet
from audits.surveys.papers.of_beside import row_part
from audits.surveys.ratings import years_of
from audits.surveys.results import QuestionResult, Result, results_of

WIDEST = 10
Content = dict[str, Any]


def told_at(meeting: int, *, since: date, day: date) -> SurveyQuerySet:
    """Closed since the Board last met, or held against a campaign that this meeting is shown. Ratings stand apart."""
    told = Q(closed_on__gt=since) | Q(campaign__meeting=meeting)
    found = Survey.objects.filter(told, closed_on__lte=day).exclude(audience=Audience.MEMBERS)
    return found.select_related("campaign").order_by("opens_on", "pk")


def frozen(surveys: Iterable[Survey], *, day: date, moment: datetime) -> Content:
    """Closed surveys stay as they are; what agencies said beside them is as it stood at that moment."""
    years, statements = years_of(Survey.objects.filter(closed_on__lte=day))
    return {
        "surveys": [_survey(survey, moment) for survey in surveys],
        "years": [f"{one.opens_on:%B %Y}" for one in years],
        "statements": [[one.text, [_score(result) for result in one.results], one.change] for one in statements],
    }


def _survey(survey: Survey, moment: datetime) -> Content:
    found = results_of(survey)
    rows = [row for row in beside_at(survey, moment) if row.difference]
    return {
        "id": survey.pk,
        "title": survey.title,
        "audience": str(survey.get_audience_display()),
        "campaign": str(survey.campaign or ""),
        "closed_on": survey.closed_on.isoformat() if survey.closed_on else "",
        "answered": found.answered,
        "results": [_statement(one) for one in found.questions],
        "widest": [row_part(row) for row in rows[:WIDEST]],
        "more": max(0, len(rows) - WIDEST),
    }


def _statement(one: QuestionResult) -> list[str]:
    if one.whole is None:
        return [one.question.text, "", "", ""]
    shares = (f"{share.count} {share.point.label.lower()}" for share in one.whole.shares if share.count)
    return [one.question.text, str(one.whole.answered), _score(one.whole), "; ".join(shares)]


def _score(result: Result | None) -> str:
    """Empty where it was not asked or too few answered."""
    return str(hundredths(result.score)) if result else ""
