"""An audit from plan to Board, an agency's own audit asked for, and the next year's programme."""

from datetime import date

import pytest
from playwright.sync_api import expect

from audits.programme.models import Audit, ProgrammeEntry
from board.enums import Role
from tests.factories.board import AgencyFactory, GroupFactory, MeetingFactory, agency_lead, manager, person_with
from tests.factories.programme import EntryFactory, ProgrammeFactory
from tests.journeys.accessibility import arrive, arrive_without_scripts

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("november")]


@pytest.fixture
def november(time_machine):
    time_machine.move_to("2026-11-23 09:41:00+00:00")


@pytest.fixture
def audit_group():
    MeetingFactory(held_on=date(2026, 12, 10))
    return GroupFactory(name="Audit group")


def test_a_report_is_routed_from_its_lead_by_its_group_to_the_board(page, second_browser, sign_in, audit_group):
    helen, philip = manager(name="Helen Ostrow"), person_with(Role.GROUP_CHAIR, group=audit_group, name="Philip Orme")
    EntryFactory(subject="Private fostering", route=audit_group, due_on=date(2026, 12, 1))
    sign_in(helen)

    page.get_by_role("link", name="Audit programme").click()
    arrive(page, "Audit programme 2026–27")
    page.get_by_role("rowheader").get_by_role("link", name="Private fostering").click()
    page.get_by_role("link", name="Plan an audit").click()
    arrive(page, "Plan an audit")
    page.get_by_label("Title").fill("Private fostering, winter")
    page.get_by_label("Findings in brief").fill("Visits were on time in seven of nine.")
    page.get_by_role("button", name="Add the audit").click()
    arrive(page, "Private fostering, winter")
    page.get_by_role("link", name="Change the status").click()
    page.get_by_label("Reported", exact=True).check()
    arrive(page, "How far the audit is")
    page.get_by_role("button", name="Save the status").click()
    expect(page.get_by_text("Reported on 23 November 2026; it waits for Audit group.")).to_be_visible()

    sign_in(philip, on=second_browser)
    second_browser.get_by_role("link", name="Audit programme").click()
    second_browser.get_by_role("link", name="Forward plan").click()
    arrive(second_browser, "Forward plan")
    second_browser.get_by_role("link", name="Private fostering, winter").first.click()
    second_browser.get_by_role("link", name="Record the decision").click()
    arrive(second_browser, "What becomes of the report")
    second_browser.get_by_label("Return it for more work").check()
    second_browser.get_by_role("button", name="Record the decision").click()
    expect(second_browser.get_by_role("link", name="Say what is still wanted")).to_be_visible()
    second_browser.get_by_label("Table it at the Board").check()
    second_browser.get_by_label("It comes to").select_option(index=1)
    second_browser.get_by_role("button", name="Record the decision").click()
    arrive(second_browser, "Private fostering, winter")

    page.goto(page.url)
    page.get_by_role("link", name="It came before the Board").click()
    page.get_by_role("button", name="Record the day").click()
    expect(page.get_by_text("Presented on 23 November 2026.")).to_be_visible()
    assert Audit.objects.get().status == "presented"


def test_an_agency_asked_for_an_audit_hands_in_its_papers_without_scripts(page_without_scripts, sign_in, audit_group):
    page, agency = page_without_scripts, AgencyFactory(name="Vale Community Health")
    sign_in(person_with(Role.GROUP_CHAIR, group=audit_group), on=page)
    page.get_by_role("link", name="Audit programme").click()
    page.get_by_role("link", name="Single-agency audits").click()
    page.get_by_role("link", name="Ask an agency for one").click()
    arrive_without_scripts(page, "Ask an agency for an audit")
    page.get_by_label("Asked by").select_option("Audit group")
    page.get_by_label("Agency").select_option("Vale Community Health")
    page.get_by_label("Title").fill("Records of supervision")
    page.get_by_label("Report due", exact=True).fill("18 December 2026")
    page.get_by_label("Action plan due").fill("1 December 2026")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("link", name="Enter a day that is not before the report is due")).to_be_visible()
    page.get_by_label("Action plan due").fill("15 January 2027")
    page.get_by_role("button", name="Ask for it").click()
    arrive_without_scripts(page, "Records of supervision")
    page.get_by_role("button", name="Sign out").click()

    sign_in(agency_lead(agency, name="Marcus Adeyemi"), on=page)
    arrive_without_scripts(page, "My tasks")
    page.get_by_role("heading", name="Audit report: Records of supervision").wait_for()
    page.get_by_role("link", name="Open").first.click()
    page.get_by_role("row", name="Report", exact=False).first.get_by_role("link", name="Record it").click()
    arrive_without_scripts(page, "Report received")
    page.get_by_label("What it says, in brief").fill("Supervision is written down in 26 of 30 records.")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Reported on 23 November 2026; it waits for Audit group.")).to_be_visible()


def test_the_next_year_begins_with_what_recurs(page, sign_in):
    programme = ProgrammeFactory(year=2026)
    EntryFactory(programme=programme, number=1, subject="Board data set", frequency="Quarterly")
    EntryFactory(programme=programme, number=2, subject="Self-harm", category="responsive")
    sign_in(manager())

    page.get_by_role("link", name="Audit programme").click()
    page.get_by_role("link", name="Begin the next year from this one").click()
    arrive(page, "Begin the next year")
    expect(page.get_by_label("1. Board data set")).to_be_checked()
    expect(page.get_by_label("2. Self-harm")).not_to_be_checked()
    page.get_by_role("button", name="Begin it with these").click()

    arrive(page, "Audit programme 2027–28")
    assert list(ProgrammeEntry.objects.filter(programme__year=2027).values_list("subject", "due_on")) == [
        ("Board data set", date(2027, 12, 1))
    ]
