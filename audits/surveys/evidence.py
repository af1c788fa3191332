"""What surveys show: a closed one answers the Board's standards that its questions are held against."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count

from audits.surveys.enums import SurveyStatus
from audits.surveys.models import Survey, SurveyQuestion
from audits.surveys.rules import FEWEST
from frameworks.lines import current_of
from frameworks.models import Standard
from lscb.core.evidence import Evidence


def of_surveys() -> Iterator[Evidence]:
    """One for each survey and standard, by the day of closing, where enough answered. Four queries."""
    of_closed = SurveyQuestion.objects.filter(survey__status=SurveyStatus.CLOSED)
    linked = of_closed.exclude(asks_about__tool_standard__standard=None)
    pairs = list(linked.values_list("survey_id", "asks_about__tool_standard__standard"))
    if not pairs:
        return
    current = current_of(Standard)
    standards: dict[int, set[int]] = defaultdict(set)
    for survey_pk, standard in pairs:
        standards[survey_pk].add(current.get(standard or 0, standard or 0))
    questions: dict[int, list[int]] = defaultdict(list)
    for standard, question in Standard.key_questions.through.objects.values_list("standard_id", "keyquestion_id"):
        questions[standard].append(question)
    closed = Survey.objects.filter(status=SurveyStatus.CLOSED, pk__in=standards)
    for survey in closed.annotate(answered=Count("responses")).filter(answered__gte=FEWEST).order_by("pk"):
        assert survey.closed_on is not None
        answered = {f"standard:{pk}" for pk in standards[survey.pk]}
        answered |= {f"key-question:{one}" for pk in standards[survey.pk] for one in questions[pk]}
        for answers in sorted(answered):
            yield Evidence(
                answers=answers,
                what=str(survey),
                kind="Survey",
                dated_on=survey.closed_on,
                url=survey.get_absolute_url(),
            )
