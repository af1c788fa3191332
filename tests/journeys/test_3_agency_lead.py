"""An agency's lead answers for its figures: from My tasks to the receipt."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from indicators.models import Figure, Submission
from lscb.core.models import BrowserSession
from tests.factories.board import agency_lead
from tests.factories.indicators import ReturnFactory
from tests.journeys.accessibility import arrive, check_accessibility, check_reflow
from tests.journeys.hands import tab_to
from tests.journeys.worlds import RETURN, ask

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("october")]


def row(page: Page, code: str):
    return page.locator(f"[data-row='{code}']")


def fill_counts(page: Page, code: str, numerator: int, denominator: int):
    """Type both and leave the row, as one does."""
    page.get_by_label(f"{code} numerator").fill(str(numerator))
    page.get_by_label(f"{code} denominator").fill(str(denominator))
    page.get_by_label(f"{code} denominator").press("Tab")


def is_saved(page: Page):
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved at 10:4\d$"))


def test_from_my_tasks_to_the_receipt(page, sign_in):
    vale = ask()
    police = ReturnFactory(agency__name="Aldermere Police")
    sign_in(vale.lead)

    # My tasks leads to the return, and that to its form.
    arrive(page, "My tasks")
    expect(page.get_by_text("0 of 3 answered")).to_be_visible()
    page.get_by_role("link", name="Indicator return, Q2 2026–27").click()
    arrive(page, RETURN)
    page.get_by_role("link", name="Fill in this return").click()
    arrive(page, RETURN)
    expect(row(page, "H1").locator("td.num:not(.now)")).to_have_text(["73.3", "76.7", "75.0", "78.3"])
    page.get_by_text("Definition of H1").click()
    expect(page.get_by_text("Children seen within ten days, of all children referred.").first).to_be_visible()

    # A figure that cannot be is kept, with a sentence; put right, it saves itself.
    fill_counts(page, "H1", 70, 60)
    expect(row(page, "H1")).to_contain_text("The numerator, 70, is larger than the denominator, 60. Check both.")
    check_accessibility(page)
    page.reload()
    expect(page.get_by_label("H1 numerator")).to_have_value("70")
    page.get_by_label("H1 numerator").fill("48")
    page.get_by_label("H1 numerator").press("Tab")
    expect(row(page, "H1").locator("output")).to_have_text("80.0%")
    is_saved(page)
    assert (Figure.objects.get(pk=vale.seen.pk).numerator, Figure.objects.get(pk=vale.seen.pk).denominator) == (48, 60)

    # One that is unlike the past takes an explanation.
    fill_counts(page, "H2", 12, 60)
    expect(row(page, "H2")).to_contain_text("20.0% is unlike the last 4 figures")
    expect(page.get_by_text("1 to explain")).to_be_visible()
    check_accessibility(page)
    row(page, "H2").get_by_label("Explain this figure").fill("Two of three reviewers left in July.")
    row(page, "H2").get_by_label("Explain this figure").press("Tab")
    expect(row(page, "H2").get_by_text("Explained")).to_be_visible()
    expect(page.get_by_text("1 to explain")).to_be_hidden()

    # Where there is no figure there is a reason; and a word about the whole.
    page.get_by_label("H3 if not available").select_option("Not ready in time")
    page.get_by_label("Commentary on the whole return").fill("The department’s count comes in November.")
    page.get_by_label("Commentary on the whole return").press("Tab")
    expect(page.get_by_text("3 of 3 rows answered")).to_be_visible()

    page.get_by_role("button", name="Check before submitting").click()
    arrive(page, "Check before submitting")
    expect(page.get_by_text("Everything is answered.")).to_be_visible()
    expect(page.get_by_text("The department’s count comes in November.")).to_be_visible()
    page.get_by_role("button", name="Submit to the Board's office").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Receipt "))
    submission = Submission.objects.get()
    arrive(page, f"Receipt {submission.reference}")
    expect(page.get_by_text("on time.")).to_be_visible()
    expect(page.get_by_role("row", name="H2").get_by_text("Two of three reviewers left in July.")).to_be_visible()
    page.get_by_role("link", name="My tasks").click()
    arrive(page, "My tasks")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()

    # Another agency's return does not exist for this lead.
    page.goto(urljoin(page.url, police.get_absolute_url()))
    arrive(page, "There is no such page")


def test_two_people_on_one_return_lose_neither_text(page, second_browser, sign_in):
    vale = ask()
    ruth = agency_lead(vale.agency, name="Ruth Asante")
    form = f"/indicators/returns/{vale.item.pk}/edit/"
    sign_in(vale.lead)
    sign_in(ruth, on=second_browser)
    for browser in (page, second_browser):
        browser.goto(urljoin(browser.url, form))

    fill_counts(page, "H1", 48, 60)
    expect(row(page, "H1").locator("output")).to_have_text("80.0%")
    fill_counts(second_browser, "H1", 49, 60)

    both = second_browser.get_by_role("group", name="Two texts")
    expect(both).to_contain_text(re.compile(r"Marcus Adeyemi saved this at 10:4\d. Yours has not been saved."))
    expect(both.locator("dt")).to_have_text(["Numerator"])
    expect(both.locator("dd")).to_have_text(["Marcus’s, saved 48", "Yours, not saved 49"])
    check_accessibility(second_browser)
    check_reflow(second_browser)
    assert Figure.objects.get(pk=vale.seen.pk).numerator == 48

    both.get_by_role("button", name="Use mine").click()
    is_saved(second_browser)
    expect(both).to_be_hidden()
    assert Figure.objects.get(pk=vale.seen.pk).numerator == 49
    assert {one.texts["numerator_text"] for one in vale.seen.revisions.all()} == {"48", "49"}


def test_a_session_that_ends_meanwhile_takes_no_text_with_it(page, sign_in, context):
    vale = ask()
    sign_in(vale.lead)
    page.goto(urljoin(page.url, f"/indicators/returns/{vale.item.pk}/edit/"))
    BrowserSession.objects.all().delete()

    fill_counts(page, "H1", 48, 60)
    expect(row(page, "H1")).to_contain_text("You are signed out. Your text is still on this page.")
    check_accessibility(page)
    assert Figure.objects.get(pk=vale.seen.pk).numerator is None

    # Signed in again in a new tab; on coming back the row is saved by itself.
    with context.expect_page() as opened:
        row(page, "H1").get_by_role("link", name="Sign in, in a new tab").click()
    sign_in(vale.lead, on=opened.value)
    opened.value.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    is_saved(page)
    assert Figure.objects.get(pk=vale.seen.pk).numerator == 48


def test_a_whole_form_sent_after_the_session_ended_is_given_back(page, sign_in, context):
    vale = ask()
    sign_in(vale.lead)
    page.goto(urljoin(page.url, f"/indicators/returns/{vale.item.pk}/edit/"))
    page.get_by_label("Commentary on the whole return").fill("Two reviewers left in July.")
    BrowserSession.objects.all().delete()

    page.get_by_role("button", name="Save", exact=True).click()
    arrive(page, "You were signed out before this was saved")
    expect(page.get_by_label("Whole commentary")).to_have_value("Two reviewers left in July.")

    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new tab").click()
    sign_in(vale.lead, on=opened.value)
    page.get_by_role("button", name="Send it again").click()

    arrive(page, RETURN)
    expect(page.get_by_label("Commentary on the whole return")).to_have_value("Two reviewers left in July.")


def test_the_keyboard_alone_is_enough(page, sign_in):
    vale = ask()
    sign_in(vale.lead)
    keys = page.keyboard

    tab_to(page, "Indicator return, Q2 2026–27")
    keys.press("Enter")
    expect(page).to_have_title(re.compile(RETURN))
    tab_to(page, "Fill in this return")
    keys.press("Enter")
    expect(page.get_by_label("H1 numerator")).to_be_visible()
    tab_to(page, "H1 numerator")
    keys.type("48")
    tab_to(page, "H1 denominator")
    keys.type("60")
    tab_to(page, "H2 numerator")
    keys.type("46")
    tab_to(page, "H2 denominator")
    keys.type("60")
    # Enter goes down to the next row's first box.
    keys.press("Enter")
    expect(page.get_by_label("H3 value")).to_be_focused()
    keys.type("44")
    tab_to(page, "Check before submitting")
    expect(page.get_by_text("3 of 3 rows answered")).to_be_visible()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before submitting")
    tab_to(page, "Submit to the Board's office")
    keys.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Receipt "))
    assert [(one.numerator, one.value) for one in Figure.objects.in_order()] == [(48, None), (46, None), (None, 44)]
