"""An audit from plan to Board, an agency's own audit asked for, and the next year's programme."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from audits.programme.models import Audit, ProgrammeEntry
from board.enums import Role
from tests.factories.board import AgencyFactory, GroupFactory, MeetingFactory, agency_lead, manager, person_with
from tests.factories.core import UserFactory
from tests.factories.frameworks import SectionFactory, StandardFactory
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
    # The chair of the group uses the keyboard alone.
    press(second_browser, second_browser.get_by_role("link", name="Audit programme"))
    press(second_browser, second_browser.get_by_role("link", name="Forward plan"))
    arrive(second_browser, "Forward plan")
    press(second_browser, second_browser.get_by_role("link", name="Private fostering, winter").first)
    press(second_browser, second_browser.get_by_role("link", name="Record the decision"))
    arrive(second_browser, "What becomes of the report")
    tab_to(second_browser, second_browser.get_by_label("Table it at the Board"))
    second_browser.keyboard.press("ArrowUp")  # round to the last of them
    expect(second_browser.get_by_label("Return it for more work")).to_be_checked()
    press(second_browser, second_browser.get_by_role("button", name="Record the decision"))
    expect(second_browser.get_by_role("link", name="Say what is still wanted")).to_be_visible()
    tab_to(second_browser, second_browser.get_by_label("Return it for more work"))
    second_browser.keyboard.press("ArrowDown")
    expect(second_browser.get_by_label("Table it at the Board")).to_be_checked()
    tab_to(second_browser, second_browser.get_by_label("It comes to"))
    second_browser.keyboard.press("ArrowDown")
    press(second_browser, second_browser.get_by_role("button", name="Record the decision"))
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


def test_the_next_year_begins_with_what_recurs_with_the_keyboard_alone(page, sign_in):
    """Then an entry is changed in its row, and what it answers is found among many."""
    programme, keys = ProgrammeFactory(year=2026), page.keyboard
    section = SectionFactory(framework__adopted=True)
    StandardFactory.create_batch(9, section=section)
    StandardFactory.create_batch(9, section=SectionFactory(framework=section.framework), outcome="Visits are in time")
    standard = StandardFactory(section=section, outcome="Children say what it is like")
    EntryFactory(programme=programme, number=1, subject="Board data set", frequency="Quarterly")
    EntryFactory(programme=programme, number=2, subject="Self-harm", category="responsive")
    sign_in(manager())

    press(page, page.get_by_role("link", name="Audit programme"))
    press(page, page.get_by_role("link", name="Begin the next year from this one"))
    arrive(page, "Begin the next year")
    expect(page.get_by_role("row", name="1. Board data set")).to_contain_text("1 Dec 2027")
    expect(page.get_by_label("1. Board data set")).to_be_checked()
    expect(page.get_by_label("2. Self-harm")).not_to_be_checked()
    press(page, page.get_by_role("button", name="Begin it with these"))

    arrive(page, "Audit programme 2027–28")
    entry = ProgrammeEntry.objects.get(programme__year=2027)
    assert (entry.subject, entry.due_on) == ("Board data set", date(2027, 12, 1))

    press(page, page.get_by_role("link", name="Edit entry 1 here"))
    expect(page.get_by_role("form", name="Change entry 1")).to_be_visible()
    arrive(page, "Audit programme 2027–28")
    tab_to(page, page.get_by_role("textbox", name="Due"))
    keys.press("Control+a")
    keys.type("14 January 2028")
    press(page, page.get_by_role("button", name="Save entry 1"))
    expect(page.get_by_text("Entry 1 was saved.")).to_be_visible()
    expect(page).to_have_url(re.compile(f"#entry-{entry.pk}$"))

    press(page, page.get_by_role("link", name="Edit entry 1 here"))
    press(page, page.get_by_role("link", name="All that it says"))
    arrive(page, "Change entry 1")
    picker = page.get_by_role("group", name="Standards that it answers")
    press(page, picker.locator("summary").first)
    tab_to(page, picker.get_by_label("Search these 19"))
    keys.type("children say")
    expect(picker.get_by_text("1 of 19 match.")).to_be_visible()
    arrive(page, "Change entry 1")
    tab_to(page, picker.get_by_label("Children say what it is like"))
    keys.press("Space")
    expect(picker.get_by_text("1 of 19 chosen")).to_be_visible()
    press(page, page.get_by_role("button", name="Save the entry"))

    arrive(page, "Audit programme 2027–28")
    entry.refresh_from_db()
    assert (entry.due_on, list(entry.standards.all())) == (date(2028, 1, 14), [standard])


def test_what_someone_left_and_the_usual_reports_are_seen_to_without_scripts(page_without_scripts, sign_in):
    page = page_without_scripts
    EntryFactory(subject="Private fostering", lead=UserFactory(is_active=False, name="Owen Fitch"))
    sign_in(manager(name="Helen Ostrow"), on=page)
    arrive_without_scripts(page, "My tasks")
    page.get_by_role("link", name="1 programme entry without a lead").click()
    arrive_without_scripts(page, "Who leads what was left")
    page.get_by_label("Private fostering").check()
    page.get_by_label("Its lead is from now on").select_option("Helen Ostrow")
    page.get_by_role("button", name="Give what is ticked to this person").click()
    expect(page.get_by_text("Every open entry and audit has a lead.")).to_be_visible()

    page.get_by_role("link", name="Audit programme").first.click()
    page.get_by_role("link", name="Add the usual yearly reports").click()
    arrive_without_scripts(page, "Add the usual yearly reports")
    expect(page.get_by_text("may be it already")).to_be_visible()
    page.get_by_role("button", name="Add what is ticked").click()
    arrive_without_scripts(page, "Audit programme 2026–27")
    assert ProgrammeEntry.objects.count() == 8


def press(page, what):
    tab_to(page, what)
    page.keyboard.press("Enter")


def tab_to(page, what):
    """As someone without a mouse comes to it."""
    expect(what).to_be_visible()
    for _ in range(150):
        if what.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not come to {what}")
