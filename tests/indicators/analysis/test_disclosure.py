from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.analysis.disclosure import HIDDEN, Shown, ShownState, disclose
from indicators.analysis.units import Unit

PROPERTY = settings(deadline=None, derandomize=True)
counts = st.none() | st.integers(min_value=0, max_value=50)


def for_a_member(numerator, denominator, value, unit=Unit.PERCENTAGE, threshold=5):
    return disclose(numerator, denominator, value, unit=unit, threshold=threshold, is_trusted=False)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_count_below_the_threshold_hides_the_whole_figure(count):
    assert for_a_member(count, 60, Decimal("5.0")) == HIDDEN
    assert for_a_member(0, count, Decimal(0)) == HIDDEN
    assert for_a_member(None, None, Decimal(count), unit=Unit.NUMBER) == HIDDEN


@pytest.mark.parametrize("count", [1, 4])
def test_what_is_left_of_a_whole_is_a_count_as_well(count):
    assert for_a_member(60 - count, 60, Decimal(95)) == HIDDEN


@pytest.mark.parametrize(("numerator", "value"), [(0, 0), (5, 8), (55, 92), (60, 100)])
def test_nought_and_the_threshold_itself_are_shown(numerator, value):
    assert for_a_member(numerator, 60, value) == Shown(numerator, 60, value, hidden=False, state=ShownState.GIVEN)


def test_a_rate_is_hidden_by_its_count_and_not_by_the_rest_of_the_population():
    assert for_a_member(3, 20_000, Decimal("1.5"), unit=Unit.RATE_PER_10000) == HIDDEN
    assert for_a_member(8, 10, Decimal("8000"), unit=Unit.RATE_PER_10000).hidden is False


@pytest.mark.parametrize("unit", [Unit.DAYS, Unit.PERCENTAGE, Unit.RATE_PER_10000])
def test_a_small_value_that_is_no_count_is_shown(unit):
    assert for_a_member(None, None, Decimal(3), unit=unit).value == 3


def test_those_who_are_trusted_see_everything():
    assert disclose(3, 60, 5, unit=Unit.PERCENTAGE, threshold=5, is_trusted=True) == Shown(
        3, 60, 5, hidden=False, state=ShownState.GIVEN
    )


@pytest.mark.parametrize("threshold", [0, 1])
def test_a_threshold_of_one_or_none_hides_nothing(threshold):
    assert for_a_member(1, 2, 50, threshold=threshold).hidden is False


def test_a_figure_that_is_not_there_is_missing_and_not_hidden():
    assert for_a_member(None, None, None) == Shown(None, None, None, hidden=False, state=ShownState.MISSING)


@PROPERTY
@given(counts, counts, st.sampled_from(Unit), st.integers(min_value=0, max_value=12))
def test_no_small_count_is_ever_shown(numerator, denominator, unit, threshold):
    shown = for_a_member(numerator, denominator, numerator, unit=unit, threshold=threshold)

    seen = [count for count in (shown.numerator, shown.denominator) if count is not None]
    assert [count for count in seen if 0 < count < threshold] == []
    assert not shown.hidden or (shown.numerator, shown.denominator, shown.value) == (None, None, None)
