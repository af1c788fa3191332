"""The oracle of a load run notices an answer that was acknowledged and is not there as typed."""

import pytest
from django.utils import timezone

from audits.self_assessment.models import AnswerRevision
from bench import oracle
from bench.visitor import ANSWERING, Ledger
from tests.factories.assessments import AnswerFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


def test_what_was_acknowledged_of_answers_is_held_against_what_is_kept():
    answer, by = AnswerFactory(), UserFactory()
    for version in (1, 2):
        AnswerRevision.objects.create(
            answer=answer, version=version, texts={"why": f"Seen {version}"}, saved_at=timezone.now(), saved_by=by
        )
    right = [(answer.pk, 1, "Seen 1"), (answer.pk, 2, "Seen 2")]

    assert oracle.differences(Ledger(answered=right)) == []
    lost = ["1 acknowledged answers to self-assessments are not in the database as typed"]
    assert oracle.differences(Ledger(answered=[*right, (answer.pk, 3, "Seen 3")])) == lost
    assert oracle.differences(Ledger(answered=[right[0], (answer.pk, 2, "Seen twice")])) == lost
    unsaid = ["1 answers to self-assessments are in the database that nobody was told of"]
    assert oracle.differences(Ledger(answered=right[:1])) == unsaid
    cut_off = Ledger(answered=right[:1])
    cut_off.wrong[ANSWERING].append("ReadTimeout")
    assert oracle.differences(cut_off) == []
