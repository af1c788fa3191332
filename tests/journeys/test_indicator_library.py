"""An agency proposes an indicator, it is talked over and agreed; what cannot be given yet gets a plan."""

import pytest
from playwright.sync_api import expect

from indicators.models import Gap, Indicator, IndicatorComment
from tests.factories.board import AgencyFactory, GroupFactory, agency_lead, manager
from tests.journeys.accessibility import arrive, arrive_without_scripts

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("november")]

TITLE = "Children seen by the out-of-hours team"


@pytest.fixture
def november(time_machine):
    time_machine.move_to("2026-11-23 09:41:00+00:00")


def test_from_proposal_to_agreed_and_from_gap_to_plan(page, page_without_scripts, sign_in, live_server):
    agency = AgencyFactory(name="Vale Community Health")
    marcus, helen = agency_lead(agency, name="Marcus Adeyemi"), manager(name="Helen Ostrow")
    GroupFactory(name="Data task group")

    # The agency proposes, without scripts.
    theirs = page_without_scripts
    sign_in(marcus, on=theirs)
    # From the page of their returns, which is where an agency's people know figures to be.
    theirs.get_by_role("link", name="Indicator returns", exact=True).click()
    arrive_without_scripts(theirs, "Indicator returns")
    theirs.get_by_role("link", name="Proposed indicators").click()
    arrive_without_scripts(theirs, "Proposed indicators")
    theirs.get_by_role("link", name="Propose an indicator").click()
    arrive_without_scripts(theirs, "Propose an indicator")
    theirs.get_by_label("Title").fill(TITLE)
    theirs.get_by_label("Definition").fill("Children seen between five in the evening and nine in the morning.")
    theirs.get_by_label("Why it matters").fill("Nobody counts what happens at night.")
    theirs.get_by_label("Unit").select_option(label="Number")
    theirs.get_by_label("When it is counted").select_option(label="Counted over the period")
    theirs.get_by_role("button", name="Propose it").click()
    arrive_without_scripts(theirs, f"P-1 {TITLE}")
    # It stays theirs to better, until it is talked over.
    theirs.get_by_role("link", name="Change it").click()
    arrive_without_scripts(theirs, f"Change P-1 {TITLE}")
    theirs.get_by_label("Definition").fill("Children seen between six in the evening and eight in the morning.")
    theirs.get_by_role("button", name="Save it").click()
    expect(theirs.get_by_text("Your proposal was saved.")).to_be_visible()
    expect(theirs.get_by_text("between six in the evening")).to_be_visible()

    # The office finds it on its list and puts it to consultation with others that are ticked.
    sign_in(helen)
    page.goto(live_server.url + "/indicators/data-sets/library/?status=proposed")
    arrive(page, "Indicator library")
    page.get_by_label(f"Choose P-1 {TITLE}").check()
    page.get_by_role("button", name="Change those ticked").click()
    arrive(page, "Change several indicators")
    page.get_by_label("Status").select_option(label="In consultation")
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("Say why, so that whoever asks later can read it.").first).to_be_visible()
    page.get_by_label("Why").fill("To hear everyone before January")
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("1 indicator changed: P-1.")).to_be_visible()

    theirs.reload()
    expect(theirs.get_by_role("link", name="Change it")).to_have_count(0)
    theirs.get_by_role("link", name="Comment on it").click()
    theirs.get_by_label("What you want to say").fill("Count weekends too.")
    theirs.get_by_role("button", name="Send it").click()
    arrive_without_scripts(theirs, f"P-1 {TITLE}")

    # Until the comment is answered it is not agreed.
    indicator = Indicator.objects.get()
    page.goto(f"{live_server.url}/indicators/data-sets/library/{indicator.pk}/")
    arrive(page, f"P-1 {TITLE}")
    page.get_by_role("link", name="Agree it").click()
    page.get_by_label("Why").fill("Agreed by the executive on 23 November")
    page.get_by_role("button", name="Agree P-1").click()
    expect(page.get_by_text("A comment has no answer yet.").first).to_be_visible()
    page.goto(live_server.url + f"/indicators/proposals/{indicator.pk}/")
    arrive(page, f"P-1 {TITLE}")
    page.get_by_role("link", name="Answer it").click()
    page.get_by_label("Taken up", exact=True).check()
    page.get_by_role("button", name="Save the answer").click()
    page.get_by_role("link", name="Open it in the library").click()
    page.get_by_role("link", name="Agree it").click()
    page.get_by_label("Why").fill("Agreed by the executive on 23 November")
    page.get_by_role("button", name="Agree P-1").click()
    expect(page.get_by_text("P-1 is agreed: the next period that opens asks for it.")).to_be_visible()
    assert IndicatorComment.objects.get().answer == "taken_up"

    # Its figures cannot be given yet: a gap, with a plan.
    page.get_by_role("link", name="Note a data gap").click()
    arrive(page, "Note a data gap of P-1")
    page.get_by_label("What is missing").fill("The rota does not tell children from adults.")
    page.get_by_role("button", name="Save this").click()
    arrive(page, "Data gaps")
    expect(page.get_by_text("No plan yet")).to_be_visible()
    page.get_by_role("link", name="Plan for P-1").click()
    page.get_by_label("How it will be gathered").fill("The rota gets a box to tick.")
    page.get_by_label("Task group").select_option(label="Data task group")
    page.get_by_label("By when").fill("31 March 2027")
    page.get_by_role("button", name="Save this").click()
    page.get_by_role("link", name="Gathering plan").click()
    arrive(page, "Gathering plan")
    expect(page.get_by_role("heading", name="Data task group")).to_be_visible()
    expect(page.get_by_text("Due 31 March 2027")).to_be_visible()
    assert Gap.objects.get().is_planned
