from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audits.surveys.enums import SurveyStatus
from audits.surveys.models import Response, Survey, SurveyInvitation, SurveyQuestion
from tests.factories.core import UserFactory


class SurveyFactory(DjangoModelFactory):
    class Meta:
        model = Survey

    class Params:
        opened = factory.Trait(
            status=SurveyStatus.OPEN,
            opened_at=factory.LazyFunction(timezone.now),
            opened_by=factory.SubFactory(UserFactory),
        )
        closed = factory.Trait(opened=True, status=SurveyStatus.CLOSED, closed_on=date(2026, 11, 20))

    title = factory.Sequence(lambda n: f"Survey of staff {n}")
    opens_on = date(2020, 1, 1)
    closes_on = date(2199, 1, 1)


class SurveyQuestionFactory(DjangoModelFactory):
    class Meta:
        model = SurveyQuestion

    survey = factory.SubFactory(SurveyFactory)
    position = factory.Sequence(int)
    text = factory.Sequence(lambda n: f"Statement {n}")


class SurveyInvitationFactory(DjangoModelFactory):
    class Meta:
        model = SurveyInvitation

    survey = factory.SubFactory(SurveyFactory, opened=True)
    address = factory.Sequence(lambda n: f"asked{n}@example.org")


def responses(question, marks, **fields):
    """One response a mark, all alike in whatever else is said."""
    return Response.objects.bulk_create(
        Response(survey=question.survey, marks={str(question.pk): mark}, **fields) for mark in marks
    )
