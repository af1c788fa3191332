"""A person guards their account: codes from an app, a passkey, and an eye on where they are signed in."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from board.models import Board
from lscb.core.models import BrowserSession
from tests.factories.board import agency_lead, manager
from tests.factories.core import PASSWORD
from tests.factories.second_steps import app_of, code
from tests.journeys.accessibility import arrive, arrive_without_scripts

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def give_password(page: Page, person) -> Page:
    page.goto(urljoin(page.url, "/account/sign-in/"))
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return page


def prove_it(page: Page) -> None:
    arrive(page, "Is it you?")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_an_app_is_set_up_and_its_code_asked_for_from_then_on(page, sign_in, second_browser):
    helen = manager(name="Helen Ostrow")
    sign_in(helen)
    page.get_by_role("link", name="Your sign-in").click()
    arrive(page, "Your sign-in")

    page.get_by_role("link", name="Set up an app").click()
    prove_it(page)
    arrive(page, "Set up an app")
    secret = page.locator(".key").inner_text()
    page.get_by_label("Code that the app shows").fill("000000")
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the code that is shown now")
    arrive(page, "Set up an app")
    assert page.locator(".key").inner_text() == secret
    shown = code(secret)
    page.get_by_label("Code that the app shows").fill(shown)
    page.get_by_role("button", name="Use this app").click()

    arrive(page, "Recovery codes")
    expect(page.get_by_role("list", name="Codes not used yet").get_by_role("listitem")).to_have_count(10)
    first = page.locator(".codes code").first.inner_text()

    second_browser.goto(page.url)
    give_password(second_browser, helen)
    arrive(second_browser, "Second step")
    second_browser.get_by_label("Code").fill(shown)  # it set the app up already
    second_browser.get_by_role("button", name="Sign in", exact=True).click()
    expect(second_browser.get_by_role("alert")).to_contain_text("this one is not right, or was used already")
    second_browser.get_by_label("Code").fill(first)
    second_browser.get_by_role("button", name="Sign in", exact=True).click()
    arrive(second_browser, "My tasks")


def test_a_passkey_alone_opens_the_account(page, sign_in, context):
    helen = manager(name="Helen Ostrow")
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = device | {"isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(helen)
    page.goto(urljoin(page.url, "/account/"))
    page.get_by_role("link", name="Add a passkey").click()
    prove_it(page)
    arrive(page, "Add a passkey")
    page.get_by_label("Name of the passkey").fill("Work laptop")
    page.get_by_role("button", name="Add the passkey").click()
    arrive(page, "Recovery codes")
    page.get_by_role("link", name="Your sign-in").first.click()
    expect(page.get_by_role("row", name="Work laptop")).to_contain_text("alone")

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey instead").click()
    arrive(page, "My tasks")

    # After the password it serves as the second step.
    page.get_by_role("button", name="Sign out").click()
    give_password(page, helen)
    arrive(page, "Second step")
    page.get_by_role("button", name="Use a passkey").click()
    arrive(page, "My tasks")


def test_a_browser_that_gives_no_passkey_is_told_of(page, sign_in, context):
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = device | {"isUserVerified": False, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(manager())
    page.goto(urljoin(page.url, "/account/passkeys/add/"))
    prove_it(page)

    page.get_by_role("button", name="Add the passkey").click()

    expect(page.get_by_role("alert")).to_have_text("No passkey was made. Try again, or set up an app instead.")
    arrive(page, "Add a passkey")


def test_who_must_have_a_second_step_sets_one_up_first(page, sign_in):
    Board.objects.update(second_step="everyone")
    sign_in(manager())
    arrive(page, "Your sign-in")
    expect(page.get_by_text("Set up a second step to go on")).to_be_visible()

    page.get_by_role("link", name="Set up an app").click()
    prove_it(page)
    page.get_by_label("Code that the app shows").fill(code(page.locator(".key").inner_text()))
    page.get_by_role("button", name="Use this app").click()
    page.get_by_role("link", name="Go on to the first page").click()
    arrive(page, "My tasks")


def test_without_scripts_a_code_is_enough(page_without_scripts, live_server):
    helen = manager()
    app_of(helen)
    page = page_without_scripts
    page.goto(live_server.url)
    give_password(page, helen)
    arrive_without_scripts(page, "Second step")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.get_by_label("Code").fill(code())
    page.get_by_role("button", name="Sign in", exact=True).click()
    arrive_without_scripts(page, "My tasks")


def test_one_sees_where_one_is_signed_in_and_ends_it(page, sign_in, second_browser):
    helen = manager()
    sign_in(helen, on=second_browser)
    sign_in(helen)
    page.goto(urljoin(page.url, "/account/"))
    expect(page.get_by_role("row", name="Chrome on Linux")).to_have_count(2)
    expect(page.get_by_role("row", name="This browser")).to_have_count(1)

    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_text("You are signed out everywhere else.")).to_be_visible()
    second_browser.reload()
    arrive(second_browser, "Sign in")
    assert BrowserSession.objects.filter(user=helen).count() == 1


def test_the_manager_reviews_who_has_access(page, sign_in):
    helen = manager(name="Helen Ostrow")
    app_of(agency_lead(name="Marcus Adeyemi"))
    sign_in(helen)
    page.goto(urljoin(page.url, "/board/"))
    page.get_by_role("navigation", name="The Board’s pages").get_by_role("link", name="Access").click()
    arrive(page, "Who has access")
    page.get_by_label("Second step").select_option("Has one")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody").get_by_role("rowheader")).to_have_text(["Marcus Adeyemi"])
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download as CSV").click()
    assert taken.value.suggested_filename.startswith("access-")

    page.get_by_label("Note").fill("Nothing needed changing.")
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_text("by Helen Ostrow.")).to_be_visible()
    arrive(page, "Who has access")

    page.get_by_role("link", name="Marcus Adeyemi").click()
    page.get_by_role("link", name="Remove a lost second step").click()
    arrive(page, "Remove Marcus Adeyemi’s second step")
    page.get_by_role("button", name="Remove the second step").click()
    arrive(page, "Marcus Adeyemi")
    expect(page.get_by_text("Marcus Adeyemi’s second step was removed, and they are told.")).to_be_visible()
