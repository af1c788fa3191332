"""A return from opening to the panel's last word: the manager, the agency's lead, the panel; and without scripts."""

from datetime import date

import pytest
from playwright.sync_api import expect

from audits.self_assessment.actions import open_campaign
from audits.self_assessment.models import Answer, AssessmentReturn, Campaign
from board.enums import Role
from tests.factories.assessments import QuestionFactory, ToolFactory, ToolStandardFactory
from tests.factories.board import AgencyFactory, GroupFactory, agency_lead, manager, person_with
from tests.journeys.accessibility import arrive, arrive_without_scripts

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("november")]


@pytest.fixture
def november(time_machine):
    time_machine.move_to("2026-11-23 09:41:00+00:00")


@pytest.fixture
def tool():
    tool = ToolFactory(title="Section 11")
    first = ToolStandardFactory(tool=tool, title="A clear line of accountability")
    second = ToolStandardFactory(tool=tool, title="Listening to children")
    named = QuestionFactory(tool_standard=first, code="1.1", text="Is a named senior officer accountable?")
    QuestionFactory(
        tool_standard=first, code="1.2", text="When will one be named?", shown_after=named, shown_for=["not"]
    )
    QuestionFactory(tool_standard=second, code="2.1", text="Do children’s words change plans?", scale="rag")
    return tool


def question(page, text):
    return page.get_by_role("region", name=text)


def test_a_return_from_opening_to_the_panels_word(page, second_browser, sign_in, tool):
    group, agency = GroupFactory(name="Audit group"), AgencyFactory(name="Vale Community Health")
    marcus = agency_lead(agency, name="Marcus Adeyemi")
    sign_in(manager(name="Helen Ostrow"))

    page.get_by_role("link", name="Self-assessments").click()
    arrive(page, "Self-assessments")
    page.get_by_role("link", name="Open the first one").click()
    arrive(page, "Open a campaign")
    page.get_by_label("Title").fill("Section 11, 2026")
    page.get_by_label("Tool").select_option("Section 11")
    page.get_by_label("Due", exact=True).fill("18 December 2026")
    page.get_by_label("Late returns taken until").fill("31 January 2027")
    page.get_by_label("Moderated by").select_option("Audit group")
    page.get_by_role("button", name="Open it and tell them").click()
    arrive(page, "Section 11, 2026")
    expect(page.get_by_text("0 of 1 return handed in")).to_be_visible()

    theirs = second_browser
    sign_in(marcus, on=theirs)
    theirs.get_by_role("link", name="Self-assessments").click()
    arrive(theirs, "Self-assessments")
    theirs.get_by_role("link", name="Section 11, 2026").click()
    arrive(theirs, "Section 11, 2026")
    theirs.get_by_role("link", name="A clear line of accountability", exact=True).click()
    arrive(theirs, "A clear line of accountability")
    named = question(theirs, "Is a named senior officer accountable?")
    expect(question(theirs, "When will one be named?")).to_be_hidden()
    named.get_by_label("Not met").check()
    expect(question(theirs, "When will one be named?")).to_be_visible()
    expect(named.get_by_text("This answer asks for one action.")).to_be_visible()
    named.get_by_label("Met", exact=True).check()
    expect(question(theirs, "When will one be named?")).to_be_hidden()
    named.get_by_label("Why, and what shows it").fill("The Chief Nurse, named on the intranet")
    expect(theirs.get_by_role("status").filter(has_text="Saved at 09:4")).to_be_visible()
    theirs.get_by_role("button", name="Save and go on").click()

    arrive(theirs, "Listening to children")
    listening = question(theirs, "Do children’s words change plans?")
    listening.get_by_label("Amber").check()
    listening.get_by_label("What your agency will do").fill("Record the child’s words in each plan")
    listening.get_by_label("Who sees to it").fill("Named nurse")
    listening.get_by_label("By when").fill("30 June 2027")
    listening.get_by_label("How you will know that it worked").fill("Nine files in ten show it")
    theirs.get_by_role("button", name="Save and see all standards").click()
    arrive(theirs, "Section 11, 2026")
    theirs.get_by_role("link", name="Check and submit").click()
    arrive(theirs, "Check and submit")
    theirs.get_by_label("Signed off by").fill("Dr Amara Quist")
    theirs.get_by_label("Their post").fill("Chief Nurse")
    theirs.get_by_label("On", exact=True).fill("20 November 2026")
    theirs.get_by_label("They have read this return").check()
    theirs.get_by_role("button", name="Submit the return").click()
    expect(theirs.get_by_role("heading", level=1, name="Receipt SA-2026-")).to_be_visible()

    page.get_by_role("button", name="Sign out").first.click()
    sign_in(person_with(Role.GROUP_CHAIR, group=group, name="Philip Orme"))
    page.get_by_role("link", name="Self-assessments").click()
    page.get_by_role("link", name="Section 11, 2026").click()
    page.get_by_role("link", name="Vale Community Health").click()
    page.get_by_role("link", name="Read and judge").click()
    arrive(page, "Vale Community Health")
    page.get_by_role("row", name="1.1").get_by_role("link", name="Judge it").click()
    arrive(page, "Is a named senior officer accountable?")
    page.get_by_label("The panel’s judgement").select_option("Partly met")
    page.get_by_label("Why", exact=True).fill("Staff on two wards could not name her")
    page.get_by_role("button", name="Record the judgement").click()
    page.get_by_role("button", name="Finish the moderation").click()
    expect(page.get_by_text("is finished, and the agency is told")).to_be_visible()
    page.get_by_role("link", name="Self-assessments").first.click()
    page.get_by_role("link", name="Section 11, 2026").click()
    page.get_by_role("link", name="What came of it").click()
    arrive(page, "What came of Section 11, 2026")
    assert AssessmentReturn.objects.get().status == "moderated"


def test_a_standard_is_filled_in_with_the_plain_save(page_without_scripts, sign_in, tool):
    page, agency = page_without_scripts, AgencyFactory()
    campaign = Campaign(
        tool=tool, title="Round", opens_on=date(2026, 11, 1), due_on=date(2026, 12, 1), locks_on=date(2027, 1, 1)
    )
    open_campaign(campaign, [agency], by=manager(), today=date(2026, 11, 23))
    sign_in(agency_lead(agency), on=page)

    page.get_by_role("link", name="Self-assessments").click()
    page.get_by_role("link", name="Round").click()
    page.get_by_role("link", name="Listening to children", exact=True).click()
    arrive_without_scripts(page, "Listening to children")
    page.get_by_label("Red").check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Say what your agency will do")).to_be_visible()
    page.get_by_label("What your agency will do").fill("Ask them")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_label("What your agency will do")).to_have_value("Ask them")

    assert Answer.objects.get(question__code="2.1").value == "red"
