"""An indicator beside others: its page's strip, and what it must not tell of a hidden figure."""

import re
from datetime import date

import pytest

from board.models import Board
from indicators.actions.keep import keep_series
from indicators.models import Indicator
from reports.packs.content import freeze
from tests.factories.board import MeetingFactory, board_member
from tests.factories.indicators import (
    AreaFactory,
    BenchmarkFigureFactory,
    BenchmarkFileFactory,
    IndicatorFactory,
    NeighbourSetFactory,
    PublishedFigureFactory,
)
from tests.factories.reports import PackFactory
from tests.reports.reading import page, words

pytestmark = pytest.mark.django_db

YEAR = {"starts_on": date(2024, 4, 1), "ends_on": date(2025, 3, 31)}
BEFORE = {"starts_on": date(2023, 4, 1), "ends_on": date(2024, 3, 31)}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


class World:
    """Us, England, our region and five like us; lower is better."""

    def __init__(self, **fields):
        given = {"frequency": "year", "polarity": "lower", "decimals": 1} | fields
        self.indicator = IndicatorFactory(code="B1", title="Repeat referrals", **given)
        self.file = BenchmarkFileFactory()
        region = AreaFactory(name="North West", kind="region", ons_code="E12000002")
        self.own = AreaFactory(name="Aldermere", region=region)
        self.like = [AreaFactory(name=f"Place {letter}") for letter in "ABCDE"]
        self.england = AreaFactory(name="England", kind="country", ons_code="E92000001")
        self.region = region
        NeighbourSetFactory(own=self.own, areas=self.like)
        self.publish(self.england, "22.6")
        self.publish(region, "21.7")

    def publish(self, area, value, **fields):
        state = {"state": "given"} if value else {"state": "suppressed", "symbol": "c"}
        numbers = YEAR | {"indicator": self.indicator, "file": self.file, "area": area, "value": value or None}
        return BenchmarkFigureFactory(**(numbers | state | fields))

    def publish_neighbours(self, *values, **fields):
        for area, value in zip(self.like, values, strict=True):
            self.publish(area, value, **fields)

    def ours(self, numerator, denominator=200, **fields):
        given = {"indicator": self.indicator, "numerator": numerator, "denominator": denominator} | YEAR
        PublishedFigureFactory(**(given | fields))

    def strip(self):
        keep_series(Indicator.objects.all())
        html = page(self.indicator.get_absolute_url(), board_member())
        found = re.search(r'<section class="band" id="benchmarks".*?</section>', html, re.DOTALL)
        return words(found[0]) if found else "", html


def test_ours_stands_beside_others_with_its_place_among_those_like_us():
    world = World()
    world.ours(40)  # 20.0%
    world.ours(50, **BEFORE)
    world.publish_neighbours("18.0", "20.04", "24.0", "", "30.0")

    strip, _ = world.strip()

    # Shown as 20.0%, Place B is level with us; Place D, suppressed, is not counted: (18 + 20.04 + 24 + 30) / 4.
    assert (
        "In 2024–25 our 20.0% is below England’s 22.6% and our neighbours’ mean of 23.0%: joint 2nd of 5, "
        "in the best quarter." in strip
    )
    for line in (
        "Ours, latest 20.0% 2024–25",
        "Ours, a year before 25.0% 2023–24",
        "England 22.6% 2024–25 Department of Examples",
        "North West 21.7% 2024–25",
        "4 of 5 give a figure 23.0% 2024–25",
        "Those with the same figure share the better place",
        "Place D suppressed to protect small numbers",
        "Source: Department of Examples, published 20 November 2025. Open Government Licence v3.0.",
    ):
        assert line in strip, line
    assert "The neighbours as one place" not in strip


def test_one_rate_for_all_neighbours_is_never_their_mean():
    world = World()
    world.ours(40)
    for area, (over, under) in zip(world.like, [(1, 10), (100, 200), (30, 100), (20, 100), (50, 100)], strict=True):
        world.publish(area, f"{over * 100 / under}", numerator=over, denominator=under)

    strip, _ = world.strip()

    assert "Mean of the neighbours’ figures 5 of 5 give a figure 32.0%" in strip
    assert (
        "The neighbours as one place All their counts added up, then one rate: larger places weigh more. 39.4%" in strip
    )


@pytest.mark.parametrize("quarters", [False, True])
def test_a_hidden_figure_is_told_by_no_comparison(quarters):
    """Not by a rank, and not by what was published of us: of the year, or of a year with a hidden quarter in it."""
    world = World(frequency="quarter" if quarters else "year")
    world.publish_neighbours("18.0", "20.0", "24.0", "25.0", "30.0")
    world.publish(world.own, "1.5")
    spans = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 3, 31)} if quarters else YEAR
    world.ours(3, **spans)

    strip, html = world.strip()

    assert "Our figure for 2024–25 is hidden, so it has no place among others." in strip
    assert "Our place Our figure for 2024–25 is hidden" in strip
    assert "1.5%" not in html
    assert not re.search(r"\d(st|nd|rd|th) of", strip)

    # Without the hidden one, what was published of us has its place: the test could fail.
    world.indicator.published.all().delete()
    strip, _ = world.strip()
    assert "Aldermere, as published 1.5%" in strip
    assert "1st of 6" in strip


def test_numbers_are_not_ranked_and_another_length_of_time_is_said():
    world = World(unit="number", denominator_words="", decimals=0, frequency="quarter")
    world.publish_neighbours("180", "200", "240", "250", "300")

    strip, _ = world.strip()

    assert "not ranked" in strip
    assert "Mean of the neighbours" not in strip
    assert "Others’ figures are of another length of time than ours." in strip


def test_without_figures_of_others_there_is_no_strip():
    world = World()
    world.ours(40)
    world.indicator.benchmarks.all().delete()

    assert world.strip()[0] == ""


@pytest.mark.parametrize("years", [1, 8])
def test_the_strip_is_one_query_however_much_was_published(client, years, django_assert_num_queries):
    Board.current()
    world = World()
    world.ours(40)
    for year in range(years):
        days = {"starts_on": date(2024 - year, 4, 1), "ends_on": date(2025 - year, 3, 31)}
        world.publish_neighbours("18.0", "20.0", "24.0", "25.0", "30.0", **days)
    keep_series(Indicator.objects.all())
    client.force_login(board_member())

    # As without others (see test_indicator_views), and one for what was published of them.
    with django_assert_num_queries(14):
        client.get(world.indicator.get_absolute_url())


def test_a_pack_says_it_as_it_stood_on_its_day(time_machine):
    world = World()
    world.ours(40)
    world.publish_neighbours("18.0", "19.0", "24.0", "25.0", "30.0")
    keep_series(Indicator.objects.all())
    MeetingFactory(held_on=date(2026, 9, 10))
    pack = PackFactory(meeting__held_on=date(2026, 12, 10))
    says = (
        "In 2024–25 our 20.0% is below England’s 22.6% and our neighbours’ mean of 23.2%: 3rd of 6, "
        "in the second quarter."
    )

    def beside():
        [section] = [one for one in freeze(pack, by=board_member())["sections"] if one["kind"] == "indicators"]
        return section["indicators"][0].get("beside"), section["indicators"][0].get("beside_sources")

    assert beside() == (
        says,
        ["Source: Department of Examples, published 20 November 2025. Open Government Licence v3.0."],
    )

    # A later file says otherwise of one of them, after the pack's day.
    time_machine.move_to("2026-11-25 09:00:00+00:00")
    later = BenchmarkFileFactory()
    world.indicator.benchmarks.filter(area=world.like[0]).update(replaced_by=later)
    world.publish(world.like[0], "21.0", file=later)
    assert beside()[0] == says

    world.indicator.published.update(numerator=3)
    assert beside()[0] == "Our figure for 2024–25 is hidden, so it has no place among others."
