"""The chair makes the Board pack: begins it, orders it, watches it being made, downloads it."""

import hashlib
from datetime import date, time

import pytest
from playwright.sync_api import Page, expect

from board.enums import GroupKind
from reports.models import PackEdition
from tests.factories.board import MeetingFactory, board_member, independent_chair
from tests.factories.indicators import TargetFactory
from tests.journeys.accessibility import arrive, arrive_without_scripts, check_accessibility
from tests.journeys.worlds import NOW, ask
from tests.reports.conftest import STATIC

pytestmark = [pytest.mark.journey, pytest.mark.pdf, pytest.mark.django_db(transaction=True)]

TITLE = "Board pack, 10 December 2026"


@pytest.fixture(autouse=True)
def october(time_machine, settings):
    time_machine.move_to(NOW)
    settings.STATIC_ROOT = STATIC


@pytest.fixture
def chair():
    """A Board with figures, a meeting to come and someone in the chair."""
    vale = ask()
    TargetFactory(indicator=vale.seen.indicator, value=90, tolerance=5)
    MeetingFactory(group__name="The Board", group__kind=GroupKind.BOARD, held_on=date(2026, 12, 10), starts_at=time(10))
    return independent_chair(name="Judith Marlowe")


def sections(page: Page) -> list[str]:
    """As they stand, top to bottom."""
    return [str(box.get_attribute("value")) for box in page.locator("input[name=sections]").all()]


def begin(page: Page, *, arriving=arrive) -> None:
    page.get_by_role("link", name="Board packs").click()
    arriving(page, "Board packs")
    page.get_by_role("link", name="Begin a pack").first.click()
    expect(page.get_by_label("Title")).to_have_value(TITLE)


def test_from_the_first_word_to_the_file(page, sign_in, chair, second_browser):
    sign_in(chair)
    begin(page)
    check_accessibility(page)

    # Overdue work comes before the returns; the programme is left out.
    page.get_by_role("button", name="Move up What is overdue").click()
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    page.get_by_label("Audit programme").uncheck()
    page.get_by_role("textbox", name="What the Board should notice").fill(
        "**Children seen in time** misses its target."
    )
    page.get_by_role("button", name="Save the pack").click()
    arrive(page, TITLE)

    # Made by the worker; the page says which version and proves the file.
    page.get_by_role("button", name="Make the PDF").click()
    version = page.get_by_role("link", name="Version 1 (PDF")
    expect(version).to_be_visible()
    check_accessibility(page)
    with page.expect_download() as downloading:
        version.click()
    document = downloading.value.path().read_bytes()
    assert document.startswith(b"%PDF")
    expect(page.get_by_text(hashlib.sha256(document).hexdigest())).to_be_visible()

    # Asked for again, nothing having changed, it is the same file.
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_role("link", name="Version 1 (PDF")).to_be_visible()
    edition = PackEdition.objects.get()
    assert (edition.number, edition.requested_by) == (1, chair)
    assert [one["kind"] for one in edition.content["sections"]] == [
        "summary",
        "exceptions",
        "indicators",
        "overdue",
        "returns",
    ]

    # A member reads it too, and has nothing to press.
    member = sign_in(board_member(name="Priya Nair"), on=second_browser)
    member.goto(page.url)
    arrive(member, TITLE)
    expect(member.get_by_role("link", name="Version 1 (PDF")).to_be_visible()
    expect(member.get_by_role("button", name="Make the PDF")).to_have_count(0)


def test_without_scripts_sections_move_and_words_stay(page_without_scripts, sign_in, chair):
    page = sign_in(chair, on=page_without_scripts)
    begin(page, arriving=arrive_without_scripts)
    before = sections(page)

    page.get_by_role("textbox", name="What the Board should notice").fill("Words that must stay.")
    page.get_by_role("button", name="Move down Exceptions").click()

    assert sections(page) == [before[0], before[2], before[1], *before[3:]]
    expect(page.get_by_role("textbox", name="What the Board should notice")).to_have_value("Words that must stay.")
    page.get_by_role("button", name="Save the pack").click()
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_role("link", name="Version 1 (PDF")).to_be_visible()
