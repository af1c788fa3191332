"""What changed since the Board last met, in sentences that hold for any two figures."""

from datetime import UTC, datetime

import pytest

from indicators.models import Indicator
from reports.queries.changes import changes_since
from reports.queries.moments import end_of
from reports.queries.series import series_for
from tests.factories.board import analyst, board_member
from tests.factories.indicators import IndicatorFactory, TargetFactory
from tests.reports.reading import NOW, publish, reader_for

pytestmark = pytest.mark.django_db

MEETING = datetime(2026, 9, 3, 22, 59, tzinfo=UTC)
BEFORE = datetime(2026, 7, 20, 9, tzinfo=UTC)
AFTER = datetime(2026, 10, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 3, 9, tzinfo=UTC)


def changes(user=None):
    series = series_for(Indicator.objects.all(), reader=reader_for(user or analyst()), at=NOW, corrected_since=MEETING)
    return changes_since(series, moment=MEETING)


def told(user=None):
    return [(one.crossed, one.now_words, one.before_words) for one in changes(user)]


def percentage(code, before, now, *, target=90, **fields):
    """Percentages of sixty: one the Board had, and one accepted since."""
    indicator = IndicatorFactory(code=code, **fields)
    if target is not None:
        TargetFactory(indicator=indicator, value=target)
    if before is not None:
        publish(indicator, "Q1 2026–27", before, at=BEFORE)
    publish(indicator, "Q2 2026–27", now, at=AFTER)
    return indicator


def test_a_crossed_target_is_told_with_both_figures_and_their_periods():
    percentage("A1", 57, 36)

    assert told() == [(True, "60.0% in Q2 2026–27, target 90.0% not met", "95.0% in Q1 2026–27 (target met)")]


@pytest.mark.parametrize(
    ("before", "now", "is_worse", "words"),
    [
        (57, 52, True, "86.7% in Q2 2026–27, within tolerance of the target of 90.0%"),
        (52, 36, True, "60.0% in Q2 2026–27, target 90.0% not met"),
        (36, 52, False, "86.7% in Q2 2026–27, within tolerance of the target of 90.0%"),
        (36, 54, False, "90.0% in Q2 2026–27, target 90.0% met"),
    ],
)
def test_worse_and_better_are_told_apart(before, now, is_worse, words):
    percentage("A1", before, now)

    (change,) = changes()

    assert (change.crossed, change.is_worse, change.now_words) == (True, is_worse, words)


def test_worse_comes_first_then_better_then_what_crossed_nothing():
    percentage("A1", 57, 56)
    percentage("A2", 36, 57)
    percentage("A3", 57, 36)
    percentage("A4", None, 36)

    assert [change.series.indicator.code for change in changes()] == ["A3", "A2", "A1", "A4"]


def test_a_first_figure_crosses_nothing():
    percentage("A1", None, 36)

    assert told() == [(False, "60.0% in Q2 2026–27, target 90.0% not met", "")]


def test_without_a_target_nothing_is_crossed():
    percentage("A1", 57, 36, target=None)

    assert told() == [(False, "60.0% in Q2 2026–27", "95.0% in Q1 2026–27")]


def test_what_the_board_had_already_is_no_change():
    indicator = IndicatorFactory()
    publish(indicator, "Q1 2026–27", at=BEFORE)

    assert changes() == []


def test_a_figure_accepted_on_the_day_of_the_meeting_was_known_to_it():
    publish(IndicatorFactory(), "Q1 2026–27", at=MEETING)

    assert (changes(), end_of(MEETING.date()) > MEETING) == ([], True)


def test_a_corrected_latest_figure_is_compared_with_the_one_the_board_saw():
    indicator = IndicatorFactory()
    TargetFactory(indicator=indicator)
    publish(indicator, "Q1 2026–27", 57, at=BEFORE, superseded_at=AFTER)
    publish(indicator, "Q1 2026–27", 36, at=AFTER)

    (change,) = changes()

    assert (change.is_correction, change.is_worse) == (True, True)
    assert (change.now_words, change.before_words) == (
        "60.0% in Q1 2026–27, target 90.0% not met",
        "95.0% for the same period (target met)",
    )


def test_an_earlier_period_corrected_is_told_without_moving_the_target():
    indicator = IndicatorFactory()
    TargetFactory(indicator=indicator)
    publish(indicator, "Q4 2025–26", 57, at=BEFORE, superseded_at=AFTER)
    publish(indicator, "Q4 2025–26", 36, at=AFTER)
    publish(indicator, "Q1 2026–27", 57, at=BEFORE)

    (change,) = changes()

    assert (change.crossed, change.is_worse, change.is_correction) == (False, False, True)
    assert (change.now.period.label, change.before_words) == ("Q4 2025–26", "95.0% for the same period (target met)")


def test_a_figure_accepted_and_corrected_since_is_compared_with_the_one_at_the_meeting():
    indicator = IndicatorFactory()
    TargetFactory(indicator=indicator)
    publish(indicator, "Q1 2026–27", 57, at=BEFORE)
    publish(indicator, "Q2 2026–27", 57, at=AFTER, superseded_at=LATER)
    publish(indicator, "Q2 2026–27", 36, at=LATER)

    assert told() == [(True, "60.0% in Q2 2026–27, target 90.0% not met", "95.0% in Q1 2026–27 (target met)")]


def test_a_late_figure_for_an_earlier_period_is_new():
    indicator = IndicatorFactory()
    publish(indicator, "Q4 2025–26", 36, at=AFTER)
    publish(indicator, "Q1 2026–27", 57, at=BEFORE)

    assert told() == [(False, "60.0% in Q4 2025–26", "")]


def test_a_period_answered_without_a_figure_says_why():
    indicator = IndicatorFactory()
    publish(indicator, "Q1 2026–27", None, None, at=BEFORE, missing_reason="not_collected")
    publish(indicator, "Q2 2026–27", None, None, at=AFTER, missing_reason="not_ready")

    assert told() == [(False, "no figure for Q2 2026–27: not ready in time", "no figure for Q1 2026–27")]


@pytest.mark.parametrize(
    ("before", "now", "now_words", "before_words"),
    [
        (52, 3, "hidden in Q2 2026–27", "86.7% in Q1 2026–27 (within tolerance)"),
        (3, 52, "86.7% in Q2 2026–27, within tolerance of the target of 90.0%", "hidden in Q1 2026–27"),
        # Of sixty, 57 gives away the three who were not.
        (36, 57, "hidden in Q2 2026–27", "60.0% in Q1 2026–27 (target not met)"),
        (57, 3, "hidden in Q2 2026–27", "hidden in Q1 2026–27"),
    ],
)
def test_a_hidden_figure_crosses_nothing_and_is_never_told(before, now, now_words, before_words):
    percentage("A1", before, now)

    assert told(board_member()) == [(False, now_words, before_words)]
    assert [change.crossed for change in changes()] == [True]
