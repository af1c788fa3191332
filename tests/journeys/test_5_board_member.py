"""A Board member reads before the meeting: what changed, one indicator, the programme, the next meeting."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from tests.factories.board import AgencyFactory, GroupFactory, MeetingFactory, board_member
from tests.factories.indicators import IndicatorFactory, PeriodFactory, ReturnFactory, TargetFactory
from tests.factories.programme import EntryFactory
from tests.journeys.accessibility import arrive
from tests.reports.reading import QUARTERS, publish

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LAST_YEAR = datetime(2026, 8, 1, 9, tzinfo=UTC)
LATELY = datetime(2026, 10, 20, 9, tzinfo=UTC)
*EARLIER, LATEST = QUARTERS


@pytest.fixture(autouse=True)
def november(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


@pytest.fixture
def meetings():
    board = GroupFactory(name="Aldermere Board", kind="board")
    for day in (date(2026, 9, 10), date(2026, 12, 10)):
        MeetingFactory(group=board, held_on=day, place="Civic Centre")


def seen_in_time():
    """Met when the Board last sat, and not met now."""
    measure = IndicatorFactory(code="H1", title="Children seen in time", supplier__name="Vale Community Health")
    TargetFactory(indicator=measure)
    for quarter in EARLIER:
        publish(measure, quarter, 55, at=LAST_YEAR)
    publish(measure, LATEST, 45, at=LATELY, commentary="Two posts are empty.")
    return measure


def burns():
    """So few that nobody outside the agency may know how many, in the latest quarter."""
    measure = IndicatorFactory(
        code="H2", title="Burns", supplier=AgencyFactory(name="Aldermere Police"), polarity="lower"
    )
    TargetFactory(indicator=measure, value=2, tolerance=0)
    for quarter in EARLIER:
        publish(measure, quarter, 29, 1531, at=LAST_YEAR)
    publish(measure, LATEST, 3, 1847, at=LATELY)
    return measure


def test_from_the_dashboard_to_the_next_meeting(page, sign_in, meetings):
    seen_in_time()
    late = PeriodFactory(data_set__name="Quarterly data set")
    ReturnFactory(period=late, agency__name="Aldermere Probation")
    EntryFactory(number=1, subject="Neglect", due_on=date(2026, 10, 1))

    sign_in(board_member(name="Priya Nair"))
    arrive(page, "Before the Board meets on Thursday 10 December 2026")
    expect(page.get_by_text("One indicator misses its target. One return and one audit are late.")).to_be_visible()
    changed = page.get_by_role("region", name="What changed")
    expect(changed).to_contain_text("Since the last meeting on 10 September 2026.")
    expect(changed.get_by_role("listitem").filter(has_text="Children seen in time")).to_contain_text("75.0%")
    expect(changed.get_by_role("listitem").filter(has_text="Aldermere Probation")).to_contain_text("23 days late")

    changed.get_by_role("link", name="Children seen in time").click()
    arrive(page, "Children seen in time")
    expect(page.get_by_text("75.0% in July to September 2026. The target of 90.0% is not met.")).to_be_visible()
    expect(page.get_by_role("img", name="Children seen in time").first).to_be_visible()
    expect(page.get_by_text("Two posts are empty.").first).to_be_visible()
    latest = page.get_by_role("table", name="Figures by period, latest first").get_by_role("row").nth(1)
    expect(latest).to_contain_text(re.compile(r"Q2 2026–27\s*45\s*60\s*75.0%"))
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download all figures, CSV").click()
    assert "75.0" in taken.value.path().read_text()

    page.get_by_role("link", name="Audit programme").click()
    arrive(page, "Audit programme 2026–27")
    page.get_by_role("rowheader").get_by_role("link", name="Neglect").click()
    arrive(page, "Neglect")
    expect(page.get_by_text("Due on 1 October 2026: 50 days late.")).to_be_visible()

    page.get_by_role("link", name="Dashboard").click()
    page.get_by_role("region", name="Next meetings").get_by_role("link", name="Aldermere Board").click()
    arrive(page, "Aldermere Board, 10 December 2026")
    expect(page.get_by_text("Civic Centre")).to_be_visible()


def test_a_small_number_is_hidden_and_nowhere_in_the_page(page, sign_in, meetings):
    measure = burns()
    sign_in(board_member(name="Priya Nair"))
    expect(page.get_by_role("region", name="What changed")).to_contain_text("hidden")
    sources = [page.content()]

    page.goto(page.url.replace("/dashboard/", measure.get_absolute_url()))
    arrive(page, "Burns")
    expect(page.get_by_text("is hidden, so that no small count can be known.")).to_be_visible()
    latest = page.get_by_role("table", name="Figures by period, latest first").get_by_role("row").nth(1)
    expect(latest.locator("em")).to_have_text(["hidden"] * 3)
    sources.append(page.content())
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download all figures, CSV").click()
    sources.append(taken.value.path().read_text())

    assert [re.findall(r"1,?847|\b0\.16|\b0\.2\b", source) for source in sources] == [[], [], []]
    assert ["1531" in sources[2], "1,531" in sources[1]] == [True, True]


def test_a_filter_stays_in_the_address(page, sign_in, meetings):
    seen_in_time()
    burns()
    sign_in(board_member(name="Priya Nair"))
    page.get_by_role("link", name="Indicators", exact=True).click()
    arrive(page, "Indicators")
    rows = page.get_by_role("table").get_by_role("rowheader")
    expect(rows).to_have_count(2)

    page.get_by_label("Rating").select_option("Target not met")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Showing only Rating: Target not met.")).to_be_visible()
    expect(rows).to_have_text(["Children seen in time"])
    expect(page).to_have_url(re.compile("rating=not_met"))
    page.reload()
    expect(rows).to_have_text(["Children seen in time"])

    rows.get_by_role("link").click()
    arrive(page, "Children seen in time")
    page.go_back()
    expect(rows).to_have_text(["Children seen in time"])
    page.get_by_role("link", name="Clear the filter").click()
    expect(rows).to_have_count(2)
