"""What the form of a return does besides its main story: idle saves, pasted columns, parts, the Enter key."""

from datetime import timedelta
from urllib.parse import urljoin

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


def test_a_row_saves_itself_under_the_hand_and_a_colleagues_figure_is_kept(at, visit, sign_in, second_browser):
    page = sign_in(at.lead)
    visit(f"/indicators/returns/{at.item.pk}/edit/")

    # Two seconds after the last key, with the cursor still in its box.
    fill(page, H1_numerator="45")
    page.get_by_label("H1 denominator").press_sequentially("60")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    expect(page.get_by_label("H1 denominator")).to_be_focused()
    expect(page.get_by_text("75.0% is unlike the last 3 figures, which were all 90.0%.")).to_be_visible()

    # A colleague, who sees one row only, was there first; their figure is kept.
    theirs = sign_in(at.colleague, on=second_browser)
    theirs.goto(page.url)
    expect(theirs.locator("tbody[data-row]")).to_have_count(1)
    hold_to_the_standard(theirs)
    fill(theirs, H2_numerator="8", H2_denominator="9")
    theirs.keyboard.press("Tab")
    expect(theirs.locator("output")).to_have_text("88.9%")
    fill(page, H2_numerator="7", H2_denominator="9")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_contain_text("except H2")
    hold_to_the_standard(page)
    page.get_by_role("button", name="Keep Ruth’s figure").click()
    expect(page.get_by_label("H2 numerator")).to_have_value("8")
    expect(page.get_by_label("H2 numerator")).to_be_focused()


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
    hold_to_the_standard(page)
    page.reload()
    for box, text in (("H1 numerator", "90"), ("H1 denominator", "100"), ("H2 denominator", "9"), ("H3 value", "12")):
        expect(page.get_by_label(box, exact=True)).to_have_value(text)


def test_without_scripts_the_enter_key_saves_and_no_more(at, page_without_scripts, sign_in):
    page = sign_in(at.lead, on=page_without_scripts)
    page.goto(urljoin(page.url, f"/indicators/returns/{at.item.pk}/edit/"))
    fill(page, H1_numerator="61", H1_denominator="60", H3_value="12")
    page.get_by_label("H3 value").press("Enter")

    expect(page.get_by_text("Saved at")).to_be_visible()
    expect(page.get_by_label("H1 numerator")).to_have_attribute("aria-invalid", "true")
    assert Submission.objects.count() == 0


def test_parts_are_handed_to_a_colleague(at, sign_in, visit):
    page = sign_in(at.lead)
    visit(f"/indicators/returns/{at.item.pk}/parts/")
    check_reflow(page)

    page.get_by_label("H1 Visits in time").select_option("Ruth Asante")
    page.get_by_role("button", name="Save who fills in what").click()

    expect(page.get_by_text("1 row changed hands")).to_be_visible()
    assert Figure.objects.filter(delegated_to=at.colleague).count() == 2
