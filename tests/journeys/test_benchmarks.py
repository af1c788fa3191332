"""The analyst brings a published file in, says once how it is read, and the Board sees its figure beside others'."""

from datetime import date

from playwright.sync_api import expect

from board.enums import Role
from indicators.actions.keep import keep_series
from indicators.models import Indicator
from tests.factories.board import person_with
from tests.factories.indicators import IndicatorFactory, PublishedFigureFactory
from tests.journeys.accessibility import arrive, check_accessibility, check_reflow

MODEL = "area_code,area_name\nE06000001,Eastham\nE06000002,Westham\nE06000003,Southam\n"
FILE = """time_period\ttime_identifier\tnew_la_code\tla_name\tcountry_code\tcountry_name\tpercent
2025\tReporting year\t\t\tE92000001\tEngland\t22.6
2025\tReporting year\tE06000001\tEastham\tE92000001\tEngland\t18.0
2025\tReporting year\tE06000002\tWestham\tE92000001\tEngland\tc
2025\tReporting year\tE06000003\tSoutham\tE92000001\tEngland\t75
2025\tReporting year\tE06000004\tNortham\tE92000001\tEngland\t70
"""


def test_a_published_file_comes_in_and_stands_beside_our_figure(page, sign_in, october):
    indicator = IndicatorFactory(code="B1", title="Seen in time", frequency="year", polarity="higher")
    PublishedFigureFactory(indicator=indicator, starts_on=date(2024, 4, 1), ends_on=date(2025, 3, 31))
    keep_series(Indicator.objects.all())
    sign_in(person_with(Role.ANALYST))
    home = "/".join(page.url.split("/")[:3])
    page.goto(f"{home}/indicators/data-sets/benchmarks/")
    arrive(page, "Benchmarks")

    page.get_by_role("link", name="Bring a file in").click()
    page.get_by_label("Or paste the table here").fill(FILE)
    page.get_by_label("Published on").fill("20 November 2025")
    page.get_by_role("button", name="Look it over").click()
    arrive(page, "What its columns are")
    page.get_by_label("What such files are called").fill("Seen in time, by authority")
    page.get_by_label("Source").fill("Department of Examples")
    first = page.get_by_role("group", name="Indicator 1")
    first.get_by_label("Indicator").select_option(label="B1 Seen in time")
    first.get_by_label("Its figure stands in").select_option("percent")
    page.get_by_role("button", name="Look it over").click()
    arrive(page, "Seen in time, by authority")
    expect(page.get_by_text("Suppressed to protect small numbers: 1.")).to_be_visible()
    page.get_by_role("button", name="Save 5 figures").click()
    expect(page.get_by_text("5 figures saved from A pasted table.")).to_be_visible()

    page.get_by_role("link", name="Benchmarks").click()
    page.get_by_role("link", name="Bring neighbours in").click()
    page.get_by_label("Or paste the table here").fill(MODEL)
    page.get_by_label("Our authority").fill("Northam")
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("3 neighbours of Northam were brought in.")).to_be_visible()

    page.goto(home + indicator.get_absolute_url())
    strip = page.locator("#benchmarks")
    expect(strip).to_contain_text("In 2024–25 our 75.0% is above England’s 22.6% and our neighbours’ mean of 46.5%")
    expect(strip).to_contain_text("joint 1st of 3")
    strip.get_by_text("The neighbours’ figures, 2024–25").click()
    expect(strip).to_contain_text("suppressed to protect small numbers")
    check_accessibility(page)
    check_reflow(page)
