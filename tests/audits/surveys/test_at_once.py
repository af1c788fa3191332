"""One link in twenty hands at the same moment, on real connections: PostgreSQL's locks decide."""

from datetime import date

import pytest

from audits.surveys import actions
from audits.surveys.actions import Said
from audits.surveys.models import Response, random_key
from lscb.core.exceptions import Refused
from tests.at_once import at_once
from tests.factories.board import manager
from tests.factories.surveys import SurveyInvitationFactory, SurveyQuestionFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 20)


def test_one_link_used_twenty_times_at_once_is_one_answer():
    invitation = SurveyInvitationFactory()
    question = SurveyQuestionFactory(survey=invitation.survey)

    def answers():
        said = Said(once=random_key(), marks={str(question.pk): "4"}, remarks={})
        actions.answer(invitation.survey, said, invitation=invitation, today=TODAY)

    results = at_once(*[answers] * 20)

    assert Response.objects.count() == 1
    assert [isinstance(result, Refused) for result in results].count(True) == 19


def test_what_was_taken_while_a_survey_closed_is_still_there():
    question = SurveyQuestionFactory(survey__opened=True)
    by = manager()

    def answers():
        said = Said(once=random_key(), marks={str(question.pk): "4"}, remarks={})
        actions.answer(question.survey, said, invitation=None, today=TODAY)

    results = at_once(*[answers] * 10, lambda: actions.close(question.survey, by=by, today=TODAY), *[answers] * 9)

    assert Response.objects.count() == 19 - sum(isinstance(result, Refused) for result in results)
