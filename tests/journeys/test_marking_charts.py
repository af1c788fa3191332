"""The manager begins an indicator's limits anew, with a reason, and the Board reads it."""

import re
from datetime import date

from playwright.sync_api import expect

from board.enums import Role
from indicators.actions.keep import keep_series
from indicators.models import Indicator
from tests.factories.board import person_with
from tests.factories.indicators import IndicatorFactory, PublishedFigureFactory
from tests.journeys.accessibility import check_accessibility


def steady_then_higher():
    indicator = IndicatorFactory(code="M1", title="Seen in time", polarity="higher")
    for n in range(16):
        quarter = 2022 * 4 + 1 + n
        start = date(quarter // 4, 1 + 3 * (quarter % 4), 1)
        after = date((quarter + 1) // 4, 1 + 3 * ((quarter + 1) % 4), 1)
        PublishedFigureFactory(
            indicator=indicator,
            starts_on=start,
            ends_on=date.fromordinal(after.toordinal() - 1),
            numerator=(30 if n < 8 else 45) + n % 3,
            denominator=60,
        )
    keep_series(Indicator.objects.all())
    return indicator


def test_limits_begin_anew_with_a_reason(page, sign_in, october):
    indicator = steady_then_higher()
    sign_in(person_with(Role.MANAGER))
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + indicator.get_absolute_url())
    expect(page.locator(".pagehead")).to_contain_text("That is an improvement.")
    page.get_by_role("link", name="Mark the chart").click()
    check_accessibility(page)
    # By keyboard alone, from the first choice to the button.
    page.get_by_label("Limits begin anew").focus()
    page.keyboard.press("Space")
    for text in ("1 April 2024", "New provider"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    expect(page.get_by_label("From")).to_have_value("1 April 2024")
    expect(page.get_by_label("Reason")).to_have_value("New provider")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Put it on the chart")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("It is on the chart")).to_be_visible()
    expect(page.locator(".pagehead")).to_contain_text(re.compile("In control since Q1 2024–25"))
    expect(page.locator("#figures")).to_contain_text("Limits begin anew: New provider.")
    check_accessibility(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
