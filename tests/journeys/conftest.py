"""A real browser before the running product. Synchronous Playwright keeps an event loop that Django must not mind."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from board.models import Board
from tests.factories.core import PASSWORD
from tests.journeys.accessibility import check_accessibility
from tests.reports.conftest import STATIC

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A busy machine is slow, not wrong.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(autouse=True)
def running_board(settings, live_server, transactional_db):
    """A Board as it is set up, whose letters lead to the running product."""
    settings.BASE_URL = live_server.url
    settings.STATIC_ROOT = STATIC  # what PDFs are drawn with
    return Board.current()


@pytest.fixture(autouse=True)
def scripts_run_clean(context: BrowserContext):
    """No script fails, and nothing asks for what the content security policy forbids."""
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    context.on("weberror", lambda found: wrong.append(str(found.error)))
    context.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    yield
    assert wrong == []


@pytest.fixture(scope="session")
def browser_type_launch_args():
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    # The same engine without what a screen needs: a story takes a third less computing.
    browser = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return {"executable_path": browser, "args": [*quiet, "--disable-sync", "--no-first-run"]}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "en-GB", "timezone_id": "Europe/London", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def october(time_machine):
    """A Tuesday morning: returns for July to September are asked for, and due in eight days."""
    time_machine.move_to("2026-10-20 09:41:00+00:00")


@pytest.fixture
def visit(live_server, page: Page):
    """Open a path of the running product and hold the page to WCAG 2.2 AA."""

    def open_page(path: str) -> Page:
        page.goto(live_server.url + path)
        check_accessibility(page)
        return page

    return open_page


@pytest.fixture
def sign_in(live_server, page: Page):
    """Sign in through the form, as this person would."""

    def through_the_form(person, *, on: Page | None = None) -> Page:
        where = on or page
        where.goto(live_server.url + "/account/sign-in/")
        where.get_by_label("E-mail").fill(person.email)
        where.get_by_label("Password", exact=True).fill(PASSWORD)
        where.get_by_role("button", name="Sign in").click()
        where.wait_for_url(lambda url: "/account/sign-in/" not in url)
        return where

    return through_the_form


@pytest.fixture
def page_without_scripts(browser: Browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def second_browser(browser: Browser, browser_context_args):
    """Another person at another machine."""
    context = browser.new_context(**browser_context_args)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
