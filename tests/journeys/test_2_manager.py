"""The business manager keeps the Board, and takes its agencies' figures from the asking to acceptance."""

import re
from urllib.parse import urljoin

import pytest
from django.core import mail
from playwright.sync_api import expect

from indicators.models import IndicatorReturn, PublishedFigure
from tests.factories.board import AgencyFactory, agency_lead, manager
from tests.factories.indicators import DataSetFactory, IndicatorFactory
from tests.journeys.accessibility import arrive
from tests.journeys.worlds import ask

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("october")]


@pytest.fixture
def helen():
    return manager(name="Helen Ostrow")


def letters_to(person: str) -> list[str]:
    return [letter.subject for letter in mail.outbox if letter.to == [person]]


def test_an_agency_its_lead_and_a_line_of_the_programme(page, second_browser, sign_in, helen):
    sign_in(helen)
    arrive(page, "My tasks")

    # An agency comes to the Board.
    page.get_by_role("link", name="The Board", exact=True).click()
    arrive(page, "Safeguarding Children Board")
    page.get_by_role("link", name="Agencies", exact=True).click()
    page.get_by_role("link", name="Add an agency").click()
    arrive(page, "Add an agency")
    page.get_by_role("button", name="Add the agency").click()
    expect(page.get_by_role("alert")).to_contain_text("need correcting")
    page.get_by_label("Name", exact=True).fill("Vale Community Health")
    page.get_by_label("Short name").fill("Vale")
    page.get_by_label("Sector").select_option("Health")
    page.get_by_role("button", name="Add the agency").click()
    arrive(page, "Vale Community Health")
    expect(page.get_by_text("Nobody has a role for this agency")).to_be_visible()

    # Its lead is invited, follows the link in the letter and is in.
    page.get_by_role("link", name="Invite its lead").click()
    arrive(page, "Invite someone")
    page.get_by_label("Name", exact=True).fill("Marcus Adeyemi")
    page.get_by_label("E-mail").fill("marcus@example.org")
    page.get_by_label("Telephone (optional)").fill("01632 960 111")
    page.get_by_label("Role", exact=True).select_option("Agency lead")
    page.get_by_label("Agency (optional)").select_option("Vale Community Health")
    page.get_by_role("button", name="Send the invitation").click()
    arrive(page, "Marcus Adeyemi")
    expect(page.get_by_text("An invitation is on its way to marcus@example.org.")).to_be_visible()

    [letter] = mail.outbox
    [link] = re.findall(r"http\S+/join/\S+", letter.body)
    second_browser.goto(link)
    arrive(second_browser, "Choose a password")
    second_browser.get_by_label("Password", exact=True).fill("harbour")
    second_browser.get_by_role("button", name="Save the password and sign in").click()
    expect(second_browser.get_by_role("alert")).to_contain_text("One thing needs correcting")
    second_browser.get_by_label("Password", exact=True).fill("harbour lamp seventeen")
    second_browser.get_by_role("button", name="Save the password and sign in").click()
    arrive(second_browser, "My tasks")
    expect(second_browser.get_by_text("Your password is set and you are signed in.")).to_be_visible()
    second_browser.goto(link)
    arrive(second_browser, "This link does not let you in")

    # The year's programme begins with one entry.
    page.get_by_role("link", name="Audit programme").click()
    arrive(page, "Audit programme 2026–27")
    page.get_by_role("link", name="Begin the programme").click()
    arrive(page, "Begin a programme")
    page.get_by_role("button", name="Begin the programme").click()
    page.get_by_role("link", name="Add an entry").click()
    arrive(page, "Add an entry")
    page.get_by_label("Subject").fill("Neglect: thresholds and timeliness")
    page.get_by_label("Category").select_option("Monitoring")
    page.get_by_label("Due (optional)").fill("10 December 2026")
    page.get_by_label("Lead (optional)").select_option("Marcus Adeyemi")
    page.get_by_role("button", name="Add the entry").click()
    arrive(page, "Neglect: thresholds and timeliness")
    expect(page.get_by_text("Planned, due on 10 December 2026.")).to_be_visible()


def test_one_act_asks_every_supplier_and_the_chase_list_says_whom_to_ring(page, sign_in, helen):
    vale, police = AgencyFactory(name="Vale Community Health"), AgencyFactory(name="Aldermere Police")
    marcus = agency_lead(vale, name="Marcus Adeyemi", email="marcus@example.org", telephone="01632 960 111")
    joanne = agency_lead(police, name="Joanne Creasey", email="joanne@example.org", telephone="01632 960 122")
    measures = [IndicatorFactory(code="H1", supplier=vale), IndicatorFactory(code="P1", supplier=police)]
    DataSetFactory(name="Quarterly data set", indicators=measures)
    sign_in(helen)

    page.get_by_role("link", name="Data sets").click()
    arrive(page, "Data sets")
    page.get_by_role("link", name="Quarterly data set", exact=True).click()
    arrive(page, "Quarterly data set")
    page.get_by_role("link", name="Open a period").first.click()
    arrive(page, "Open Q2 2026–27")
    page.get_by_role("button", name="Open Q2 2026–27 and tell the leads").click()

    arrive(page, "Quarterly data set, Q2 2026–27")
    assert sorted(item.agency.name for item in IndicatorReturn.objects.all()) == [police.name, vale.name]
    assert len(letters_to(marcus.email)) == len(letters_to(joanne.email)) == 1
    chase = page.get_by_role("table", name="Agencies to chase")
    for row in (
        "Aldermere Police Not started Joanne Creasey joanne@example.org 01632 960 122 none yet",
        "Vale Community Health Not started Marcus Adeyemi marcus@example.org 01632 960 111 none yet",
    ):
        expect(chase.get_by_role("row", name=row)).to_be_visible()

    page.get_by_role("button", name="Remind 2 agencies now").click()
    expect(chase.get_by_role("row", name="Joanne Creasey")).to_contain_text("20 October 2026, 10:4")
    assert len(letters_to(marcus.email)) == len(letters_to(joanne.email)) == 2


def test_figures_come_by_email_are_queried_answered_and_accepted(page, second_browser, sign_in, helen):
    vale = ask()
    sign_in(helen)
    page.goto(urljoin(page.url, vale.item.period.get_absolute_url()))
    arrive(page, "Quarterly data set, Q2 2026–27")

    # Entered for the agency, which is told.
    page.get_by_role("link", name="Enter Vale Community Health’s figures on its behalf").click()
    for code, numerator in (("H1", "48"), ("H2", "46")):
        page.get_by_label(f"{code} numerator").fill(numerator)
        page.get_by_label(f"{code} denominator").fill("60")
    page.get_by_label("H3 value").fill("44")
    page.get_by_role("button", name="Check before submitting").click()
    arrive(page, "Check before submitting")
    expect(page.get_by_text("You submit for Vale Community Health.")).to_be_visible()
    page.get_by_role("button", name="Submit to the Board's office").click()
    expect(page.get_by_text("Helen Ostrow, of the Board's office, for the agency")).to_be_visible()
    assert len(letters_to(vale.lead.email)) == 1

    # A query, its answer, and acceptance.
    page.goto(urljoin(page.url, vale.item.period.get_absolute_url()))
    page.get_by_role("link", name="Review Vale Community Health").click()
    arrive(page, "Vale Community Health, Q2 2026–27")
    page.get_by_role("link", name="Query H3").click()
    page.get_by_label("What do you ask?").fill("Does this count walk-ins?")
    arrive(page, "Query H3 Visits to the emergency department")
    page.get_by_role("button", name="Send this query").click()
    expect(page.get_by_text("Not to be accepted yet")).to_be_visible()
    expect(page.get_by_role("button", name="Accept this return")).to_be_hidden()

    sign_in(vale.lead, on=second_browser)
    second_browser.get_by_role("link", name="1 figure queried").click()
    second_browser.get_by_role("link", name="Q2 2026–27").click()
    arrive(second_browser, "Indicator return, July to September 2026")
    second_browser.get_by_label("Your answer about H3").fill("Yes, since August.")
    second_browser.get_by_role("button", name="Send this answer").click()
    arrive(second_browser, "Query about H3 Visits to the emergency department")

    page.get_by_role("link", name="My tasks").click()
    expect(page.get_by_role("link", name="1 query answered")).to_be_visible()
    page.goto(urljoin(page.url, f"/indicators/data-sets/returns/{vale.item.pk}/review/"))
    expect(page.get_by_role("article").get_by_text("Yes, since August.")).to_be_visible()
    page.get_by_role("button", name="Accept the answer about H3").click()
    page.get_by_role("button", name="Accept this return").click()

    arrive(page, "Quarterly data set, Q2 2026–27")
    expect(page.get_by_text("All are accepted.")).to_be_visible()
    latest = PublishedFigure.objects.filter(starts_on="2026-07-01").order_by("indicator__code")
    assert [one.numerator or one.value for one in latest] == [48, 46, 44]
    assert [one.explanation for one in latest if one.indicator.code == "H3"] == ["Yes, since August."]


def test_a_return_is_sent_back_with_a_reason_that_its_lead_reads_first(page, second_browser, sign_in, helen):
    vale = ask(submitted=True)
    sign_in(helen)
    page.get_by_role("link", name="1 indicator return to read and accept").click()
    page.get_by_role("link", name="Q2 2026–27").click()
    page.get_by_role("link", name="Review this return").click()
    page.get_by_role("link", name="Send it back").click()
    arrive(page, "Send back Vale Community Health’s return")
    page.get_by_role("button", name="Send this return back").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what the agency is to put right")
    page.get_by_label("Why it goes back").fill("H1 counts the same child twice.")
    page.get_by_role("button", name="Send this return back").click()
    arrive(page, "Vale Community Health, Q2 2026–27")

    sign_in(vale.lead, on=second_browser)
    second_browser.get_by_role("link", name="Indicator return, Q2 2026–27").click()
    arrive(second_browser, "Indicator return, July to September 2026")
    expect(second_browser.get_by_text("H1 counts the same child twice.").first).to_be_visible()
    second_browser.get_by_role("link", name="Correct this return").click()
    expect(second_browser.get_by_label("H1 numerator")).to_be_editable()
    assert letters_to(vale.lead.email) == ["Sent back: Vale Community Health's return for Q2 2026–27"]
