"""PDFs of self-assessments: what was submitted, as it was."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.actions.submission import Signature
from audits.self_assessment.models import AnswerEvidence, AssessmentReturn, Letter, Paper
from lscb.core import files
from lscb.core.exceptions import Refused
from lscb.core.models import Notification
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, CampaignFactory, EvidenceFactory
from tests.factories.board import agency_lead, manager
from tests.hostile.making import PDF
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
    page = reverse("self-assessment:return-submit", args=[item.pk])
    harmful = client.post(page, signature | {"paper": SimpleUploadedFile("signed.pdf", b"#!/bin/sh\nrm -rf /\n")})
    assert "was not taken" in harmful.context["form"].errors["paper"][0]
    assert not item.handed_in.exists()
    signature["paper"] = SimpleUploadedFile("../Signed by Dr Quist.pdf", PDF)
    with django_capture_on_commit_callbacks(execute=True):
        receipt = client.post(page, signature, follow=True)
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
    signed = record.signed_paper
    assert (signed.name, files.read(signed)) == ("Signed by Dr Quist.pdf", PDF)
    assert signed.sha256 in words.replace("\n", "").replace(" ", "")
    where = reverse("file-download", args=[signed.pk])
    assert where in receipt.text
    for person, status in ((marcus, 200), (manager(), 200), (agency_lead(), 404)):
        client.force_login(person)
        assert client.get(where).status_code == status
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


def test_a_letter_is_drafted_from_the_record_put_right_issued_once_and_read_by_the_agency(
    client, item, marcus, django_capture_on_commit_callbacks
):
    signature = Signature("Dr Amara Quist", "Chief Nurse", TODAY)
    actions.submit(AssessmentReturn.objects.visible_to(marcus), item.pk, signature, by=marcus, today=TODAY)
    good, poor = item.answers.order_by("pk")
    helen, letter_page = manager(name="Helen Ostrow"), reverse("self-assessment:letter-draft", args=[item.pk])
    actions.judge(good, "partly", why="Two wards could not name her", by=helen)
    with pytest.raises(Refused, match="once the moderation is finished"):
        actions.issue_letter(item, by=helen, today=TODAY)
    actions.finish(item, by=helen, today=TODAY)
    client.force_login(helen)

    draft = client.get(letter_page).context["form"].initial
    sent = {name: draft[name] for name in ("opening", "strengths", "areas", "agreed", "closing")}
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            read = client.get(letter_page).context["form"].initial.get("read", "")
            client.post(letter_page, sent | {"strengths": f"You wrote {LITERAL}", "issue": "yes", "read": read})

    assert draft["areas"].splitlines() == [
        f"{good.question.code} {good.question.text} Your agency said “Met”; the panel judged it “Partly met”: "
        "Two wards could not name her",
        f"{poor.question.code} {poor.question.text} Your agency said “Not met”, which stands.",
    ]
    assert draft["agreed"] == f"{poor.question.code} Train night staff (Ward manager, by 18 June 2199)."
    letter = Letter.objects.get()
    [note] = Notification.objects.filter(dedupe_key=f"assessment-letter:{letter.pk}")
    assert (note.recipient, "Train night staff" in note.body) == (marcus, False)

    read = client.get(letter_page).context["form"].initial["read"]
    client.post(letter_page, sent | {"strengths": "Put right", "issue": "yes", "read": read})
    assert [one.strengths for one in Letter.objects.order_by("number")] == [f"You wrote {LITERAL}", "Put right"]
    client.force_login(marcus)
    assert "You wrote &lt;b&gt;Bold&lt;/b&gt;" in client.get(letter.get_absolute_url()).text
    words = text_of(client.get(reverse("self-assessment:letter-pdf", args=[letter.pk])).content)
    for said in ("Dr Amara Quist", LITERAL, "Two wards could not name her", "Helen Ostrow"):
        assert said in words
    client.force_login(agency_lead())
    assert client.get(letter.get_absolute_url()).status_code == 404
    assert client.get(letter_page).status_code == 404
