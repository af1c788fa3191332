"""What is stored of an indicator's variation is what its pages, the dashboard and the pack say."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from indicators.actions.keep import keep_series
from indicators.models import Indicator, KeptSeries
from reports.needs import Need, need_of
from reports.queries.expected import Expected
from reports.queries.series import kept_series_for
from reports.readers import board_reader
from tests.factories.board import analyst, board_member
from tests.factories.indicators import IndicatorFactory, PublishedFigureFactory
from tests.reports.reading import NOW, QUARTERS, page, publish, read, words

pytestmark = pytest.mark.django_db

BEFORE = datetime(2026, 7, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


@pytest.fixture
def falling():
    """Steady for five quarters, then far below."""
    indicator = IndicatorFactory(code="C1", title="Seen in time", polarity="higher")
    for quarter, count in zip(QUARTERS, [45, 46, 45, 46, 45, 20], strict=True):
        publish(indicator, quarter, count, at=BEFORE)
    return indicator


SAYS = "Q2 2026–27 is below the lower limit: lower than usual movement explains. That is a concern."


def test_the_page_says_it_in_a_sentence_an_icon_and_its_table(falling):
    keep_series(Indicator.objects.all())

    text = words(page(falling.get_absolute_url()))

    assert SAYS in text
    assert "Concern: low or falling" in text
    assert "Trial limits: they are made from fewer than 12 figures and will move." in text
    assert "Concern Below the lower limit" in text


def test_the_page_reads_what_is_stored(falling):
    keep_series(Indicator.objects.all())
    kept = KeptSeries.objects.get(indicator=falling, is_trusted=False)
    kept.analysis = kept.analysis.replace("That is a concern.", "As it was stored.")
    kept.save()

    assert "As it was stored." in page(falling.get_absolute_url())


def test_what_was_stored_by_other_rules_is_worked_out_anew(falling):
    keep_series(Indicator.objects.all())
    KeptSeries.objects.update(basis="other", analysis="{}")

    assert SAYS in words(page(falling.get_absolute_url()))


def test_what_is_hidden_from_the_board_moves_nobodys_limits():
    hidden = IndicatorFactory(code="H1", polarity="higher")
    for quarter, count in zip(QUARTERS, [45, 46, 45, 2, 45, 46], strict=True):
        publish(hidden, quarter, count, at=BEFORE)

    as_analyst, as_member = read(hidden, analyst()), read(hidden, board_member())

    assert as_analyst.signal == as_member.signal
    assert as_analyst.measures[3].value is not None
    assert as_member.measures[3].is_hidden
    assert as_member.signal.marks[3].mark == ""


def test_limits_are_made_of_all_the_history_though_the_dashboard_shows_some_of_it(falling):
    for year in range(2018, 2022):
        PublishedFigureFactory(
            indicator=falling, starts_on=date(year, 4, 1), ends_on=date(year, 6, 30), numerator=10, denominator=60
        )
    keep_series(Indicator.objects.all())

    [shown] = kept_series_for(
        Indicator.objects.filter(pk=falling.pk),
        reader=board_reader(board_member()),
        at=NOW,
        since=BEFORE,
        expected=Expected(NOW.date(), 20),
    )
    whole = read(falling, board_member(), whole=True)

    assert len(shown.measures) < len(whole.measures)
    assert shown.signal.marks == whole.signal.marks[-len(shown.measures) :]


def test_the_dashboard_is_the_boards_view_whoever_looks():
    small = IndicatorFactory(code="S1", title="Small")
    publish(small, "Q2 2026–27", 3, at=BEFORE)

    html = words(page(reverse("reports:dashboard"), analyst()))

    assert "hidden" in html
    assert "5.0%" not in html


@pytest.mark.parametrize(
    ("counts", "need"),
    [([45, 46, 45, 46, 45, 20], Need.CONCERN), ([30, 31, 30, 31, 30, 55], Need.IMPROVING), ([45], Need.STEADY)],
)
def test_what_an_indicator_needs(counts, need):
    indicator = IndicatorFactory(polarity="higher")
    for quarter, count in zip(list(QUARTERS)[-len(counts) :], counts, strict=True):
        publish(indicator, quarter, count, at=BEFORE)

    assert need_of(read(indicator, board_member())) == need
