"""What shows that an answer is so: brought once, used wherever it fits, seen by those who may read the answer."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.actions.evidence import Given
from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import Answer, AnswerEvidence, Evidence, EvidenceVersion, HandingIn
from board.models import Board
from lscb.core.exceptions import Refused
from lscb.core.models import StoredFile
from tests.audits.self_assessment.test_actions import TODAY, hand_in, lead_agency, opened, say
from tests.factories.assessments import EvidenceFactory, QuestionFactory, ToolStandardFactory
from tests.factories.board import GroupFactory, MembershipFactory, agency_lead, board_member, manager

pytestmark = pytest.mark.django_db

LINK = Given(date(2026, 9, 1), link="https://www.example.org/audit")


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def lead():
    return agency_lead()


@pytest.fixture
def answer(lead):
    standard = ToolStandardFactory(tool__status="ready")
    QuestionFactory(tool_standard=standard, needs_evidence=True)
    group = GroupFactory()
    MembershipFactory(group=group, person=board_member())
    answer = opened(manager(), standard.tool, [lead_agency(lead)], group=group).returns.get().answers.get()
    say(answer, lead, value="met")
    return answer


def bring(answer, lead, title="Audit of the spring", given=LINK):
    answers = Answer.objects.visible_to(lead)
    return actions.bring_evidence(answers, answer.pk, title=title, note="", given=given, by=lead, today=TODAY)


def test_what_must_be_evidenced_is_not_handed_in_without(answer, lead):
    with pytest.raises(actions.NotReady) as refusal:
        hand_in(answer.assessment, lead)
    assert [one.sentences for one in refusal.value.found] == [["Add what shows it"]]

    bring(answer, lead)
    hand_in(answer.assessment, lead)

    [said] = HandingIn.objects.get().content
    assert said["evidence"] == [{"title": "Audit of the spring", "version": 1, "what": LINK.link}]


def test_drafts_evidence_is_the_agencys_until_the_answer_is_handed_in(answer, lead):
    panel = answer.assessment.campaign.group.memberships.get().person
    bring(answer, lead)
    seen = {who: Evidence.objects.visible_to(person).count() for who, person in people(lead, panel).items()}
    assert seen == {"lead": 1, "office": 0, "panel": 0, "member": 0, "stranger": 0}

    hand_in(answer.assessment, lead)

    seen = {who: Evidence.objects.visible_to(person).count() for who, person in people(lead, panel).items()}
    assert seen == {"lead": 1, "office": 1, "panel": 1, "member": 0, "stranger": 0}


def people(lead, panel):
    return {
        "lead": lead,
        "office": manager(),
        "panel": panel,
        "member": board_member(),
        "stranger": agency_lead(),
    }


def test_one_piece_stands_beside_several_answers_and_comes_along_to_the_next_round(answer, lead):
    evidence = bring(answer, lead)
    hand_in(answer.assessment, lead)

    item = opened(manager(), answer.question.tool_standard.tool, [lead_agency(lead)], title="Next").returns.get()

    assert [link.evidence for link in item.answers.get().shown_by.all()] == [evidence]


def test_another_agencys_evidence_is_not_put_beside_an_answer(answer, lead):
    theirs = EvidenceFactory()

    with pytest.raises(Refused, match="your own agency"):
        actions.put_beside(Answer.objects.visible_to(lead), answer.pk, [theirs], by=lead, today=TODAY)
    assert not AnswerEvidence.objects.exists()


def test_a_later_version_leaves_the_first_as_it_was(answer, lead):
    evidence = bring(answer, lead)
    with pytest.raises(PermissionDenied):
        actions.renew(evidence, LINK, by=agency_lead())

    actions.renew(evidence, Given(date(2026, 10, 1), link="https://www.example.org/later"), by=lead)

    assert [(version.number, version.link) for version in evidence.versions.all()] == [
        (2, "https://www.example.org/later"),
        (1, LINK.link),
    ]
    assert evidence.latest.number == 2


def test_nothing_is_put_beside_an_answer_that_was_handed_in(answer, lead):
    bring(answer, lead)
    hand_in(answer.assessment, lead)

    with pytest.raises(Refused, match="cannot be changed"):
        bring(answer, lead, title="Late")
    assert Evidence.objects.count() == 1


def add(client, answer, **said):
    sent = {"title": "Policy", "dated_on": "1 September 2026", **said}
    return client.post(reverse("self-assessment:answer-evidence-add", args=[answer.pk]), sent)


def test_a_file_is_brought_kept_with_its_digest_and_given_to_who_may_read_the_answer(client, answer, lead):
    answer.assessment.campaign.locks_on = date(2199, 1, 1)
    answer.assessment.campaign.save()
    client.force_login(lead)
    response = add(client, answer, file=SimpleUploadedFile("policy.txt", b"Agreed by the board"))
    assert response.status_code == 302

    version = EvidenceVersion.objects.select_related("file").get()
    assert len(version.file.sha256) == 64
    assert version.file.name == "policy.txt"
    assert StoredFile.objects.visible_to(lead).get() == version.file
    assert not StoredFile.objects.visible_to(agency_lead()).exists()
    page = client.get(version.evidence.get_absolute_url())
    assert version.file.sha256[:16] in page.text


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "file"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://www.example.org", "dated_on": "one day"}, "dated_on"),
        ({"link": "https://www.example.org", "expires_on": "1 June 2026"}, "expires_on"),
        ({"link": "https://www.example.org", "title": " "}, "title"),
        ({"file": SimpleUploadedFile("run.exe", b"MZ\x90\x00")}, "file"),
    ],
)
def test_what_is_wrong_with_it_is_said_and_nothing_is_kept(client, answer, lead, said, field):
    client.force_login(lead)

    response = add(client, answer, **said)

    assert field in response.context["form"].errors
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("count", [1, 8])
def test_the_panel_reads_evidence_beside_answers_in_few_queries(
    client, answer, lead, count, django_assert_max_num_queries
):
    for number in range(count):
        bring(answer, lead, title=f"Piece {number}")
    hand_in(answer.assessment, lead)
    client.force_login(lead)
    assert answer.assessment.status == ReturnStatus.OPEN

    with django_assert_max_num_queries(17):  # conversations, who challenges it, and what they say
        page = client.get(reverse("self-assessment:return-read", args=[answer.assessment_id])).text

    assert "Piece 0" in page
