"""What a run of figures is said to be, and that what is hidden from the Board moves none of it."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.analysis.rag import Rating
from indicators.measures import Measure
from indicators.signal import NOTHING, Placed, signal_of
from lscb.core.charts import ReadingState
from lscb.core.periods import PeriodKind, YearKind, period_containing

STEADY = [50, 52, 49, 51, 50, 48, 52, 50, 51, 49, 50, 52, 49, 51]


def measures(values, target=None):
    period = period_containing(date(2020, 4, 1), PeriodKind.QUARTER, YearKind.APRIL)
    found = []
    for value in values:
        state = ReadingState.MISSING if value is None else ReadingState.GIVEN
        number = None if value is None else Decimal(value)
        found.append(Measure(period, None, None, number, state, "", Rating.NONE, target, "", "", None))
        period = period.next()
    return found


def signal(values, *, polarity="higher", target=None, placed=()):
    goal = None if target is None else Decimal(target)
    return signal_of(measures(values, goal), polarity=polarity, target=f"{target}%", placed=placed)


def test_steady_figures_are_in_control_since_the_first():
    found = signal(STEADY)

    assert found.says == "In control since Q1 2020–21: 14 figures with no change beyond usual movement."
    assert (found.icon, found.icon_words, found.assurance_words) == ("common", "No significant change", "No target set")


@pytest.mark.parametrize(
    ("polarity", "mark", "end"),
    [
        ("higher", "concern", " That is a concern."),
        ("lower", "improvement", " That is an improvement."),
        ("neither", "low", ""),
    ],
)
def test_seven_below_the_mean_are_a_shift_read_by_which_way_is_better(polarity, mark, end):
    found = signal([*STEADY, 55, 54, 55, 54, 55, 54, 55, 49, 50, 49, 50, 49, 50, 49], polarity=polarity)

    assert found.says == f"Seven figures in a row below the mean since Q2 2025–26: a shift.{end}"
    assert [one.mark for one in found.marks[-8:]].count(mark) == 7
    assert found.marks[-1].why == "One of seven or more below the mean"


def test_one_outside_its_limits_is_named_with_its_period():
    found = signal([*STEADY, 30])

    assert found.says == "Q3 2023–24 is below the lower limit: lower than usual movement explains. That is a concern."
    assert (found.icon, found.marks[-1].mark) == ("concern_low", "concern")


def test_a_trend_is_told_from_where_it_began():
    found = signal([*STEADY[:12], 48, 49, 50, 51, 52, 53, 54], polarity="neither")

    assert "rising one after another since Q1 2023–24: a trend" in found.says


@pytest.mark.parametrize(
    ("target", "words"), [(90, "Will not reach target"), (50, "May or may not reach target"), (20, "Will reach target")]
)
def test_whether_it_will_reach_its_target_is_said_in_words(target, words):
    found = signal(STEADY, target=target)

    assert found.assurance_words == words
    assert f"the target of {target}%" in found.says


def test_trial_limits_say_so_and_are_marked_all_the_same():
    found = signal([*STEADY[:10], 10])

    assert found.says.endswith("Trial limits: they are made from fewer than 12 figures and will move.")
    assert found.marks[-1].mark == "concern"


@pytest.mark.parametrize("values", [[50, 10, 90], [5] * 14, [0] * 9 + [1, 2, 1], [1, 2, 3, 4] * 3])
def test_a_series_that_limits_say_nothing_about_is_not_coloured_and_says_why(values):
    found = signal(values)

    assert {one.mark for one in found.marks} == {""}
    assert (found.icon, found.icon_words, found.is_uncoloured) == ("", "Not judged", True)
    assert found.says


def test_a_figure_back_within_its_limits_is_not_called_long_in_control():
    assert signal([*STEADY, 90, 50]).says == "Q4 2023–24 is within usual movement."


def test_without_a_figure_there_is_nothing_to_say():
    assert signal([None, None]) == NOTHING


def test_a_gap_breaks_no_run():
    assert signal([*STEADY[:7], None, *STEADY[7:]]).says.startswith("In control since Q1 2020–21: 14 figures")


PLACED = [Placed("rebase", date(2023, 10, 15), "new provider", "Helen Ostrow", date(2024, 2, 3))]


def test_limits_begin_anew_at_a_rebase_with_its_reason():
    later = [value + 20 for value in STEADY]
    found = signal([*STEADY, *later], placed=PLACED)

    assert found.marks[14].begins == "Q3 2023–24: new provider"
    assert found.marks[14].signed == "Limits begin anew: new provider. Helen Ostrow, 3 February 2024."
    assert [round(found.marks[index].mean) for index in (13, 14)] == [50, 70]
    assert found.says.startswith("In control since Q3 2023–24")
