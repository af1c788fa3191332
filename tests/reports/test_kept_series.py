"""What is kept of an indicator's figures says what working them out says, for every reader, after every action."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from board import actions as board_actions
from board.models import Board
from indicators.actions import library
from indicators.actions.keep import keep_what_is_not
from indicators.actions.publish import publish_return
from indicators.models import Indicator, KeptSeries
from indicators.tasks import keep_series as keep_series_task
from lscb.core.editing import Edit
from reports.queries.expected import Expected
from reports.queries.series import kept_series_for, series_for
from tests.factories.board import agency_lead, analyst, board_member, manager
from tests.factories.indicators import FigureFactory, IndicatorFactory, PublishedFigureFactory, ReturnFactory
from tests.reports.reading import publish, rated, reader_for

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()
BEFORE, EARLIER = datetime(2026, 7, 20, 9, tzinfo=UTC), datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def kept(indicator, person, *, today=TODAY):
    [series] = kept_series_for(
        Indicator.objects.filter(pk=indicator.pk),
        reader=reader_for(person),
        at=NOW,
        since=EARLIER,
        expected=Expected(today, 20),
    )
    return series


def worked_out(indicator, person):
    [series] = series_for(
        Indicator.objects.filter(pk=indicator.pk),
        reader=reader_for(person),
        at=NOW,
        corrected_since=EARLIER,
        expected=Expected(TODAY, 20),
    )
    return series


def is_told_the_same(indicator):
    """Whether each kind of reader is given from what is kept exactly what would be worked out."""
    for person in (analyst(), board_member(), agency_lead(indicator.supplier), agency_lead()):
        read, made = kept(indicator, person), worked_out(indicator, person)
        assert read.kept is not None
        assert read == made
        parts = ("text", "period", "rating", "rating_words", "spark")
        assert [getattr(read.standing, part) for part in parts] == [getattr(made.standing, part) for part in parts]
    return True


@pytest.fixture
def with_everything():
    """A figure, a small one, a correction, a period passed over, and one with a reason why there is none."""
    indicator = rated("A1", 36)
    publish(indicator, "Q1 2025–26", 45, 60, commentary="More staff.")
    publish(indicator, "Q2 2025–26", 2, 57, commentary="Both were siblings.")
    publish(indicator, "Q4 2025–26", 50, 60, at=BEFORE, superseded_at=datetime(2026, 10, 20, tzinfo=UTC))
    publish(indicator, "Q4 2025–26", 51, 60)
    publish(indicator, "Q1 2026–27", None, None, state="not_supplied", missing_reason="not_ready")
    return indicator


def test_what_is_kept_is_read_as_it_would_be_worked_out(with_everything):
    call_command("keep_series")

    assert is_told_the_same(with_everything)
    assert [one.superseded_at is not None for one in kept(with_everything, analyst()).superseded] == [True]


def test_an_indicator_without_figures_is_kept_too():
    indicator = IndicatorFactory()
    call_command("keep_series")

    assert is_told_the_same(indicator)
    assert kept(indicator, board_member()).measures == ()


def test_what_is_kept_for_the_board_holds_no_small_number_nor_what_was_said_of_it(with_everything):
    call_command("keep_series")

    texts = dict(KeptSeries.objects.values_list("is_trusted", "content"))
    assert ["siblings" in texts[True], "siblings" in texts[False]] == [True, False]
    assert [measure.numerator for measure in kept(with_everything, board_member()).measures][1] is None
    assert [measure.numerator for measure in kept(with_everything, analyst()).measures][1] == 2


# Every action that changes a series


def test_accepting_figures_keeps_them():
    figure = FigureFactory(given=True, indicator_return=ReturnFactory(submitted=True))

    publish_return(figure.indicator_return, by=manager(), at=NOW)

    assert is_told_the_same(figure.indicator)
    assert kept(figure.indicator, board_member()).latest_text == "75.0%"


def test_a_correction_is_kept_with_what_it_superseded():
    figure, officer = FigureFactory(given=True), manager()
    publish_return(figure.indicator_return, by=officer, at=datetime(2026, 10, 20, tzinfo=UTC))
    figure.numerator = 50
    figure.save()

    publish_return(figure.indicator_return, by=officer, at=NOW)

    assert is_told_the_same(figure.indicator)
    series = kept(figure.indicator, board_member())
    assert (series.latest_text, [one.numerator for one in series.superseded]) == ("83.3%", [45])


def test_what_a_machine_with_a_fast_clock_accepted_is_kept_all_the_same():
    figure = FigureFactory(given=True, indicator_return=ReturnFactory(submitted=True))

    publish_return(figure.indicator_return, by=manager(), at=NOW + timedelta(seconds=3))

    assert [measure.numerator for measure in kept(figure.indicator, analyst()).measures] == [45]


def test_setting_a_target_rates_anew(with_everything):
    call_command("keep_series")

    library.set_target(
        with_everything, from_on=date(2026, 4, 1), value=Decimal(50), tolerance=Decimal(0), why="", by=analyst()
    )

    assert is_told_the_same(with_everything)
    assert kept(with_everything, board_member()).rating == "met"


@pytest.mark.parametrize("change", [{"title": "Seen in time"}, {"decimals": 0}, {"polarity": "lower"}])
def test_changing_what_an_indicator_is_reads_it_anew(with_everything, change):
    call_command("keep_series")

    library.change_indicator(with_everything, Edit(change), {}, by=analyst())

    assert is_told_the_same(with_everything)


def test_a_new_indicator_is_kept_from_the_start():
    supplier = IndicatorFactory().supplier
    values = {"code": "H4", "title": "Reports", "definition": "Reports received.", "supplier": supplier}

    assert is_told_the_same(library.add_indicator(values, {}, by=analyst()))


def test_another_threshold_hides_anew_at_once(with_everything):
    publish(with_everything, "Q3 2025–26", 7, 60)
    call_command("keep_series")
    assert kept(with_everything, board_member()).measures[2].numerator == 7

    board_actions.change_board(Edit({"small_number_threshold": 10}), by=manager())

    assert is_told_the_same(with_everything)
    assert kept(with_everything, board_member()).measures[2].is_hidden


# What is kept by other rules counts for nothing


@pytest.mark.parametrize(
    "by_hand",
    [
        pytest.param(lambda one: Board.objects.update(small_number_threshold=20), id="threshold"),
        pytest.param(lambda one: Indicator.objects.update(decimals=3), id="decimals"),
        pytest.param(lambda one: Indicator.objects.update(title="Another"), id="title"),
        pytest.param(lambda one: KeptSeries.objects.all().delete(), id="nothing-kept"),
        pytest.param(lambda one: KeptSeries.objects.update(good_until=date(2026, 11, 20)), id="out-of-date"),
    ],
)
def test_what_changed_by_hand_is_worked_out_and_kept_again_by_the_worker(with_everything, by_hand):
    Board.current()
    call_command("keep_series")
    by_hand(with_everything)

    series = kept(with_everything, board_member())
    assert (series.kept, series) == (None, worked_out(with_everything, board_member()))

    keep_series_task()

    assert is_told_the_same(with_everything)
    assert keep_what_is_not() == 0


def test_a_figure_too_old_to_show_is_dropped_on_its_day_though_nothing_changed():
    indicator = IndicatorFactory()
    PublishedFigureFactory(indicator=indicator, starts_on=date(2023, 1, 1), ends_on=date(2023, 3, 31))
    call_command("keep_series")

    on_its_last_day = kept(indicator, board_member(), today=date(2027, 1, 4))
    the_day_after = kept(indicator, board_member(), today=date(2027, 1, 5))

    assert [one.kept is not None for one in (on_its_last_day, the_day_after)] == [True, False]


@pytest.mark.parametrize("count", [1, 5])
def test_reading_what_is_kept_is_one_query(count, django_assert_num_queries):
    for number in range(count):
        rated(f"A{number}", 36)
    call_command("keep_series")
    reader = reader_for(board_member())
    assert reader.views == {False}

    with django_assert_num_queries(1):
        found = kept_series_for(
            Indicator.objects.all(), reader=reader, at=NOW, since=EARLIER, expected=Expected(TODAY, 20)
        )

    assert len(found) == count
