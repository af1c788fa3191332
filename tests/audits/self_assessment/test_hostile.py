"""What people, or those who mean harm, send to a return, and what changes under the hand: kept or refused, in words."""

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.models import AssessmentReturn, Evidence, EvidenceVersion, HandingIn
from audits.self_assessment.writing import written
from board.enums import Role
from board.models import Board
from lscb.core import letters, uploads
from lscb.core.enums import ScanState
from lscb.core.models import Notification
from lscb.core.uploads.limits import LARGEST
from lscb.core.writing import table_file
from tests.audits.self_assessment.test_pages import FAR, boxes, page_of, said
from tests.core.uploads import clamd
from tests.factories.assessments import (
    AnswerFactory,
    AssessmentReturnFactory,
    CampaignFactory,
    QuestionFactory,
    ToolStandardFactory,
)
from tests.factories.board import agency_lead, manager, person_with
from tests.hostile.making import EICAR, PDF, parts_of, with_part, word

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CLAMAV = ""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    return Board.current()


@pytest.fixture
def marcus(client):
    person = agency_lead(name="Marcus Adeyemi")
    client.force_login(person)
    return person


@pytest.fixture
def answer(marcus):
    campaign = CampaignFactory(due_on=FAR, locks_on=FAR)
    item = AssessmentReturnFactory(campaign=campaign, agency=marcus.appointments.get().agency)
    standard = ToolStandardFactory(tool=campaign.tool)
    return AnswerFactory(assessment=item, question=QuestionFactory(tool_standard=standard))


# Evidence, through the form that an agency uses


def bring(client, answer, name, content):
    return client.post(
        reverse("self-assessment:answer-evidence-add", args=[answer.pk]),
        {"title": "Policy", "dated_on": "1 September 2026", "file": SimpleUploadedFile(name, content)},
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("run.sh", b"#!/bin/sh\nrm -rf /\n", id="a script"),
        pytest.param("page.html", b"<script>alert(1)</script>", id="a page with a script"),
        pytest.param("policy.pdf", b"#!/bin/sh\nrm -rf /\n", id="a script that says it is a PDF"),
        pytest.param("policy.docm", with_part(word(), "word/vbaProject.bin", b"macro"), id="a file with macros"),
        pytest.param("policy.docx", with_part(word(), "word/vbaProject.bin", b"macro"), id="macros under another name"),
        pytest.param("policy.docx", with_part(word(), "word/a.bin", bytes(30_000_000)), id="a bomb"),
        pytest.param("policy.pdf", PDF + bytes(LARGEST), id="too large"),
        pytest.param("policy.xlsx", word(), id="of another kind than its name says"),
        pytest.param("policy.pdf", b"", id="empty"),
        pytest.param(
            "policy.txt", b"Agreed by the board\n" + EICAR, id="a virus that any scanner knows, and none here"
        ),
    ],
)
def test_evidence_that_may_do_harm_is_refused_in_words_and_nothing_is_kept(client, answer, name, content):
    response = bring(client, answer, name, content)

    assert response.context["form"].errors["file"][0][-1] in ".?!"
    assert 'value="Policy"' in response.text
    assert not Evidence.objects.exists()


def test_a_name_with_a_path_and_control_characters_is_kept_as_a_plain_name(client, answer):
    bring(client, answer, "..\\..\\etc\\pol\u202eicy\x07.pdf", PDF)

    kept = EvidenceVersion.objects.get().file
    assert not set(kept.name) & set("/\\\x07\u202e")
    assert kept.name.endswith(".pdf")
    assert ".." not in kept.path


def test_a_file_is_held_back_while_the_scanner_is_away_and_put_aside_once_it_finds_something(
    client, answer, settings, django_capture_on_commit_callbacks
):
    settings.CLAMAV = "tcp://127.0.0.1:1"
    bring(client, answer, "policy.txt", b"Agreed by the board\n" + EICAR)
    file = EvidenceVersion.objects.get().file
    assert (file.scan, file.is_held_back) == (ScanState.WAITING, True)
    page = client.get(Evidence.objects.get().get_absolute_url()).text
    assert "to be had once it is scanned" in page
    assert reverse("file-download", args=[file.pk]) not in page
    assert client.get(reverse("file-download", args=[file.pk])).status_code != 200

    with clamd.serving(clamd.Tcp(("127.0.0.1", 0), clamd.Conversation)) as server:
        settings.CLAMAV = f"tcp://127.0.0.1:{server.server_address[1]}"
        with django_capture_on_commit_callbacks(execute=True):
            uploads.scanning.scan(file.pk, now=file.stored_at)

    file.refresh_from_db()
    assert (file.scan, file.is_held_back) == (ScanState.INFECTED, True)
    assert client.get(reverse("file-download", args=[file.pk])).status_code != 200


# Words that something else would read as more than words

PROBE = "<b>bold</b>{{ 7|add:7 }}{% now 'Y' %}"
FORMULA = '=HYPERLINK("http://evil.example","Open")'
RUNS_IN_WORD = (b"w:fldSimple", b"w:instrText", b"w:hyperlink", b"w:altChunk", b"<b>bold")


def test_what_is_written_stays_words_on_page_receipt_mail_word_and_excel(client, answer, marcus):
    for name in ("title", "introduction"):
        setattr(answer.question.tool_standard, name, PROBE)
    answer.question.tool_standard.save()
    answer.question.text, answer.question.guidance = FORMULA, PROBE
    answer.question.save()
    answer.assessment.campaign.title = PROBE
    answer.assessment.campaign.save()
    client.post(page_of(answer), boxes(answer, value="met", why=f"{FORMULA} {PROBE}"))
    signed = {"name": PROBE, "post": FORMULA, "day": "20 November 2026", "declares": "on"}
    receipt = client.post(reverse("self-assessment:return-submit", args=[answer.assessment_id]), signed, follow=True)

    client.force_login(manager())
    tool, campaign = answer.question.tool_standard.tool, answer.assessment.campaign
    pages = [
        receipt.text,
        client.get(reverse("self-assessment:return-read", args=[answer.assessment_id])).text,
        client.get(reverse("self-assessment:campaign-results", args=[campaign.pk])).text,
        client.get(tool.get_absolute_url()).text,
    ]
    for page in pages:
        assert "&lt;b&gt;bold" in page
        assert "<b>bold" not in page
        assert "{{ 7|add:7 }}" in page
    receipt_mail = Notification.objects.get(dedupe_key__startswith="receipt:")
    assert PROBE in receipt_mail.body
    letters.send(receipt_mail)
    [sent] = mail.outbox
    [(as_a_page, _kind)] = sent.alternatives
    assert (PROBE in sent.body, "&lt;b&gt;bold" in as_a_page, "<b>bold" in as_a_page) == (True, True, False)
    paper = table_file(written(tool, is_one_sheet=True), "docx")
    cells = [cell for table in docx.Document(BytesIO(paper)).tables for row in table.rows for cell in row.cells]
    assert any(FORMULA in cell.text for cell in cells)
    assert [tag for tag in RUNS_IN_WORD if tag in parts_of(paper)["word/document.xml"]] == []
    for content in (
        table_file(written(tool, is_one_sheet=True), "xlsx"),
        client.get(reverse("self-assessment:campaign-download", args=[campaign.pk, "xlsx"])).content,
    ):
        cells = [cell for sheet in openpyxl.load_workbook(BytesIO(content)) for row in sheet.rows for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert any(FORMULA in str(cell.value) for cell in cells)


# What changes while an answer is typed


def test_a_delegate_taken_off_meanwhile_is_told_so_and_given_their_text_back(client, answer, marcus):
    item, standard = answer.assessment, answer.question.tool_standard
    helper = person_with(Role.AGENCY_CONTRIBUTOR, agency=item.agency)
    delegation = actions.hand_over(item, standard, helper, by=marcus, today=date(2026, 11, 20))
    client.force_login(helper)
    assert client.get(page_of(answer)).status_code == 200
    actions.take_back(delegation, by=marcus)

    for what_else in (False, True):
        if what_else:
            other = ToolStandardFactory(tool=standard.tool)
            AnswerFactory(assessment=item, question=QuestionFactory(tool_standard=other))
            actions.hand_over(item, other, helper, by=marcus, today=date(2026, 11, 20))
        response = client.post(page_of(answer), boxes(answer, value="met", why="Forty <b>wards</b>"))
        assert response.status_code == 404
        assert "it was taken back since" in response.text
        assert "Forty &lt;b&gt;wards&lt;/b&gt;" in response.text
    saving = reverse("self-assessment:answer-save", args=[answer.pk])
    assert client.post(saving, boxes(answer, why="Forty wards")).status_code == 404
    answer.refresh_from_db()
    assert answer.why == ""
    # To somebody who never had to do with it, an address that is there reads as one that is not.
    client.force_login(agency_lead())
    there, nowhere = (
        client.post(reverse("self-assessment:return-standard", args=[pk, standard.pk]), boxes(answer, why="So"))
        for pk in (item.pk, 10**9)
    )
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert [line for line in there.text.splitlines() if "nonce" not in line and "csrf" not in line] == [
        line for line in nowhere.text.splitlines() if "nonce" not in line and "csrf" not in line
    ]


def test_a_tool_corrected_meanwhile_asks_next_time_and_the_answer_is_kept(client, answer):
    helen = manager()
    tool = answer.question.tool_standard.tool
    tool.status = "frozen"
    tool.save()
    client.get(page_of(answer))
    coming = actions.next_version(tool, by=helen)
    corrected = coming.standards.get().questions.get()
    corrected.text = "Is it really in place?"
    corrected.save()

    client.post(page_of(answer), boxes(answer, value="met", why="By name"))

    answer.refresh_from_db()
    assert (answer.value, answer.why) == ("met", "By name")
    assert "Is it really in place?" not in client.get(page_of(answer)).text


def test_a_return_submitted_from_two_tabs_is_handed_in_once_and_both_come_to_its_receipt(client, answer):
    client.post(page_of(answer), boxes(answer, value="met"))
    page = reverse("self-assessment:return-submit", args=[answer.assessment_id])
    signed = {"name": "Dr Amara Quist", "post": "Chief Nurse", "day": "20 November 2026", "declares": "on"}

    first, second = (client.post(page, signed) for _tab in range(2))

    receipt = HandingIn.objects.get()
    assert first.url == second.url == reverse("self-assessment:handing-in", args=[receipt.pk])
    late = client.post(page_of(answer), boxes(answer, value="not", why="Typed in a third tab"))
    assert "so it cannot be changed" in late.text
    assert "Typed in a third tab" in late.text
    AssessmentReturn.objects.update(status="scrutiny")
    again = client.post(page, signed | {"name": "Someone else"}, follow=True)
    assert "cannot be changed" in again.text or said(again)
    assert HandingIn.objects.count() == 1
