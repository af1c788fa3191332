"""The story's conversations, letters, challenges and surveys: each page has something to see."""

import pytest

from audits.self_assessment.actions.exchange import is_trusted, pairs_for
from audits.self_assessment.enums import IN_SCRUTINY, JUDGED
from audits.self_assessment.exchange import read
from audits.self_assessment.models import (
    AcceptedInstead,
    BroughtReturn,
    Conversation,
    Letter,
    LetterDraft,
    PeerChallenge,
)
from audits.surveys.enums import SurveyStatus
from audits.surveys.models import Survey
from demo.people import SIGN_INS
from lscb.core import attention, deadlines
from lscb.core.models import User
from tests.demo.conftest import LOADED_ON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration"), pytest.mark.once]


def waiting_for(email):
    person = User.objects.get(email=email)
    found = {one.what.split(",")[0] for one in attention.items_for(person, today=LOADED_ON)}
    return found | {one.what for one in deadlines.deadlines_of(person.pk, today=LOADED_ON)}


def test_whoever_is_to_act_on_a_return_finds_it_waiting():
    assert "self-assessment to challenge" in waiting_for(SIGN_INS["agency_lead"])
    assert "answer to the panel to read" in waiting_for("amara.quist@example.org")
    assert "Section 11, 2026: the panel asks about 3.5" in waiting_for("joanne.creasey@example.org")
    assert "Members’ rating of the Board, 2026" in waiting_for(SIGN_INS["board_member"])


def test_what_was_said_was_said_when_it_could_be():
    """The panel asks while a return is with it; a letter comes after; challengers are other agencies."""
    with_panel = Conversation.objects.filter(is_internal=False).select_related("assessment", "thread")
    assert {one.assessment.status in IN_SCRUTINY or not one.thread.is_open for one in with_panel} == {True}
    assert Conversation.objects.filter(is_internal=True).count() == 1
    challenges = PeerChallenge.objects.select_related("assessment__campaign")
    assert {one.assessment.agency_id != one.agency_id and one.assessment.campaign.has_challengers for one in challenges}
    assert sorted(one.views.count() for one in challenges) == [0, 3]
    letters = Letter.objects.select_related("assessment")
    assert {one.assessment.status in JUDGED and one.issued_at > one.assessment.submitted_at for one in letters} == {
        True
    }
    assert sorted(one.number for one in letters) == [1, 1, 2]
    assert LetterDraft.objects.exclude(assessment__letters__isnull=False).count() == 1
    assert AcceptedInstead.objects.get().assessment.is_accepted


def test_one_return_to_another_board_can_be_brought_in_and_one_waits_for_the_office():
    brought = BroughtReturn.objects.select_related("assessment__campaign__tool")
    found = {
        (is_trusted(one), pairs_for(one.assessment.campaign.tool, read(one.content)) is not None) for one in brought
    }

    assert found == {(True, True), (False, False)}


def test_there_are_surveys_in_every_state():
    assert {one.status for one in Survey.objects.all()} == set(SurveyStatus)
    open_now = Survey.objects.filter(status=SurveyStatus.OPEN)
    for one in open_now:
        used = one.invitations.filter(is_used=True).count()
        assert 0 < used < one.invitations.count()
        assert used <= one.responses.count()
