"""An indicator's run of figures: as at a moment, with its gaps, rated, and as each reader may see it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from indicators.models import Indicator
from reports.queries.series import indicators_of, series_for
from tests.factories.board import analyst
from tests.factories.indicators import IndicatorFactory, PublishedFigureFactory, TargetFactory
from tests.reports.reading import NOW, labels, publish, read, reader_for

pytestmark = pytest.mark.django_db


def test_figures_run_from_the_first_to_the_latest_with_every_gap_between():
    indicator = IndicatorFactory()
    publish(indicator, "Q3 2025–26", 30)
    publish(indicator, "Q2 2026–27", 45)

    assert labels(read(indicator)) == [
        ("Q3 2025–26", "50.0%"),
        ("Q4 2025–26", "no return"),
        ("Q1 2026–27", "no return"),
        ("Q2 2026–27", "75.0%"),
    ]


def test_an_indicator_without_figures_says_so():
    series = read(IndicatorFactory())

    assert (series.measures, series.latest_text, series.rating_words) == ((), "no figures yet", "No figures yet")
    assert series.headline == "No figures yet."


@pytest.mark.parametrize(
    ("at", "text"),
    [
        pytest.param(datetime(2026, 10, 19, tzinfo=UTC), [], id="before-it-was-accepted"),
        pytest.param(datetime(2026, 10, 25, tzinfo=UTC), [("Q2 2026–27", "75.0%")], id="as-first-accepted"),
        pytest.param(NOW, [("Q2 2026–27", "50.0%")], id="as-corrected"),
    ],
)
def test_a_series_stands_as_it_did_at_the_moment_asked_for(at, text):
    indicator, corrected_at = IndicatorFactory(), datetime(2026, 11, 1, tzinfo=UTC)
    publish(indicator, "Q2 2026–27", 45, superseded_at=corrected_at)
    publish(indicator, "Q2 2026–27", 30, at=corrected_at)

    assert labels(read(indicator, at=at)) == text


def test_what_was_superseded_is_told_from_the_moment_asked_for():
    indicator = IndicatorFactory()
    first, second = datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    publish(indicator, "Q2 2026–27", 45, superseded_at=first)
    publish(indicator, "Q2 2026–27", 36, at=first, superseded_at=second)
    publish(indicator, "Q2 2026–27", 30, at=second)

    def told(since):
        return [one.value for one in read(indicator, corrected_since=since).superseded]

    assert told(None) == []
    assert told(datetime(2026, 10, 28, tzinfo=UTC)) == [Decimal("60.0")]
    assert told(datetime(2026, 1, 1, tzinfo=UTC)) == [Decimal("75.0"), Decimal("60.0")]


def test_a_correction_that_came_later_was_none_at_the_time():
    indicator, at = IndicatorFactory(), datetime(2026, 10, 25, tzinfo=UTC)
    publish(indicator, "Q2 2026–27", 45, superseded_at=datetime(2026, 11, 1, tzinfo=UTC))

    series = read(indicator, at=at, corrected_since=datetime(2026, 1, 1, tzinfo=UTC))

    assert (labels(series), series.superseded) == ([("Q2 2026–27", "75.0%")], ())


@pytest.mark.parametrize(
    ("fields", "text", "state"),
    [
        ({"missing_reason": "not_ready"}, "not ready in time", "missing"),
        ({"missing_reason": "nothing_to_report"}, "nothing to report", "missing"),
        ({"state": "not_available"}, "not available from its source", "missing"),
        ({"state": "unreliable"}, "too unreliable for its source to give", "missing"),
        ({"state": "low"}, "more than nought, but rounds to it", "missing"),
        ({"state": "suppressed"}, "suppressed by its source", "hidden"),
        ({"state": "not_supplied"}, "no return", "missing"),
    ],
)
def test_a_period_without_a_figure_says_why(fields, text, state):
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", None, None, **fields)

    series = read(indicator)

    assert (series.latest_text, series.latest.state, series.latest.rating) == (text, state, "none")


@pytest.mark.parametrize(("numerator", "rating"), [(54, "met"), (51, "near"), (50, "not_met"), (0, "not_met")])
def test_a_figure_is_rated_against_the_target_of_its_time(numerator, rating):
    indicator = IndicatorFactory()
    TargetFactory(indicator=indicator, from_on=date(2020, 4, 1), value=50, tolerance=0)
    TargetFactory(indicator=indicator, from_on=date(2026, 4, 1), value=90, tolerance=5)
    publish(indicator, "Q4 2025–26", 40)
    publish(indicator, "Q2 2026–27", numerator)

    series = read(indicator)

    assert [measure.target for measure in series.measures] == [50, 90, 90]
    assert [measure.rating for measure in series.measures] == ["met", "none", rating]


def test_a_rating_agrees_with_the_figure_as_it_is_written():
    indicator = IndicatorFactory(decimals=0)
    TargetFactory(indicator=indicator, value=90)
    publish(indicator, "Q2 2026–27", None, None, value=Decimal("89.6"))

    series = read(indicator)

    assert (series.latest_text, series.rating) == ("90%", "met")


def test_a_target_finer_than_the_figures_keeps_its_decimals():
    indicator = IndicatorFactory(decimals=0)
    TargetFactory(indicator=indicator, value=Decimal("92.5"))
    publish(indicator, "Q2 2026–27")

    assert read(indicator).target_text == "92.5%"


def test_figures_collected_by_the_month_before_are_kept_when_the_frequency_changes():
    indicator = IndicatorFactory()
    PublishedFigureFactory(indicator=indicator, starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31), published_at=NOW)
    publish(indicator, "Q2 2026–27")

    assert [label for label, _text in labels(read(indicator))] == ["May 2026", "June 2026", "Q2 2026–27"]


def test_a_page_looks_back_four_years_and_a_whole_series_to_its_beginning():
    indicator = IndicatorFactory()
    PublishedFigureFactory(indicator=indicator, starts_on=date(2019, 4, 1), ends_on=date(2019, 6, 30), published_at=NOW)
    publish(indicator, "Q2 2026–27")

    assert (len(read(indicator).measures), len(read(indicator, whole=True).measures)) == (1, 30)


def test_codes_are_in_the_order_a_person_counts():
    for code in ("PF10", "PF2", "CS1"):
        IndicatorFactory(code=code)

    found = series_for(Indicator.objects.all(), reader=reader_for(analyst()), at=NOW)

    assert [one.indicator.code for one in found] == ["CS1", "PF2", "PF10"]


def test_digits_of_another_script_in_a_code_are_letters_like_others():
    for code in ("٣", "PF2"):
        IndicatorFactory(code=code)

    found = series_for(Indicator.objects.all(), reader=reader_for(analyst()), at=NOW)

    assert [one.indicator.code for one in found] == ["PF2", "٣"]


def test_only_agreed_indicators_are_for_pages():
    IndicatorFactory(code="A1")
    IndicatorFactory(code="A2", status="retired")

    assert [one.code for one in indicators_of(analyst())] == ["A1"]
