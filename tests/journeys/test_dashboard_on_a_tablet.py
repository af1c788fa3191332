"""A Board member reads the dashboard on a tablet, by finger and by keyboard, prints it, and takes a chart along."""

import io
import re
from datetime import UTC, date, datetime, time

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from board.models import Priority
from indicators.actions.keep import keep_series
from indicators.models import Indicator
from tests.factories.board import AgencyFactory, GroupFactory, MeetingFactory, board_member
from tests.factories.indicators import IndicatorFactory, PublishedFigureFactory, TargetFactory
from tests.journeys.accessibility import arrive
from tests.reports.worlds import quarters_before

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STEADY = [45, 44, 46, 45, 47, 44, 45, 46, 45, 44, 46]


@pytest.fixture
def thirteen_indicators(time_machine):
    """One fell beyond its limits in the latest quarter; the others did not, and miss their target or meet it."""
    time_machine.move_to("2026-11-20 09:00:00+00:00")
    group = GroupFactory(name="Aldermere Board", kind="board")
    for day in (date(2026, 9, 10), date(2026, 12, 10)):
        MeetingFactory(group=group, held_on=day, place="Civic Centre")
    neglect = Priority.objects.create(year=2026, number=1, title="Neglect")
    police = AgencyFactory(name="Aldermere Police")
    for number in range(13):
        latest = 20 if number == 0 else 45
        measure = _measure(f"P{number}", f"Seen in time, measure {number}", police, latest=latest)
        TargetFactory(indicator=measure, value=90 if number % 2 else 70)
        if number < 3:
            measure.priorities.add(neglect)
    whole = Indicator.objects.get(code="P0")
    Indicator.objects.filter(pk=whole.pk).update(breakdown="locality")
    for place in ("Moors", "Harbour"):
        _measure(f"P0 {place}", f"Seen in time, measure 0: {place}", police, parent=whole)
    keep_series(Indicator.objects.all())


def _measure(code, title, supplier, *, latest=45, **fields):
    """Twelve quarters of about three in four."""
    measure = IndicatorFactory(code=code, title=title, supplier=supplier, **fields)
    quarters = quarters_before(date(2026, 11, 20), 12)
    for quarter, over in zip(quarters, [*STEADY, latest], strict=True):
        PublishedFigureFactory(
            indicator=measure,
            starts_on=quarter.starts_on,
            ends_on=quarter.ends_on,
            numerator=over,
            denominator=60,
            published_at=datetime.combine(quarter.ends_on, time(12), tzinfo=UTC),
        )
    return measure


def test_the_dashboard_on_a_tablet(page: Page, sign_in, thirteen_indicators):
    page.set_viewport_size({"width": 820, "height": 1180})
    sign_in(board_member(name="Priya Nair"))
    arrive(page, "Before the Board meets on Thursday 10 December 2026")
    expect(page.get_by_text("One indicator has moved the wrong way beyond chance.")).to_be_visible()
    concern = page.locator("details", has_text="Special cause of concern").first
    expect(concern.locator("article")).to_have_count(1)
    expect(concern).to_contain_text("Concern: low or falling")

    # Each group folds by keyboard alone, and the grouping is asked for by it.
    concern.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(concern.locator("article")).not_to_be_visible()
    page.get_by_label("Grouped by").focus()
    page.keyboard.type("Priority")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("by=priority"))
    page.reload()
    groups = page.locator("summary h3")
    expect(groups).to_have_text(["1. Neglect 3", "No priority 10"])
    expect(page.get_by_role("article").first).to_contain_text("Seen in time, measure 0")
    arrive(page, "Before the Board meets on Thursday 10 December 2026")

    _prints_on_a4(page)

    page.get_by_role("article").first.get_by_role("link").click()
    arrive(page, "Seen in time, measure 0")
    for link, begins in (
        ("Download the chart, PNG", b"\x89PNG"),
        ("Download the chart, SVG", b"<svg"),
        ("Download all figures, Excel", b"PK"),
    ):
        with page.expect_download() as taken:
            page.get_by_role("link", name=link).click()
        assert taken.value.path().read_bytes().startswith(begins)
    page.get_by_role("link", name="Compare its parts").click()
    arrive(page, "Seen in time, measure 0, compared")
    expect(page.get_by_role("article")).to_have_count(2)
    page.go_back()
    page.get_by_role("link", name="Aldermere Police").click()
    arrive(page, "Aldermere Police: indicators and returns")
    expect(page.get_by_text("It supplies fifteen indicators.")).to_be_visible()


def _prints_on_a4(page: Page) -> None:
    """Small charts three beside one another, so that thirteen and all the rest go on a few pages."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # the width of A4 between its margins
    tops = [box["y"] for box in (one.bounding_box() for one in page.get_by_role("article").all()[:3]) if box]
    assert (len(tops), len(set(tops))) == (3, 1)
    assert page.get_by_label("Grouped by").is_hidden()
    printed = pikepdf.open(io.BytesIO(page.pdf(format="A4")))
    assert len(printed.pages) <= 5
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 820, "height": 1180})
