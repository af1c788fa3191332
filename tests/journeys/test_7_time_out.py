"""A session that is about to end says so, and its end takes no text with it."""

from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from indicators.models import Figure
from lscb.core import writers
from lscb.core.models import BrowserSession
from lscb.core.sessions import SessionStore
from tests.factories.board import agency_lead, manager
from tests.journeys.accessibility import arrive, arrive_without_scripts, check_accessibility, check_reflow
from tests.journeys.hands import rest, stay
from tests.journeys.worlds import RETURN, ask

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("october")]
NOTHING_SAVES_ITSELF = """() => document.querySelector("form[data-grid]").addEventListener(
    "input", (event) => event.stopImmediatePropagation(), { capture: true })"""
WORDS = "Two reviewers left in July."


@pytest.fixture
def form(page, sign_in):
    """A lead has typed into a return, and nothing of it is saved."""
    page.clock.install()
    vale = ask()
    sign_in(vale.lead)
    page.goto(urljoin(page.url, f"/indicators/returns/{vale.item.pk}/edit/"))
    page.evaluate(NOTHING_SAVES_ITSELF)
    page.get_by_label("Commentary on the whole return").press_sequentially(WORDS)
    return vale


def test_two_minutes_before_the_end_a_person_may_stay(page, form):
    with page.expect_response("**/account/session/") as told:  # of the typing, 27 minutes later
        rest(page, 27)
    told.value.finished()
    page.clock.run_for(10_000)
    expect(page.get_by_role("dialog")).to_have_count(0)

    rest(page, 1)
    page.clock.run_for(30_000)
    dialog = page.get_by_role("dialog", name="You will be signed out at")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    check_accessibility(page)
    check_reflow(page)

    stay(dialog)
    expect(dialog).to_have_count(0)
    expect(page.get_by_label("Commentary on the whole return")).to_be_focused()
    expect(page.get_by_label("Commentary on the whole return")).to_have_value(WORDS)


def test_after_the_end_the_text_is_on_the_page_and_is_saved_after_signing_in(page, form, sign_in, context):
    rest(page, 31)
    page.clock.run_for(10_000)
    dialog = page.get_by_role("dialog", name="You are signed out")
    expect(dialog).to_contain_text("What you have typed is still on this page.")
    check_accessibility(page)
    dialog.get_by_role("button", name="Go back to the page").click()
    expect(page.get_by_label("Commentary on the whole return")).to_have_value(WORDS)

    page.get_by_role("button", name="Save", exact=True).click()
    arrive(page, "You were signed out before this was saved")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new tab").click()
    sign_in(form.lead, on=opened.value)
    page.get_by_role("button", name="Send it again").click()

    arrive(page, RETURN)
    expect(page.get_by_label("Commentary on the whole return")).to_have_value(WORDS)


def test_somebody_else_who_signs_in_at_the_same_machine_does_not_get_it(page, form, sign_in, context):
    rest(page, 31)
    page.get_by_role("button", name="Save", exact=True).evaluate("button => button.form.requestSubmit(button)")
    arrive(page, "You were signed out before this was saved")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new tab").click()
    sign_in(agency_lead(form.agency, name="Ruth Asante"), on=opened.value)
    page.get_by_role("button", name="Send it again").click()

    arrive(page, "This was not saved")
    expect(page.get_by_text("filled in while another person was signed in here")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_have_count(0)
    form.item.refresh_from_db()
    assert form.item.commentary == ""


def test_twelve_hours_after_sign_in_the_end_is_told_and_not_put_off(page, sign_in):
    sign_in(manager())
    row = BrowserSession.objects.exclude(user=None).get()
    store = SessionStore(row.session_key)
    store["limits"] |= {"since": (timezone.now() - timedelta(hours=11, minutes=58, seconds=5)).timestamp()}
    store.save()
    page.goto(urljoin(page.url, "/tasks/"))

    dialog = page.get_by_role("dialog", name="You will be signed out at")
    expect(dialog).to_contain_text("Everyone signs in anew after twelve hours.")
    check_accessibility(page)
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_hidden()
    with page.expect_response("**/account/session/"):
        dialog.get_by_role("button", name="Go back to the page").click()
    expect(dialog).to_have_count(0)


def test_a_row_that_saves_itself_says_when_it_was_typed_and_on_whose_page(page, sign_in):
    page.clock.install()
    vale = ask()
    sign_in(vale.lead)
    page.goto(urljoin(page.url, f"/indicators/returns/{vale.item.pk}/edit/"))
    page.route("**/returns/figures/**", lambda route: route.abort())
    page.get_by_label("H1 numerator").fill("48")
    page.get_by_label("H1 numerator").press("Tab")
    expect(page.get_by_text("there is no connection")).to_be_visible()

    # Nobody is there while the page tries again by itself.
    page.unroute("**/returns/figures/**")
    with page.expect_request("**/returns/figures/**") as again:
        page.clock.fast_forward(20 * 60_000)
        page.clock.run_for(20_000)
    assert int(again.value.headers["x-idle-seconds"]) >= 20 * 60
    assert again.value.headers["x-written-by"] == writers.mark_of(vale.lead)


def test_typing_is_work_though_nothing_is_sent(page, sign_in):
    page.clock.install()
    sign_in(manager())
    page.goto(urljoin(page.url, "/board/groups/add/"))
    for _ in range(2):
        rest(page, 20)
        with page.expect_response("**/account/session/"):
            page.get_by_label("Name", exact=True).press_sequentially("Neglect ")
            page.clock.run_for(6_000)

    page.get_by_role("button", name="Add the group").click()
    expect(page).to_have_title("Not saved yet: Add a group – Safeguarding Children Board")


def test_another_tab_that_goes_on_keeps_this_one_quiet(page, sign_in):
    """By the browser's own clock: the page looks every five seconds."""
    sign_in(manager())
    sessions = BrowserSession.objects.exclude(user=None)
    sessions.update(seen_at=timezone.now() - timedelta(minutes=27, seconds=55))
    page.goto(urljoin(page.url, "/help/"))
    sessions.update(seen_at=timezone.now())

    with page.expect_response("**/account/session/") as asked:
        pass

    assert asked.value.json()["left"] > 1700
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_without_scripts_the_time_holds_and_the_text_comes_back(page_without_scripts, sign_in):
    page, vale = page_without_scripts, ask()
    sign_in(vale.lead, on=page)
    address = urljoin(page.url, f"/indicators/returns/{vale.item.pk}/edit/")
    page.goto(address)
    page.get_by_label("H1 numerator").fill("48")
    page.get_by_label("H1 denominator").fill("60")
    BrowserSession.objects.update(expire_date=timezone.now())
    page.get_by_label("H1 denominator").press("Enter")
    arrive_without_scripts(page, "You were signed out before this was saved")

    other = page.context.new_page()
    other.goto(address)
    sign_in(vale.lead, on=other)
    page.get_by_role("button", name="Send it again").click()
    arrive_without_scripts(page, "This was not saved")
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_label("H1 numerator")).to_have_value("48")
    assert Figure.objects.get(pk=vale.seen.pk).numerator == 48
