"""A survey from its first statement to what came of it: the manager makes it, practitioners answer by link."""

import pytest
from playwright.sync_api import expect

from audits.self_assessment.enums import ReturnStatus
from audits.surveys.models import Survey
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, CampaignFactory, QuestionFactory
from tests.factories.board import AgencyFactory, manager
from tests.factories.surveys import responses
from tests.journeys.accessibility import arrive, arrive_without_scripts, check_reflow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def vale(time_machine):
    """An agency that says that its staff are supervised."""
    time_machine.move_to("2026-11-23 09:41:00+00:00")
    agency, helen = AgencyFactory(name="Vale Community Health"), manager(name="Helen Ostrow")
    question = QuestionFactory(code="3.5", text="Is everyone supervised?", scale="met")
    campaign = CampaignFactory(tool=question.tool_standard.tool, title="Section 11, 2026")
    stamps = {"status": ReturnStatus.SUBMITTED, "submitted_at": campaign.opened_at, "submitted_by": helen}
    item = AssessmentReturnFactory(campaign=campaign, agency=agency, **stamps)
    AnswerFactory(assessment=item, question=question, value="met")
    return agency, helen


def test_a_survey_from_its_first_statement_to_what_came_of_it(
    page, page_without_scripts, second_browser, sign_in, vale
):
    agency, helen = vale
    sign_in(helen)
    page.get_by_role("link", name="Surveys").click()
    arrive(page, "Surveys")
    page.get_by_role("link", name="Begin the first one").click()
    arrive(page, "Begin a survey")
    page.get_by_label("Title").fill("What staff say")
    page.get_by_label("Held against the returns of").select_option("Section 11, 2026")
    page.get_by_role("button", name="Begin it").click()
    arrive(page, "What staff say")
    page.get_by_role("link", name="Add a question").click()
    arrive(page, "Add a question")
    page.get_by_label("Statement or question").fill("I am supervised every month")
    page.get_by_label("Held against the agencies’ question").select_option("3.5 Is everyone supervised?")
    page.get_by_role("button", name="Add the question").click()
    arrive(page, "What staff say")
    page.get_by_role("link", name="See it as those asked will").click()
    arrive(page, "What staff say")
    expect(page.get_by_text("Nothing here is sent.")).to_be_visible()
    page.get_by_role("link", name="Back to the survey").click()
    page.get_by_role("button", name="Open it").click()
    arrive(page, "What staff say")
    link = page.get_by_label("The link for all, to pass on").input_value()

    # A practitioner, on a telephone without scripts.
    theirs = page_without_scripts
    theirs.set_viewport_size({"width": 320, "height": 640})
    theirs.goto(link)
    arrive_without_scripts(theirs, "What staff say")
    theirs.get_by_role("button", name="Send my answers").click()
    expect(theirs.get_by_text("Answer at least one question")).to_be_visible()
    assert theirs.evaluate("document.documentElement.scrollWidth") <= 320
    theirs.get_by_label("Which agency is it about?").select_option("Vale Community Health")
    theirs.get_by_label("I work with children or families").check()
    theirs.get_by_label("Strongly disagree").check()
    theirs.get_by_role("button", name="Send my answers").click()
    expect(theirs.get_by_role("heading", name="Thank you")).to_be_visible()
    _answer_with_the_keyboard_alone(second_browser, link)
    responses(Survey.objects.get().questions.get(), "112", agency=agency, role_group="front_line")

    page.get_by_role("link", name="Close it").click()
    arrive(page, "Close this survey?")
    page.get_by_role("button", name="Close it").click()
    arrive(page, "What staff say")
    page.get_by_role("link", name="What came of it").click()
    arrive(page, "What came of What staff say")
    expect(page.get_by_text("5 people answered. 5 of 100.")).to_be_visible()
    page.get_by_role("link", name="What staff say").click()
    page.get_by_role("link", name="Agencies beside their staff").click()
    arrive(page, "Agencies beside their staff")
    expect(page.get_by_text("Agency 95 higher")).to_be_visible()


def _answer_with_the_keyboard_alone(page, link):
    """Another practitioner, with scripts and no mouse: sent empty first, then put right from the summary on."""
    page.goto(link)
    arrive(page, "What staff say")
    keys = page.keyboard

    def tab_to(box):
        for _ in range(30):
            keys.press("Tab")
            if box.evaluate("box => box === document.activeElement"):
                return
        raise AssertionError(f"the Tab key never comes to {box}")

    def choose(radio):
        """Into its group by the Tab key, and on to it by the arrows."""
        keys.press("Tab")
        for _ in range(8):
            if radio.evaluate("one => one === document.activeElement && one.checked"):
                return
            keys.press("ArrowDown")
        raise AssertionError(f"the arrows never come to {radio}")

    send = page.get_by_role("button", name="Send my answers")
    tab_to(send)
    keys.press("Enter")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Answer at least one question")
    arrive(page, "What staff say")
    tab_to(page.get_by_label("Which agency is it about?"))
    keys.type("Vale")
    expect(page.get_by_label("Which agency is it about?").locator("option:checked")).to_have_text(
        "Vale Community Health"
    )
    choose(page.get_by_label("I work with children or families"))
    choose(page.get_by_label("Strongly disagree"))
    tab_to(send)
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    check_reflow(page)
