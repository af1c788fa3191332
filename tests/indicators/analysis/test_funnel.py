from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.analysis.funnel import Model, Standing, _standing, funnel, limits_at

PROPERTY = settings(deadline=None, derandomize=True, max_examples=60)


def exactly(size, centre, share):
    """The same limit in exact fractions, from the definition: no logarithms and no starting point."""
    reached = Fraction(0)
    for count in range(size + 1):
        own = comb(size, count) * centre**count * (1 - centre) ** (size - count)
        reached += own
        if reached >= share:
            if count == size and share > Fraction(1, 2):
                return 1.0
            return max(float((count - (reached - share) / own) / size), 0.0)
    raise AssertionError("the chances add up to one")


@PROPERTY
@given(st.integers(1, 120), st.integers(1, 99))
def test_limits_of_a_proportion_are_the_exact_binomial_ones(size, percent):
    centre = Fraction(percent, 100)

    found = limits_at(size, float(centre), model=Model.PROPORTION)

    shares = [Fraction(1, 1000), Fraction(25, 1000), Fraction(975, 1000), Fraction(999, 1000)]
    expected = [exactly(size, centre, share) for share in shares]
    assert [found.lower_998, found.lower_95, found.upper_95, found.upper_998] == pytest.approx(expected, abs=1e-9)


def test_limits_of_a_rate_are_the_exact_poisson_ones():
    """With 10 expected: P(X <= 3) = 0.010336, P(X <= 4) = 0.029253, P(X <= 16) = 0.972958, P(X <= 17) = 0.985722."""
    found = limits_at(1000, 0.01, model=Model.RATE)

    assert found.lower_95 * 1000 == pytest.approx(4 - (0.029253 - 0.025) / (0.029253 - 0.010336), abs=1e-4)
    assert found.upper_95 * 1000 == pytest.approx(17 - (0.985722 - 0.975) / (0.985722 - 0.972958), abs=1e-4)


@PROPERTY
@given(st.integers(1, 50_000), st.floats(0.0001, 0.9999), st.sampled_from(Model))
def test_limits_lie_around_the_centre_in_order(size, centre, model):
    found = limits_at(size, centre, model=model)

    assert 0 <= found.lower_998 <= found.lower_95 <= found.upper_95 <= found.upper_998
    assert found.lower_95 <= centre + 1 / size
    assert found.upper_95 >= centre - 1 / size
    assert model is Model.RATE or found.upper_998 <= 1


def test_lines_narrow_as_places_grow():
    small, large = (limits_at(size, 0.4, model=Model.PROPORTION) for size in (50, 5000))

    assert small.upper_998 - small.lower_998 > 5 * (large.upper_998 - large.lower_998)


def test_places_stand_against_all_of_them_together():
    found = funnel([(40, 100), (70, 100), (10, 100), (52, 100), (30, 100), (201, 500)], model=Model.PROPORTION)

    assert found.centre == 403 / 1000
    assert [place.standing for place in found.places] == [
        Standing.WITHIN, Standing.HIGH_998, Standing.LOW_998, Standing.HIGH_95, Standing.LOW_95, Standing.WITHIN,
    ]  # fmt: skip


def test_where_everybody_has_all_nobody_stands_out():
    found = funnel([(5, 5)] * 3, model=Model.PROPORTION)

    assert (found.places[0].limits.upper_95, found.places[0].limits.upper_998) == (1.0, 1.0)
    assert {place.standing for place in found.places} == {Standing.WITHIN}


def test_a_place_on_a_line_is_within_it():
    limits = limits_at(100, 0.4, model=Model.PROPORTION)

    assert _standing(limits.upper_95, limits) is Standing.WITHIN
    assert _standing(limits.upper_998, limits) is Standing.HIGH_95


@pytest.mark.parametrize("model", Model)
def test_where_nobody_has_any_all_are_within(model):
    found = funnel([(0, 100), (0, 40)], model=model)

    assert (found.centre, {place.standing for place in found.places}) == (0, {Standing.WITHIN})


def test_a_place_without_a_figure_is_left_out_and_keeps_its_place():
    found = funnel([None, (40, 100), (0, 0)], model=Model.RATE)

    assert [place is None for place in found.places] == [True, False, True]
    assert funnel([None], model=Model.RATE).centre is None


def test_a_rate_may_be_above_one_and_a_proportion_may_not():
    assert funnel([(150, 100), (140, 100)], model=Model.RATE).places[0].share == 1.5
    with pytest.raises(ValueError, match="no more than its denominator"):
        funnel([(150, 100)], model=Model.PROPORTION)
    with pytest.raises(ValueError, match="not negative"):
        funnel([(-1, 100)], model=Model.RATE)


def test_lines_need_something_to_divide_by():
    with pytest.raises(ValueError, match="1 or more"):
        limits_at(0, 0.5, model=Model.RATE)
