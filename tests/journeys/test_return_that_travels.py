"""A return saved as a file: changed on the way, it is refused; whole, it is put beside another tool and brought in."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from audits.self_assessment import actions
from audits.self_assessment.actions.submission import Signature
from audits.self_assessment.models import Answer, AssessmentReturn
from lscb.core.models import ActivityEvent
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, QuestionFactory, ToolStandardFactory
from tests.factories.board import AgencyFactory, agency_lead, manager
from tests.journeys.accessibility import arrive

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 23)


def asked(agency, title, code, **said):
    """A return of one question."""
    item = AssessmentReturnFactory(campaign__title=f"{title}, 2026", campaign__tool__title=title, agency=agency)
    standard = ToolStandardFactory(tool=item.campaign.tool, title="Accountability")
    question = QuestionFactory(tool_standard=standard, code=code, text=f"{title}: is a named officer accountable?")
    AnswerFactory(assessment=item, question=question, **said)
    return item


def test_a_return_travels_to_another_tool_and_not_when_it_was_changed(
    page, second_browser, sign_in, time_machine, tmp_path
):
    time_machine.move_to("2026-11-23 09:41:00+00:00")
    agency = AgencyFactory(name="Ridings Trust")
    there = asked(agency, "Their Section 11", "A7", value="met", why="By name since May")
    asked(agency, "Our own tool", "1.1")
    lead, helen = agency_lead(agency, name="Nadia Rahman"), manager(name="Helen Ostrow")
    signature = Signature("Dr Amara Quist", "Chief Nurse", TODAY)
    record = actions.submit(AssessmentReturn.objects.visible_to(lead), there.pk, signature, by=lead, today=TODAY)
    sign_in(lead)

    page.get_by_role("link", name="Self-assessments").click()
    page.get_by_role("link", name="Their Section 11, 2026").click()
    page.get_by_role("link", name=record.reference).click()
    arrive(page, f"Receipt {record.reference}")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save it for another Board").click()
    file = Path(tmp_path, saved.value.suggested_filename)
    saved.value.save_as(file)
    assert ActivityEvent.objects.get(verb="assessment.saved_as_file").by == lead
    altered = Path(tmp_path, "altered.txt")
    altered.write_text(file.read_text("utf-8").replace("By name since May", "By name since 1999"), "utf-8")

    page.get_by_role("link", name="Self-assessments").first.click()
    page.get_by_role("link", name="Our own tool, 2026").click()
    page.get_by_role("link", name="Bring in a return to another Board").click()
    arrive(page, "Bring in a return to another Board")
    page.get_by_label("The file").set_input_files(altered)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("alert")).to_contain_text("This file was changed after the other Board’s system saved it")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    arrive(page, "A return to another Board")
    expect(page.get_by_text("It answers another tool than Our own tool.")).to_be_visible()

    office = second_browser
    sign_in(helen, on=office)
    office.get_by_role("link", name="Self-assessments").first.click()
    office.get_by_role("link", name="Tools").click()
    office.get_by_role("link", name="Other Boards").click()
    arrive(office, "Other Boards")
    office.get_by_role("link", name="Which question is which").click()
    arrive(office, "Which question is which")
    office.get_by_label("A7").select_option("1.1 Our own tool: is a named officer accountable?")
    office.get_by_role("button", name="Remember this").click()
    arrive(office, "Other Boards")
    expect(office.get_by_text("Put beside ours")).to_be_visible()

    page.goto(page.url)
    expect(page.get_by_text("1 of 1 answer would be brought in")).to_be_visible()
    page.get_by_role("button", name="Bring these answers in").click()
    arrive(page, "Our own tool, 2026")
    expect(page.get_by_text("brought in 23 November 2026")).to_be_visible()
    brought = Answer.objects.get(question__code="1.1")
    assert (brought.value, brought.why, brought.is_confirmed) == ("met", "By name since May", False)
