"""A campaign of fifteen agencies by sixty questions, as each who has a part in it meets it."""

from datetime import date
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from audits.self_assessment import actions
from audits.self_assessment.actions.submission import Signature
from audits.self_assessment.models import Answer, AssessmentReturn, Campaign, HandingIn, Question
from board.enums import Role
from lscb.core.models import Notification
from tests.factories.assessments import QuestionFactory, ToolFactory, ToolStandardFactory
from tests.factories.board import (
    AgencyFactory,
    GroupFactory,
    MeetingFactory,
    agency_lead,
    board_member,
    independent_chair,
    manager,
    person_with,
)
from tests.journeys.accessibility import arrive

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TODAY = date(2026, 11, 23)
AGENCIES, STANDARDS, EACH = 15, 6, 10
SIGNED = Signature("Dr Amara Quist", "Chief Nurse", TODAY)
TITLE = "Section 11, 2026"
MET = {"value": "met", "why": "As our audit shows"}
IN_PART = {
    "value": "partly",
    "why": "As our audit shows",
    "action_what": "Put up posters",
    "action_owner": "Named nurse",
    "action_due": "30 June 2027",
    "action_measure": "Nine in ten staff know her",
}


class World:
    """Fifteen agencies with a lead each, a tool of sixty questions, and the group that moderates."""

    def __init__(self):
        self.helen = manager(name="Helen Ostrow")
        self.group, self.meeting = GroupFactory(name="Audit group"), MeetingFactory(held_on=date(2027, 3, 4))
        self.agencies = [AgencyFactory(name=f"Agency {number:02}") for number in range(1, AGENCIES + 1)]
        self.leads = [agency_lead(agency, name=f"Lead of {agency}") for agency in self.agencies]
        self.tool = ToolFactory(title="Section 11")
        self.standards = [
            ToolStandardFactory(tool=self.tool, title=f"Standard {number} in words")
            for number in range(1, STANDARDS + 1)
        ]
        for number, standard in enumerate(self.standards, start=1):
            for place in range(1, EACH + 1):
                QuestionFactory(tool_standard=standard, code=f"{number}.{place}", text=f"Is {number}.{place} in place?")

    def open(self):
        days = {"opens_on": date(2026, 11, 1), "due_on": date(2026, 12, 1), "locks_on": date(2027, 1, 31)}
        campaign = Campaign(tool=self.tool, title=TITLE, group=self.group, meeting=self.meeting, **days)
        actions.open_campaign(campaign, self.agencies, by=self.helen, today=TODAY)
        return self

    def fill(self, lead, answers):
        """As the lead would, one by one: all is met but the tenth, for which there is an action."""
        own = Answer.objects.visible_to(lead)
        for answer in answers.select_related("question"):
            said = IN_PART if answer.question.code == "1.10" else MET
            actions.save_answer(own, answer.pk, said, version=answer.version, by=lead, today=TODAY)

    def hand_in(self):
        """One agency by its lead's own acts, the others with the same answers."""
        self.fill(self.leads[0], Answer.objects.filter(assessment__agency=self.agencies[0]))
        others = Answer.objects.exclude(assessment__agency=self.agencies[0])
        others.filter(question__code="1.10").update(**IN_PART, version=1)
        others.exclude(question__code="1.10").update(**MET, version=1)
        for agency, lead in zip(self.agencies, self.leads, strict=True):
            returns = AssessmentReturn.objects.visible_to(lead)
            actions.submit(returns, returns.get(agency=agency).pk, SIGNED, by=lead, today=TODAY)
        return self

    def moderate(self):
        """The panel judges the first question of the first agency, and finishes with all."""
        first = Answer.objects.get(assessment__agency=self.agencies[0], question__code="1.1")
        actions.judge(first, "not", why="Nobody could name her", by=self.helen)
        for item in AssessmentReturn.objects.all():
            actions.finish(item, by=self.helen, today=TODAY)
        return self


@pytest.fixture
def world(time_machine):
    time_machine.move_to("2026-11-23 09:41:00+00:00")
    return World()


def test_the_manager_opens_it_in_one_act_presents_it_and_closes_it(page, sign_in, world):
    sign_in(world.helen)
    page.get_by_role("link", name="Self-assessments").click()
    page.get_by_role("link", name="Open the first one").click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Tool").select_option("Section 11")
    page.get_by_label("Due", exact=True).fill("18 December 2026")
    page.get_by_label("Late returns taken until").fill("31 January 2027")
    page.get_by_label("Moderated by").select_option("Audit group")
    page.get_by_role("button", name="Open it and tell them").click()
    arrive(page, TITLE)
    expect(page.get_by_text("0 of 15 returns handed in")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="0 of 60")).to_have_count(AGENCIES)
    assert Answer.objects.count() == AGENCIES * STANDARDS * EACH
    told = set(Notification.objects.values_list("recipient", flat=True))
    assert {lead.pk for lead in world.leads} <= told

    world.hand_in().moderate()
    page.get_by_role("link", name="Change the campaign").click()
    page.get_by_label("Presented at").select_option(index=1)
    page.get_by_role("button", name="Save").last.click()
    arrive(page, TITLE)
    expect(page.get_by_text("15 of 15 returns handed in, 15 on time and 0 late.")).to_be_visible()
    expect(page.get_by_text("Presented at")).to_be_visible()
    page.get_by_role("link", name="What came of it").click()
    arrive(page, f"What came of {TITLE}")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Excel").click()
    assert saved.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_text("Closed", exact=True)).to_be_visible()
    campaign = Campaign.objects.get()
    assert (campaign.meeting, campaign.is_closed, campaign.closed_by) == (world.meeting, True, world.helen)


def test_a_lead_fills_it_in_and_the_senior_officer_signs_it_by_link(page, second_browser, sign_in, world):
    world.open()
    lead = world.leads[0]
    own = AssessmentReturn.objects.get(agency=world.agencies[0])
    sign_in(lead)
    page.get_by_role("link", name="Self-assessments").click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Standard 1 in words", exact=True).click()
    expect(page.locator("[data-row]")).to_have_count(EACH)
    for number in range(EACH):
        page.locator("[data-row]").nth(number).get_by_label("Met", exact=True).check()
    expect(page.get_by_role("status").filter(has_text="Saved at 09:4")).to_be_visible()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Standard 2 in words")
    expect(page.get_by_text("10 of 60 questions answered")).to_be_visible()

    # Of fifty that are still to come, the check page says which, and leads to them.
    page.goto(urljoin(page.url, f"{own.get_absolute_url()}submit/"))
    arrive(page, "Check and submit")
    expect(page.get_by_text("Something is still missing")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Answer this question")).to_have_count(50)
    page.get_by_role("link", name="2.1 Is 2.1 in place?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Standard 2 in words")
    world.fill(lead, own.answers.filter(value=""))
    page.goto(urljoin(page.url, f"{own.get_absolute_url()}submit/"))
    expect(page.get_by_text("All 60 questions are answered.")).to_be_visible()
    page.get_by_role("link", name="ask them to sign by a link").click()
    arrive(page, "Ask a senior officer to sign it off")
    page.get_by_label("Senior officer").fill("Dr Amara Quist")
    page.get_by_label("Their post").fill("Chief Nurse")
    page.get_by_role("button", name="Make the link").click()
    arrive(page, "The link for Dr Amara Quist")
    link = page.get_by_label("Link").input_value()

    officer = second_browser  # who has no account
    officer.goto(link)
    arrive(officer, f"{TITLE}, Agency 01")
    expect(officer.get_by_text("60 questions are answered.")).to_be_visible()
    officer.get_by_role("button", name="Sign the return off").click()
    expect(officer.get_by_role("alert")).to_be_focused()
    officer.get_by_label("I have read this summary").check()
    officer.get_by_role("button", name="Sign the return off").click()
    expect(officer.get_by_role("heading", level=1)).not_to_have_text(f"{TITLE}, Agency 01")

    record = HandingIn.objects.get()
    assert (record.assessment, record.signed_by, len(record.content)) == (own, "Dr Amara Quist", 60)
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("link", name=record.reference).click()
    arrive(page, f"Receipt {record.reference}")


def test_the_panel_reads_fifteen_side_by_side_and_moderates(page, sign_in, world):
    world.open().hand_in()
    sign_in(person_with(Role.GROUP_CHAIR, group=world.group, name="Philip Orme"))
    page.get_by_role("link", name="Self-assessments").click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Side by side").click()
    arrive(page, "Standard 1 in words")
    first = page.get_by_role("region", name="1.1 Is 1.1 in place?")
    expect(first.get_by_role("rowheader")).to_have_count(AGENCIES)
    first.get_by_role("row", name="Agency 03").get_by_role("link", name="Judge it").click()
    arrive(page, "Is 1.1 in place?")
    page.get_by_label("The panel’s judgement").select_option("Partly met")
    page.get_by_role("button", name="Record the judgement").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Why", exact=True).fill("Two wards could not name her")
    page.get_by_role("button", name="Record the judgement").click()
    arrive(page, "Agency 03")
    page.get_by_role("button", name="Finish the moderation").click()
    expect(page.get_by_text("is finished, and the agency is told")).to_be_visible()

    item = AssessmentReturn.objects.get(agency__name="Agency 03")
    assert item.status == "moderated"
    assert AssessmentReturn.objects.filter(status="submitted").count() == AGENCIES - 1


@pytest.mark.parametrize("reader", [board_member, independent_chair])
def test_the_board_reads_the_heat_map_and_no_answer(page, sign_in, world, reader):
    world.open().hand_in().moderate()
    sign_in(reader(name="Priya Nair"))
    page.get_by_role("link", name="Self-assessments").click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="What came of it").click()
    arrive(page, f"What came of {TITLE}")
    heat = page.get_by_role("table", name="Each agency’s score for each standard, out of 100")
    agencies = heat.get_by_role("row").filter(has_text="Agency ").filter(has_not_text="all")
    rows = [row for row in agencies.all() if "Agency" in row.inner_text() and row.get_by_role("cell").count()]
    assert len(rows) == AGENCIES
    assert {row.get_by_role("cell").count() for row in rows} == {STANDARDS}
    # Nine met and one in part are 95; the panel's word on the first brings it down, and both are shown.
    expect(rows[0].get_by_role("cell").nth(0)).to_contain_text("own 95")
    expect(rows[1].get_by_role("cell").nth(0)).to_contain_text("95")
    assert "As our audit shows" not in page.content()
    answers = AssessmentReturn.objects.get(agency=world.agencies[0]).get_absolute_url()
    page.goto(urljoin(page.url, f"{answers}read/"))
    arrive(page, "There is no such page")
    assert Question.objects.count() == STANDARDS * EACH
