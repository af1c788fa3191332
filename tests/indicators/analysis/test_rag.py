from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.analysis.rag import Polarity, Rating, rate

PROPERTY = settings(deadline=None, derandomize=True)
WORTH = [Rating.NOT_MET, Rating.NEAR, Rating.MET]
figures = st.decimals(min_value=-1000, max_value=1000, places=2)
tolerances = st.decimals(min_value=0, max_value=100, places=2)


@pytest.mark.parametrize(
    ("value", "polarity", "rating"),
    [
        ("90", Polarity.HIGHER, Rating.MET),
        ("90.1", Polarity.HIGHER, Rating.MET),
        ("89.9", Polarity.HIGHER, Rating.NEAR),
        ("85", Polarity.HIGHER, Rating.NEAR),
        ("84.9", Polarity.HIGHER, Rating.NOT_MET),
        ("90", Polarity.LOWER, Rating.MET),
        ("89", Polarity.LOWER, Rating.MET),
        ("95", Polarity.LOWER, Rating.NEAR),
        ("95.1", Polarity.LOWER, Rating.NOT_MET),
        ("90", Polarity.NEITHER, Rating.NONE),
    ],
)
def test_a_value_is_rated_against_a_target_of_90_with_a_tolerance_of_5(value, polarity, rating):
    assert rate(Decimal(value), Decimal(90), Decimal(5), polarity) == rating


@pytest.mark.parametrize(("value", "target"), [(None, Decimal(90)), (Decimal(90), None), (None, None)])
def test_without_a_value_or_a_target_there_is_no_rating(value, target):
    assert rate(value, target, Decimal(5), Polarity.HIGHER) == Rating.NONE


def test_without_a_tolerance_a_target_is_met_or_not_met():
    assert rate(Decimal("89.9"), Decimal(90), None, Polarity.HIGHER) == Rating.NOT_MET


@PROPERTY
@given(figures, figures, figures, tolerances)
def test_a_higher_value_is_never_rated_worse_when_higher_is_better(one, other, target, tolerance):
    low, high = sorted([one, other])

    ratings = [WORTH.index(rate(value, target, tolerance, Polarity.HIGHER)) for value in (low, high)]

    assert ratings == sorted(ratings)


@PROPERTY
@given(figures, figures, tolerances)
def test_lower_is_better_is_the_mirror_of_higher_is_better(value, target, tolerance):
    assert rate(value, target, tolerance, Polarity.HIGHER) == rate(-value, -target, tolerance, Polarity.LOWER)


def test_each_rating_is_said_in_words():
    assert [rating.label for rating in Rating] == ["Target met", "Within tolerance", "Target not met", "No target"]


def test_each_polarity_is_said_in_words():
    assert [polarity.label for polarity in Polarity] == [
        "Higher is better",
        "Lower is better",
        "Neither higher nor lower is better",
    ]
