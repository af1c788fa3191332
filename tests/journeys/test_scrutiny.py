"""The panel asks, the agency answers, another agency challenges, the return is moderated, and its letter is read."""

from datetime import date

import pytest
from playwright.sync_api import expect

from audits.self_assessment import actions
from audits.self_assessment.actions.submission import Signature
from audits.self_assessment.models import AnswerEvidence, AssessmentReturn, Letter
from board.enums import Role
from lscb.core.models import Notification
from tests.factories.assessments import (
    AnswerFactory,
    AssessmentReturnFactory,
    EvidenceFactory,
    QuestionFactory,
    ToolStandardFactory,
)
from tests.factories.board import AgencyFactory, GroupFactory, agency_lead, person_with
from tests.journeys.accessibility import arrive

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 23)


@pytest.fixture
def item(time_machine):
    time_machine.move_to("2026-11-23 09:41:00+00:00")
    agency, group = AgencyFactory(name="Vale Community Health"), GroupFactory(name="Audit group")
    item = AssessmentReturnFactory(
        campaign__title="Section 11, 2026",
        campaign__group=group,
        campaign__has_challengers=True,
        campaign__challengers_open_evidence=True,
        agency=agency,
    )
    standard = ToolStandardFactory(tool=item.campaign.tool, title="A clear line of accountability")
    question = QuestionFactory(tool_standard=standard, code="1.1", text="Is a named senior officer accountable?")
    answer = AnswerFactory(assessment=item, question=question, value="met", why="The Chief Nurse")
    AnswerEvidence.objects.create(answer=answer, evidence=EvidenceFactory(agency=agency, title="Chart of who answers"))
    return item


def test_the_panel_asks_the_agency_answers_another_challenges_and_the_letter_is_read(
    page, second_browser, sign_in, item
):
    marcus, other = agency_lead(item.agency, name="Marcus Adeyemi"), AgencyFactory(name="Midshire Police")
    signature = Signature("Dr Amara Quist", "Chief Nurse", TODAY)
    actions.submit(AssessmentReturn.objects.visible_to(marcus), item.pk, signature, by=marcus, today=TODAY)
    sign_in(person_with(Role.GROUP_CHAIR, group=item.campaign.group, name="Philip Orme"))

    page.get_by_role("link", name="Self-assessments").click()
    page.get_by_role("link", name="Section 11, 2026").click()
    page.get_by_role("link", name="Vale Community Health").click()
    page.get_by_role("link", name="Read and judge").click()
    page.get_by_role("row", name="1.1").get_by_role("link", name="Ask the agency about 1.1").click()
    arrive(page, "Ask Vale Community Health")
    page.get_by_label("What you want to say").fill("Do night staff know her?")
    page.get_by_label("To be answered by").fill("30 November 2026")
    page.get_by_role("button", name="Send the question").click()
    arrive(page, "1.1 Is a named senior officer accountable?")
    expect(page.get_by_text("until 30 November 2026")).to_be_visible()

    theirs = second_browser
    sign_in(marcus, on=theirs)
    theirs.get_by_role("link", name="My tasks").first.click()
    arrive(theirs, "My tasks")
    theirs.get_by_role("link", name="Open Section 11, 2026: the panel asks about 1.1").click()
    arrive(theirs, "1.1 Is a named senior officer accountable?")
    theirs.get_by_label("What you want to say").fill("Seven wards of nine do")
    theirs.get_by_role("button", name="Send this answer").click()
    expect(theirs.get_by_text("It was added, and the others are told.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Seven wards of nine do")).to_be_visible()
    page.get_by_role("button", name="Close this conversation").click()
    page.get_by_role("link", name="Name a challenger").click()
    arrive(page, "Name a challenger")
    page.get_by_label("Challenger").select_option("Midshire Police")
    page.get_by_role("button", name="Name it and tell it").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Name a challenger")
    _challenge(theirs, sign_in, agency_lead(other, name="Joanne Creasey"))

    page.reload()
    expect(page.get_by_text("Midshire Police, as challenger")).to_be_visible()
    expect(page.get_by_text("Our officers know her by name")).to_be_visible()
    page.get_by_role("row", name="1.1").get_by_role("link", name="Judge it").click()
    page.get_by_label("The panel’s judgement").select_option("Partly met")
    page.get_by_label("Why", exact=True).fill("Two wards could not name her")
    page.get_by_role("button", name="Record the judgement").click()
    page.get_by_role("button", name="Finish the moderation").click()
    arrive(page, "Vale Community Health")
    page.get_by_role("link", name="Feedback letter").click()
    arrive(page, "Feedback letter to Vale Community Health")
    expect(page.get_by_label("Areas to improve")).to_have_value(
        "1.1 Is a named senior officer accountable? Your agency said “Met”; the panel judged it “Partly met”: "
        "Two wards could not name her"
    )
    page.get_by_label("Strengths").fill("Your line of accountability is on paper and known by day")
    page.get_by_role("button", name="Save and issue the letter").click()
    arrive(page, "Section 11, 2026: what we found")

    letter = Letter.objects.get()
    theirs.context.clear_cookies()
    sign_in(marcus, on=theirs)
    told = Notification.objects.get(dedupe_key=f"assessment-letter:{letter.pk}")
    assert told.recipient == marcus
    theirs.goto(told.body.split()[-1])
    arrive(theirs, "Section 11, 2026: what we found")
    expect(theirs.get_by_text("Your line of accountability is on paper and known by day")).to_be_visible()
    with theirs.expect_download() as saved:
        theirs.get_by_role("link", name="The letter (PDF").click()
    assert saved.value.suggested_filename == "Section 11, 2026, letter 1, Vale Community Health.pdf"
    theirs.get_by_role("link", name="Section 11, 2026, Vale Community Health").click()
    theirs.get_by_role("link", name="Read the answers").click()
    theirs.get_by_role("link", name="Against all agencies").click()
    arrive(theirs, "Vale Community Health against all")


def _challenge(theirs, sign_in, joanne):
    """The challenger's lead sees the one return as it was submitted, and says what the agency makes of it."""
    theirs.context.clear_cookies()
    sign_in(joanne, on=theirs)
    theirs.get_by_role("link", name="My tasks").first.click()
    theirs.get_by_role("link", name="self-assessment to challenge").click()
    arrive(theirs, "Self-assessments")
    theirs.get_by_role("link", name="Vale Community Health").click()
    arrive(theirs, "Vale Community Health")
    expect(theirs.get_by_role("link", name="https://www.example.org/audit")).to_be_visible()
    theirs.get_by_label("What your agency says of “A clear line of accountability”").fill(
        "Our officers know her by name"
    )
    theirs.get_by_role("button", name="Save what we say").click()
    expect(theirs.get_by_text("What your agency says is kept, and stands beside the return.")).to_be_visible()
