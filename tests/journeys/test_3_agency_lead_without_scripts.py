"""The agency lead's story with JavaScript off: a plain Save, and nothing is missing."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from indicators.models import Figure, Submission
from tests.factories.board import agency_lead
from tests.factories.indicators import ReturnFactory
from tests.journeys.accessibility import arrive_without_scripts as arrive
from tests.journeys.worlds import RETURN, ask

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("october")]


def test_from_my_tasks_to_the_receipt(page_without_scripts, sign_in):
    page, vale = page_without_scripts, ask()
    police = ReturnFactory(agency__name="Aldermere Police")
    sign_in(vale.lead, on=page)

    arrive(page, "My tasks")
    page.get_by_role("link", name="Indicator return, Q2 2026–27").click()
    arrive(page, RETURN)
    page.get_by_role("link", name="Fill in this return").click()
    arrive(page, RETURN)
    h1, h2 = page.locator("[data-row='H1']"), page.locator("[data-row='H2']")
    expect(h1.locator("td.num:not(.now)")).to_have_text(["73.3", "76.7", "75.0", "78.3"])
    h1.get_by_text("Definition").click()
    expect(h1.get_by_text("Children seen within ten days, of all children referred.")).to_be_visible()

    # Everything is sent at once: what is wrong keeps its text beside its sentence, the rest is saved.
    page.get_by_label("H1 numerator").fill("70")
    page.get_by_label("H1 denominator").fill("60")
    page.get_by_label("H2 numerator").fill("12")
    page.get_by_label("H2 denominator").fill("60")
    page.get_by_label("H3 if not available").select_option("Not ready in time")
    page.get_by_label("Commentary on the whole return").fill("The department’s count comes in November.")
    page.get_by_role("button", name="Save", exact=True).click()
    arrive(page, RETURN)
    expect(page.get_by_text(re.compile(r"Saved at 10:4\d\."))).to_be_visible()
    expect(h1).to_contain_text("The numerator, 70, is larger than the denominator, 60. Check both.")
    expect(page.get_by_label("H1 numerator")).to_have_value("70")
    expect(h2).to_contain_text("20.0% is unlike the last 4 figures")
    assert (Figure.objects.get(pk=vale.plans.pk).numerator, Figure.objects.get(pk=vale.seen.pk).numerator) == (12, None)

    # The check page leads back to what is still in the way.
    page.get_by_role("button", name="Check before submitting").click()
    arrive(page, "Check before submitting")
    expect(page.get_by_text("2 things to put right before this return can be submitted.")).to_be_visible()
    page.get_by_role("link", name="H1: The numerator, 70,").click()
    page.get_by_label("H1 numerator").fill("48")
    h2.get_by_label("Explain this figure").fill("Two of three reviewers left in July.")
    page.get_by_role("button", name="Check before submitting").click()
    expect(page.get_by_text("Everything is answered.")).to_be_visible()
    page.get_by_role("button", name="Submit to the Board's office").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Receipt "))
    submission = Submission.objects.get()
    arrive(page, f"Receipt {submission.reference}")
    expect(page.get_by_role("row", name="H1").get_by_role("cell")).to_have_text(["48", "60", "80.0%", ""])

    page.goto(urljoin(page.url, police.get_absolute_url()))
    arrive(page, "There is no such page")


def test_two_people_on_one_return_lose_neither_text(page_without_scripts, second_browser, sign_in):
    page, vale = page_without_scripts, ask()
    form = f"/indicators/returns/{vale.item.pk}/edit/"
    sign_in(vale.lead, on=page)
    sign_in(agency_lead(vale.agency, name="Ruth Asante"), on=second_browser)
    for browser in (page, second_browser):
        browser.goto(urljoin(browser.url, form))
    second_browser.get_by_label("H3 value").fill("45")
    second_browser.get_by_label("H3 value").press("Tab")
    expect(second_browser.locator("[data-row='H3'] output")).to_have_text("45")

    page.get_by_label("H3 value").fill("54")
    page.get_by_label("H1 numerator").fill("48")
    page.get_by_label("H1 denominator").fill("60")
    page.get_by_role("button", name="Save", exact=True).click()

    arrive(page, RETURN)
    expect(page.get_by_text(re.compile(r"Saved at 10:4\d, except H3\."))).to_be_visible()
    both = page.get_by_role("group", name="Two texts")
    expect(both.locator("dd")).to_have_text(["Ruth’s, saved 45", "Yours, not saved 54"])
    both.get_by_role("button", name="Keep Ruth’s figure").click()
    expect(both).to_be_hidden()
    assert [(one.numerator, one.value) for one in Figure.objects.in_order()] == [(48, None), (None, None), (None, 45)]
