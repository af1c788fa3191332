"""Many people at one return at the same moment, on real connections: PostgreSQL's locks decide."""

from datetime import date

import pytest

from audits.self_assessment import actions
from audits.self_assessment.actions.submission import Signature
from audits.self_assessment.models import Answer, AnswerRevision, AssessmentReturn, HandingIn
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification
from tests.at_once import at_once
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, CampaignFactory, QuestionFactory
from tests.factories.board import AgencyFactory, agency_lead

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TODAY = date(2026, 11, 20)
SIGNED = Signature("Dr Amara Quist", "Chief Nurse", TODAY)


@pytest.fixture
def item():
    return AssessmentReturnFactory(campaign=CampaignFactory(), agency=AgencyFactory())


def test_twenty_identical_submits_make_one(item):
    lead = agency_lead(item.agency)
    AnswerFactory(assessment=item, value="met")
    returns = AssessmentReturn.objects.visible_to(lead)

    results = at_once(*[lambda: actions.submit(returns, item.pk, SIGNED, by=lead, today=TODAY)] * 20)

    assert [result for result in results if isinstance(result, Refused)] == []
    assert ({result.pk for result in results}, HandingIn.objects.count()) == ({HandingIn.objects.get().pk}, 1)
    assert Notification.objects.filter(dedupe_key__startswith="receipt:").count() == 1


def test_of_many_who_save_one_answer_nothing_that_was_acknowledged_is_lost(item):
    leads = [agency_lead(item.agency) for _ in range(12)]
    answer = AnswerFactory(assessment=item)

    def saves(lead):
        """Save five times over whatever is there; what the server took, in its words."""
        taken, version = [], 0
        for number in range(5):
            words = f"{lead.name} {number}"
            try:
                saved = actions.save_answer(
                    Answer.objects.visible_to(lead), answer.pk, {"why": words}, version=version, by=lead, today=TODAY
                )
                version = saved.version
                taken.append(words)
            except actions.AnswerConflict as conflict:
                version = conflict.theirs.version
        return taken

    results = at_once(*[lambda lead=lead: saves(lead) for lead in leads])

    acknowledged = sorted(words for taken in results for words in taken)
    kept = sorted(revision.texts["why"] for revision in AnswerRevision.objects.all())
    assert acknowledged
    assert acknowledged == kept


def test_sixty_people_who_save_again_and_again_lose_nothing():
    """Each in a return of their own agency, as on the last day: the ledger of what was acknowledged is what is kept."""
    campaign = CampaignFactory()
    question = QuestionFactory(tool_standard__tool=campaign.tool)
    answers = [AnswerFactory(assessment__campaign=campaign, question=question) for _ in range(60)]
    leads = [agency_lead(answer.assessment.agency) for answer in answers]

    def saves(answer, lead):
        taken = []
        for number in range(10):
            said = {"value": "met" if number % 2 else "partly", "why": f"{lead.pk} {number}"}
            saved = actions.save_answer(
                Answer.objects.visible_to(lead), answer.pk, said, version=number, by=lead, today=TODAY
            )
            taken.append((answer.pk, saved.version, said["why"]))
        return taken

    results = at_once(*[lambda pair=pair: saves(*pair) for pair in zip(answers, leads, strict=True)])

    ledger = sorted(each for taken in results for each in taken)
    kept = AnswerRevision.objects.order_by("answer", "version").values_list("answer", "version", "texts__why")
    assert len(ledger) == 600
    assert ledger == list(kept)
    assert sorted(Answer.objects.values_list("pk", "version", "why")) == [each for each in ledger if each[1] == 10]
    assert ActivityEvent.objects.filter(verb="assessment.edited").count() == 60


@pytest.mark.parametrize("time", range(5))
def test_a_submit_and_a_save_at_once_hand_in_what_is_stored(item, time):
    lead = agency_lead(item.agency)
    answer = AnswerFactory(assessment=item, value="met", why="Before")
    returns, answers = AssessmentReturn.objects.visible_to(lead), Answer.objects.visible_to(lead)

    at_once(
        lambda: actions.submit(returns, item.pk, SIGNED, by=lead, today=TODAY),
        lambda: actions.save_answer(answers, answer.pk, {"why": "After"}, version=0, by=lead, today=TODAY),
    )

    answer.refresh_from_db()
    assert [one["why"] for one in HandingIn.objects.get().content] == [answer.why]
