"""The independent chair takes the Board pack to its meeting: begun, ordered, written, made, and kept as it was."""

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lscb.celery import app
from lscb.core import jobs
from lscb.core.models import Job
from tests.factories.board import MeetingFactory, board_member, independent_chair
from tests.factories.indicators import IndicatorFactory, TargetFactory
from tests.factories.programme import EntryFactory
from tests.factories.reports import PackFactory
from tests.journeys.accessibility import arrive, arrive_without_scripts
from tests.reports.reading import QUARTERS, publish

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "Board pack, 10 December 2026"
GAPS = "Data gaps and how they are filled"
ORDER = [
    "What the Board should notice",
    "Exceptions",
    "Indicators",
    "Audit programme",
    "Returns and their timeliness",
    GAPS,
]


@pytest.fixture(autouse=True)
def november(time_machine, settings):
    time_machine.move_to("2026-11-20 09:00:00+00:00")
    settings.STATIC_ROOT = Path(__file__).resolve().parents[2] / "static"


@pytest.fixture
def judith():
    measure = IndicatorFactory(code="H1", title="Children seen in time")
    TargetFactory(indicator=measure)
    for quarter in QUARTERS:
        publish(measure, quarter, 45, at=datetime(2026, 10, 20, 9, tzinfo=UTC))
    EntryFactory(subject="Neglect")
    MeetingFactory(held_on=date(2026, 12, 10))
    return independent_chair(name="Judith Marlowe")


@pytest.fixture
def the_worker_is_busy():
    """What is asked for waits until the test, as the worker, does it."""
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True


def in_order(page: Page, labels: list[str]) -> None:
    expect(page.locator("li:has(input:checked) label")).to_have_text(labels)


@pytest.mark.pdf
def test_from_the_first_draft_to_the_file_in_hand(page, second_browser, sign_in, judith, the_worker_is_busy):
    sign_in(judith)
    page.get_by_role("link", name="Board packs").click()
    arrive(page, "Board packs")
    page.get_by_role("link", name="Begin a pack").click()
    arrive(page, "Begin a pack")
    expect(page.get_by_label("Title")).to_have_value(TITLE)

    # Its sections, and in which order.
    page.get_by_label("What is overdue").uncheck()
    in_order(page, ORDER)
    page.get_by_role("button", name="Move up Audit programme").click()
    order = [
        "What the Board should notice",
        "Exceptions",
        "Audit programme",
        "Indicators",
        "Returns and their timeliness",
        GAPS,
    ]
    in_order(page, order)
    expect(page.get_by_role("button", name="Move up Audit programme")).to_be_focused()
    page.keyboard.press("Enter")
    order = [
        "What the Board should notice",
        "Audit programme",
        "Exceptions",
        "Indicators",
        "Returns and their timeliness",
        GAPS,
    ]
    in_order(page, order)

    # The summary, looked at before it is kept.
    page.get_by_label("What the Board should notice (optional)").last.fill(
        "# Waiting\n\nChildren wait **longer** to be seen."
    )
    page.get_by_role("button", name="Show how the summary will look").click()
    arrive(page, "Begin a pack")
    expect(page.get_by_role("heading", name="Waiting")).to_be_visible()
    in_order(page, order)
    page.get_by_role("button", name="Save the pack").last.click()
    arrive(page, TITLE)
    draft = page.locator("section").filter(has=page.get_by_role("heading", name="Sections"))
    expect(draft.get_by_role("listitem")).to_have_text(order)

    # The worker takes its time, and the page says so by itself.
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    arrive(page, TITLE)
    jobs.run(Job.objects.get().pk, now=timezone.now())
    version = page.get_by_role("article", name="Version 1 (PDF,")
    expect(version).to_be_visible()
    arrive(page, TITLE)

    with page.expect_download() as taken:
        version.get_by_role("link").click()
    document = taken.value.path().read_bytes()
    assert (taken.value.suggested_filename, document[:5]) == (f"{TITLE}, version 1.pdf", b"%PDF-")
    expect(version).to_contain_text(f"SHA-256 of the file: {sha256(document).hexdigest()}")

    # Nothing has changed, so there is nothing to make.
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_text("Nothing has changed since version 1: here is the same file.")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)
    assert Job.objects.count() == 1

    # Another summary is another version; the first stays.
    page.get_by_role("link", name="Change the pack").click()
    arrive(page, "Change the pack")
    page.get_by_label("What the Board should notice (optional)").last.fill("Children are seen sooner.")
    page.get_by_role("button", name="Save the pack").last.click()
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    with page.expect_download() as again:
        page.get_by_role("link", name="Version 1 (PDF,").click()
    assert again.value.path().read_bytes() == document

    # A member reads what was made, has nothing to press, and sees no draft.
    member = sign_in(board_member(name="Priya Nair"), on=second_browser)
    member.goto(page.url)
    arrive(member, TITLE)
    expect(member.get_by_role("link", name="Version 1 (PDF,")).to_be_visible()
    expect(member.get_by_role("button", name="Make the PDF")).to_have_count(0)
    expect(member.get_by_text("Children are seen sooner.")).to_have_count(0)


def test_sections_are_chosen_and_ordered_without_scripts(page_without_scripts, sign_in, judith):
    page, pack = page_without_scripts, PackFactory(title=TITLE, created_by=judith)
    sign_in(judith, on=page)
    page.goto(urljoin(page.url, pack.get_absolute_url()))
    page.get_by_role("link", name="Change the pack").click()
    arrive_without_scripts(page, "Change the pack")

    page.get_by_label("Exceptions").uncheck()
    page.get_by_label("What the Board should notice (optional)").last.fill("Children wait longer.")
    page.get_by_role("button", name="Move up Returns and their timeliness").click()
    in_order(
        page,
        [
            "What the Board should notice",
            "Indicators",
            "Returns and their timeliness",
            "Audit programme",
            "What is overdue",
            GAPS,
        ],
    )
    page.get_by_label("Title").press("Enter")

    arrive_without_scripts(page, TITLE)
    pack.refresh_from_db()
    assert pack.sections == ["summary", "indicators", "returns", "programme", "overdue", "gaps"]
    assert pack.summary == "Children wait longer."
