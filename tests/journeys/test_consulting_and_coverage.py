"""A draft is commented on and answered, its next version compared; the matrix is read; a report is filed."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import expect

from audits.programme.models import Audit
from frameworks.enums import FrameworkStatus
from frameworks.models import Comment, CoverageCell
from tests.factories.board import AgencyFactory, KeyQuestionFactory, agency_lead, board_member, manager
from tests.factories.frameworks import (
    ActivityFactory,
    CompletionFactory,
    CoverageFactory,
    CoverageRowFactory,
    CoverageSectionFactory,
    FrameworkFactory,
    StandardFactory,
)
from tests.factories.programme import AuditFactory
from tests.journeys.accessibility import arrive, arrive_without_scripts

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("november")]

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def november(time_machine):
    time_machine.move_to("2026-11-23 09:41:00+00:00")


def test_an_agency_comments_and_reads_what_came_of_it(page, page_without_scripts, sign_in):
    marcus = agency_lead(AgencyFactory(name="Vale Community Health"), name="Marcus Adeyemi")
    helen = manager(name="Helen Ostrow")
    framework = FrameworkFactory(title="Standards of the Board", status=FrameworkStatus.CONSULTATION)
    StandardFactory(section__framework=framework, code="1.1", outcome="Records show supervision.")
    sign_in(marcus, on=page_without_scripts)

    page_without_scripts.get_by_role("link", name="Frameworks", exact=True).click()
    page_without_scripts.get_by_role("link", name="Standards of the Board").click()
    page_without_scripts.get_by_role("link", name="Comment on 1.1 Records show supervision.").click()
    arrive_without_scripts(page_without_scripts, "Comment on a standard")
    page_without_scripts.get_by_label("What you want to say").fill("Say which records.")
    page_without_scripts.get_by_role("button", name="Send it").click()
    arrive_without_scripts(page_without_scripts, "Consultation")

    sign_in(helen)
    page.get_by_role("link", name="Frameworks", exact=True).click()
    page.get_by_role("link", name="Standards of the Board").click()
    arrive(page, "Standards of the Board")
    page.get_by_role("link", name="Consultation", exact=True).click()
    arrive(page, "Consultation")
    page.get_by_role("link", name="Answer it").click()
    arrive(page, "Answer a comment")
    # With the keyboard alone.
    page.get_by_label("Taken up", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label("In words").focus()
    page.keyboard.type("The standard names the supervision file.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vale Community Health is told what came of it.")).to_be_visible()
    assert Comment.objects.get().answer == "taken_up"

    page_without_scripts.goto(page_without_scripts.url)
    expect(page_without_scripts.get_by_text("The standard names the supervision file.")).to_be_visible()


def test_a_framework_is_taken_forward_and_compared(page, sign_in):
    framework = FrameworkFactory(title="Standards of the Board", adopted=True)
    standard = StandardFactory(section__framework=framework, code="1.1", outcome="Audits are done twice a year.")
    ActivityFactory(standard=standard, frequency="yearly")
    sign_in(manager(name="Helen Ostrow"))

    page.get_by_role("link", name="Frameworks", exact=True).click()
    page.get_by_role("link", name="Standards of the Board").click()
    page.get_by_role("link", name="Take it forward").click()
    arrive(page, "Take it forward")
    page.get_by_role("button", name="Begin the next version").click()
    arrive(page, "Standards of the Board")
    page.get_by_role("link", name="Plan how it is devised").click()
    page.get_by_role("link", name="Begin a plan").click()
    page.get_by_label("Priorities first, then a framework to meet them").check()
    page.get_by_role("button", name="Begin the plan").click()
    arrive(page, "How Standards of the Board, version 2 is devised")
    page.get_by_role("link", name="Standards of the Board, version 2").click()
    page.get_by_role("link", name="Edit the standards").click()
    page.get_by_role("link", name=re.compile("Change ?: 1.1 Audits")).click()
    page.get_by_label("What is to hold").fill("Audits are done each term.")
    page.get_by_role("button", name="Save the standard").click()
    page.get_by_role("link", name="Done editing").click()
    page.get_by_role("link", name="Compare it with another version").click()
    arrive(page, "Two versions compared")
    expect(page.locator("del")).to_contain_text("twice a year.")
    expect(page.locator("ins")).to_contain_text("each term.")


def test_the_matrix_is_read_and_printed_on_one_sheet(page, sign_in):
    police = AgencyFactory(name="Midshire Police", sector="criminal_justice")
    question = KeyQuestionFactory(number=1, text="Are children safe?")
    activity = ActivityFactory(standard__section__framework__adopted=True, frequency="yearly", monitoring="Case audits")
    activity.agencies.add(police)
    CompletionFactory(activity=activity)
    coverage = CoverageFactory(title="Coverage of assurance")
    for heading in ("Compliance", "Reports", "Voice", "Inspection"):
        section = CoverageSectionFactory(coverage=coverage, title=heading)
        for place in range(8):
            row = CoverageRowFactory(section=section, title=f"{heading} {place}", activity=activity)
            row.key_questions.add(question)
            for sector, kind, words in (
                ("health", "tick", ""),
                ("criminal_justice", "live", ""),
                ("education", "words", "College as cases require"),
                *([] if place else [("other", "not_needed", "")]),
            ):
                CoverageCell.objects.create(row=row, sector=sector, kind=kind, words=words)
    sign_in(board_member(name="Ruth Asante"))

    page.get_by_role("link", name="Coverage", exact=True).click()
    arrive(page, "Coverage of assurance")
    expect(page.get_by_text("28 gaps: 28 in Other.")).to_be_visible()
    page.get_by_label("Rows").select_option("Only those with a gap")
    page.get_by_role("button", name="Show").click()
    arrive(page, "Coverage of assurance")
    expect(page.get_by_role("rowheader", name="Compliance 0")).to_have_count(0)
    page.get_by_label("Across").select_option("Agencies")
    page.get_by_label("Rows").select_option("All")
    page.get_by_role("button", name="Show").click()
    arrive(page, "Coverage of assurance")
    expect(page.get_by_role("columnheader", name="Midshire Police")).to_be_visible()

    page.get_by_label("Across").select_option("Sectors")
    page.get_by_role("button", name="Show").click()
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1
        width, height = (float(side) / 72 * 25.4 for side in printed.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (420, 297)

    page.get_by_role("link", name="Compliance 0").click()
    arrive(page, "Case audits")


def test_a_report_is_filed_with_its_audit(page, sign_in):
    agency = AgencyFactory(name="Vale Community Health")
    AuditFactory(agency=agency, reported=True, title="Records of supervision")
    sign_in(agency_lead(agency, name="Marcus Adeyemi"))

    page.get_by_role("link", name="Audit programme").click()
    page.get_by_role("link", name="Single-agency audits").click()
    page.get_by_role("link", name="Records of supervision").click()
    arrive(page, "Records of supervision")
    page.get_by_role("link", name="Attach the report").click()
    arrive(page, "Attach the report")
    page.get_by_label("The report").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"no"})
    page.get_by_role("button", name="Attach it").click()
    expect(page.get_by_role("link", name="“a.pdf” was not taken")).to_be_visible()
    page.get_by_label("The report").set_input_files(
        {"name": "supervision.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Attach it").click()
    arrive(page, "Records of supervision")
    with page.expect_download() as download:
        page.get_by_role("link", name="supervision.pdf").click()
    assert download.value.suggested_filename == "supervision.pdf"
    assert Audit.objects.get().report is not None
