"""The story's surveys show what may be shown, and what may not."""

import pytest

from audits.surveys.beside import beside
from audits.surveys.models import Survey
from audits.surveys.permissions import Everyone
from audits.surveys.ratings import years_of
from audits.surveys.results import results_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration"), pytest.mark.once]


def test_some_agencies_stand_beside_their_staff_and_some_are_hidden():
    survey = Survey.objects.triangulated().get()
    found = results_of(survey)

    shown = [line.answered is not None for line in found.agencies]
    assert (any(shown), all(shown), len(found.remarks)) == (True, False, 1)
    differences = [row.difference for row in beside(survey, Everyone())]
    assert max(abs(one) for one in differences if one is not None) == abs(differences[0]) > 20
    assert differences[-1] is None


def test_members_rated_the_board_in_two_years():
    surveys, statements = years_of(Survey.objects.all())

    assert len(surveys) == 2
    assert all(statement.change for statement in statements)
