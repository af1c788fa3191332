from datetime import date

import factory
from factory.django import DjangoModelFactory

from improvement.models import ImprovementAction
from tests.factories.board import AgencyFactory


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = ImprovementAction

    what = factory.Sequence(lambda n: f"Put thing {n} right")
    measure = "A sample shows it"
    agency = factory.SubFactory(AgencyFactory)
    owner_words = "Head of safeguarding"
    due_on = date(2027, 3, 31)
    made_on = date(2026, 11, 1)
    source = "Section 11, 2026, question 1.1"
    source_key = factory.Sequence(lambda n: f"assessment-answer:{n}")
    came_with = "assessment-return:1"
