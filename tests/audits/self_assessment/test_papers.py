"""PDFs of self-assessments: what was submitted, as it was."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.actions.submission import Signature
from audits.self_assessment.models import AnswerEvidence, AssessmentReturn, Paper
from lscb.core import files
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, CampaignFactory, EvidenceFactory
from tests.factories.board import agency_lead, manager
from tests.reports.pdf_text import text_of

pytestmark = pytest.mark.django_db
FAR = date(2199, 1, 1)
TODAY = date(2026, 11, 23)
LITERAL = "<b>Bold</b> {{ secret }} =SUM(A1:A9)"


@pytest.fixture
def marcus(client):
    person = agency_lead(name="Marcus Adeyemi")
    client.force_login(person)
    return person


@pytest.fixture
def item(marcus):
    agency = marcus.appointments.get().agency
    item = AssessmentReturnFactory(campaign=CampaignFactory(due_on=FAR, locks_on=FAR), agency=agency)
    good = AnswerFactory(assessment=item, value="met", why=LITERAL)
    AnswerFactory(
        assessment=item,
        value="not",
        why="Not begun",
        action_what="Train night staff",
        action_owner="Ward manager",
        action_due="18 June 2199",
        action_measure="All trained",
    )
    AnswerEvidence.objects.create(answer=good, evidence=EvidenceFactory(agency=agency, title="Supervision audit"))
    return item


def test_a_receipt_offers_the_return_as_submitted_and_it_stays_so_after_a_reopening(
    client, item, marcus, django_capture_on_commit_callbacks
):
    signature = {"name": "Dr Amara Quist", "post": "Chief Nurse", "day": "20 November 2026", "declares": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        receipt = client.post(reverse("self-assessment:return-submit", args=[item.pk]), signature, follow=True)
    record = item.handed_in.get()
    paper = Paper.objects.get()
    pdf_url = reverse("self-assessment:handing-in-pdf", args=[record.pk])

    actions.send_back(item, because="Standard 1", by=manager(), today=TODAY)
    item.answers.update(why="Rewritten since")
    document = client.get(pdf_url)

    assert "Waiting for its turn" in receipt.text
    assert pdf_url in client.get(reverse("self-assessment:handing-in", args=[record.pk])).text
    words = text_of(document.content)
    for said in (record.reference, "Dr Amara Quist", LITERAL, "Supervision audit", "Train night staff", "Chief Nurse"):
        assert said in words
    assert "Rewritten since" not in words
    assert document.content == files.read(paper.file)
    with pikepdf.open(BytesIO(document.content)) as pdf:
        assert (pdf.Root.MarkInfo.Marked, str(pdf.Root.Lang)) == (True, "en-GB")


def test_asked_for_twice_it_is_made_once_and_not_for_another_agency(client, item, marcus):
    signature = Signature("Dr Amara Quist", "Chief Nurse", TODAY)
    record = actions.submit(AssessmentReturn.objects.visible_to(marcus), item.pk, signature, by=marcus, today=TODAY)
    make = reverse("self-assessment:handing-in-make", args=[record.pk])

    for _ in range(2):
        client.post(make)
    client.force_login(agency_lead())

    assert client.post(make).status_code == 404
    offer = actions.offer_of("return", record.pk, to=marcus)
    assert (offer.paper, offer.is_asker) == (None, True)
