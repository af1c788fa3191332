"""An agency's lead and a colleague fill in a return and hand it in, with JavaScript and without."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from indicators.models import Figure, Submission
from tests.factories.indicators import PublishedFigureFactory
from tests.factories.returns import Desk, desk
from tests.journeys.accessibility import check_accessibility, check_reflow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAST = [("2025-10-01", "2025-12-31"), ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")]


@pytest.fixture
def at() -> Desk:
    """Three rows: two counts, two counts handed to a colleague, and one plain count; due in ten days."""
    today = timezone.localdate()
    at = desk(period__due_on=today + timedelta(days=10), period__locks_on=today + timedelta(days=40))
    visits = at.figure(order=1, indicator__code="H1", indicator__title="Visits in time")
    at.figure(order=2, indicator__code="H2", indicator__title="Reviews in time", delegated_to=at.colleague)
    at.figure(order=3, indicator__code="H3", indicator__title="Attendances", indicator__count=True)
    for starts_on, ends_on in PAST:
        PublishedFigureFactory(
            indicator=visits.indicator, starts_on=starts_on, ends_on=ends_on, numerator=90, denominator=100
        )
    return at


def fill(page: Page, **boxes: str) -> None:
    for name, text in boxes.items():
        page.get_by_label(name.replace("_", " "), exact=True).fill(text)


def hold_to_the_standard(page: Page) -> None:
    check_accessibility(page)
    check_reflow(page)


def test_figures_save_themselves_and_two_people_lose_nothing(at, visit, sign_in, second_browser, live_server):
    page = sign_in(at.lead)
    visit("/indicators/returns/")
    check_reflow(page)
    page.get_by_role("link", name=at.item.period.label).click()
    hold_to_the_standard(page)
    page.get_by_role("link", name="Fill in this return").click()
    hold_to_the_standard(page)

    # Two seconds after the last key, with the cursor still in its box.
    fill(page, H1_numerator="45")
    page.get_by_label("H1 denominator").press_sequentially("60")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    expect(page.get_by_label("H1 denominator")).to_be_focused()
    expect(page.locator("output").first).to_have_text("75.0%")
    expect(page.get_by_text("75.0% is unlike the last 3 figures, which were all 90.0%.")).to_be_visible()
    hold_to_the_standard(page)

    # A colleague was there first: both texts stand side by side.
    theirs = sign_in(at.colleague, on=second_browser)
    theirs.goto(live_server.url + f"/indicators/returns/{at.item.pk}/edit/")
    expect(theirs.locator("tbody[data-row]")).to_have_count(1)
    fill(theirs, H2_numerator="8", H2_denominator="9")
    theirs.keyboard.press("Tab")
    expect(theirs.locator("[data-saved]")).to_contain_text("Saved at")
    fill(page, H2_numerator="7", H2_denominator="9")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_contain_text("except H2")
    hold_to_the_standard(page)
    page.get_by_role("button", name="Keep Ruth’s figure").click()
    expect(page.get_by_label("H2 numerator")).to_have_value("8")
    expect(page.get_by_label("H2 numerator")).to_be_focused()

    page.get_by_label("Explain this figure").first.fill("A clinic was closed in August.")
    fill(page, H3_value="twelve")
    page.keyboard.press("Tab")
    expect(page.get_by_text("In the value: enter a number in figures")).to_be_visible()
    page.get_by_role("button", name="Check before submitting").click()
    hold_to_the_standard(page)
    page.get_by_role("link", name="H3: In the value").click()
    expect(page.get_by_label("H3 value")).to_have_value("twelve")
    fill(page, H3_value="12")
    page.get_by_role("button", name="Check before submitting").click()
    page.get_by_role("button", name="Submit to the Board's office").click()
    expect(page.get_by_role("heading", name=f"Receipt {Submission.objects.get().reference}")).to_be_visible()
    hold_to_the_standard(page)


def test_a_signed_out_person_loses_nothing(at, sign_in, visit, live_server):
    page = sign_in(at.lead)
    visit(f"/indicators/returns/{at.item.pk}/edit/")
    page.context.clear_cookies(name="sessionid")

    fill(page, H3_value="12")
    page.keyboard.press("Tab")
    expect(page.get_by_text("You are signed out. Your text is still on this page.")).to_be_visible()
    check_accessibility(page)

    other_tab = sign_in(at.lead, on=page.context.new_page())
    other_tab.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    assert Figure.objects.get(indicator__code="H3").value_text == "12"


def test_two_columns_of_a_spreadsheet_land_in_their_boxes(at, sign_in, visit):
    page = sign_in(at.lead)
    visit(f"/indicators/returns/{at.item.pk}/edit/")
    page.get_by_label("H1 numerator").evaluate(
        """box => {
            const copied = new DataTransfer();
            copied.setData("text/plain", "90\\t100\\r\\n8\\t9\\r\\n12\\t\\r\\n");
            box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: copied, bubbles: true, cancelable: true}));
        }"""
    )

    expect(page.get_by_text("5 figures were pasted.")).to_be_visible()
    expect(page.get_by_text("3 of 3")).to_be_visible()
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")


def test_the_same_without_javascript(at, page_without_scripts, sign_in, live_server):
    page = sign_in(at.lead, on=page_without_scripts)
    page.goto(live_server.url + f"/indicators/returns/{at.item.pk}/edit/")
    fill(page, H1_numerator="61", H1_denominator="60", H2_numerator="8", H2_denominator="9", H3_value="12")
    # Enter presses the harmless button.
    page.get_by_label("H3 value").press("Enter")
    expect(page.get_by_text("The numerator, 61, is larger than the denominator, 60. Check both.")).to_be_visible()
    expect(page.get_by_label("H1 numerator")).to_have_attribute("aria-invalid", "true")

    Figure.objects.filter(indicator__code="H2").update(numerator_text="7", version=9, saved_by=at.colleague)
    fill(page, H1_numerator="54", H2_numerator="6")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("except H2")).to_be_visible()
    page.get_by_role("button", name="Use mine").click()
    expect(page.get_by_label("H2 numerator")).to_have_value("6")

    page.get_by_role("button", name="Check before submitting").click()
    page.get_by_role("button", name="Submit to the Board's office").click()
    expect(page.get_by_role("heading", name=f"Receipt {Submission.objects.get().reference}")).to_be_visible()


def test_parts_are_handed_to_a_colleague(at, sign_in, visit):
    page = sign_in(at.lead)
    visit(f"/indicators/returns/{at.item.pk}/parts/")
    check_reflow(page)

    page.get_by_label("H1 Visits in time").select_option("Ruth Asante")
    page.get_by_role("button", name="Save who fills in what").click()

    expect(page.get_by_text("1 row changed hands")).to_be_visible()
    assert Figure.objects.filter(delegated_to=at.colleague).count() == 2
