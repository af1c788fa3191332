"""Sign-off by a link that needs no account."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.self_assessment import actions
from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import HandingIn, SigningRequest
from board.models import Board
from lscb.core.exceptions import Refused
from lscb.core.models import Notification
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, CampaignFactory
from tests.factories.board import agency_lead

pytestmark = pytest.mark.django_db
FAR = date(2199, 1, 1)


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def marcus(client):
    person = agency_lead(name="Marcus Adeyemi")
    client.force_login(person)
    return person


@pytest.fixture
def item(marcus):
    agency = marcus.appointments.get().agency
    item = AssessmentReturnFactory(campaign=CampaignFactory(due_on=FAR, locks_on=FAR), agency=agency)
    AnswerFactory(assessment=item, value="met", why="On the intranet")
    return item


@pytest.fixture
def link(client, item):
    response = client.post(
        reverse("self-assessment:signing-ask", args=[item.pk]), {"name": "Dr Amara Quist", "post": "Chief Nurse"}
    )
    path = response.context["link"].partition("://")[2]
    client.logout()
    return path[path.index("/") :]


def test_whoever_holds_the_link_reads_a_summary_and_signs_once(client, item, link, marcus):
    assert "Marcus Adeyemi asks you, Dr Amara Quist, Chief Nurse" in client.get(link).text

    signed = client.post(link, {"sign": "yes", "declares": "on"})
    again = client.post(link, {"sign": "yes", "declares": "on"})

    [record] = HandingIn.objects.all()
    assert record.reference in signed.text
    assert (record.signed_by, record.signed_as, record.submitted_by) == ("Dr Amara Quist", "Chief Nurse", marcus)
    assert (again.status_code, client.get(link).status_code) == (410, 410)


def test_a_signature_needs_its_declaration(client, item, link):
    response = client.post(link, {"sign": "yes"})

    assert response.context["form"].errors["declares"] == ["Tick this to sign, or say below what has to change"]
    assert not HandingIn.objects.exists()


def test_who_does_not_sign_says_why_and_the_return_is_open_again(client, item, link, marcus):
    unsaid = client.post(link, {"decline": "yes"})
    client.post(link, {"decline": "yes", "because": "Standard 5 leaves out bank staff"})

    item.refresh_from_db()
    assert unsaid.context["form"].errors["because"] == ["Say what has to change before you sign"]
    assert item.status == ReturnStatus.OPEN
    assert Notification.objects.get(dedupe_key__startswith="assessment-declined").recipient == marcus
    client.force_login(marcus)
    assert "Standard 5 leaves out bank staff" in client.get(item.get_absolute_url()).text


def test_while_it_waits_the_answers_stand_and_taken_back_the_link_is_dead(client, item, link, marcus):
    client.force_login(marcus)
    answer = item.answers.get()
    sent = {f"q-{answer.pk}-version": 0, f"q-{answer.pk}-why": "Changed meanwhile"}
    client.post(reverse("self-assessment:answer-save", args=[answer.pk]), sent)
    answer.refresh_from_db()
    assert answer.why == "On the intranet"

    client.post(reverse("self-assessment:signing-take-back", args=[item.pk]))

    assert client.get(link).status_code == 410
    assert actions.ask_to_sign(item, "Another", "Director", by=marcus, today=timezone.localdate())
    assert SigningRequest.objects.filter(withdrawn_at=None).count() == 1


def test_nobody_is_asked_to_sign_what_is_not_whole(marcus, item):
    AnswerFactory(assessment=item)

    with pytest.raises(actions.NotReady):
        actions.ask_to_sign(item, "Dr Quist", "Chief Nurse", by=marcus, today=timezone.localdate())


def test_a_link_older_than_three_weeks_is_not_good(client, item, link):
    SigningRequest.objects.update(expires_at=timezone.now())

    assert client.get(link).status_code == 410
    with pytest.raises(Refused, match="older than three weeks"):
        actions.sign("something else", today=timezone.localdate())


def test_only_the_digest_of_a_link_is_kept(item, link):
    token = link.rstrip("/").rpartition("/")[2]

    assert token not in str(list(SigningRequest.objects.values()))
