from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.analysis.benchmark import (
    Rank,
    mean_of_rates,
    neighbours_of,
    pooled_rate,
    quartile_of,
    quartile_words,
    rank_of,
    rank_words,
)

PROPERTY = settings(deadline=None, derandomize=True)
RATES = st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 6).map(Decimal) | st.none(), min_size=1)
D = Decimal


def test_a_mean_of_rates_counts_each_place_once_and_a_pooled_rate_each_child():
    counts = [(D(1), D(10)), (D(100), D(200))]

    assert mean_of_rates([D(10), D(50)]) == 30
    assert round(pooled_rate(counts, multiplier=100), 4) == D("48.0952")


def test_symbols_are_left_out():
    assert mean_of_rates([D(10), None, D(20)]) == 15
    assert mean_of_rates([None]) is None
    assert pooled_rate([(D(5), D(10)), (None, D(1000)), (D(1000), None)], multiplier=100) == 50
    assert pooled_rate([(D(0), D(0)), (None, None)], multiplier=100) is None


@pytest.mark.parametrize(
    ("polarity", "places"),
    [("higher", [3, 1, 1, 4]), ("lower", [2, 3, 3, 1]), ("neither", [3, 1, 1, 4])],
)
def test_those_who_are_level_share_the_better_place(polarity, places):
    rates = {"a": D(5), "b": D(9), "c": D("9.0"), "d": D(2), "e": None}

    found = [rank_of(name, rates, polarity=polarity) for name in "abcd"]

    assert [(rank.place, rank.of) for rank in found] == [(place, 4) for place in places]
    assert [rank.is_shared for rank in found] == [False, True, True, False]


def test_whoever_has_no_figure_has_no_rank():
    assert rank_of("a", {"a": None, "b": D(1)}, polarity="higher") is None
    assert rank_of("z", {"a": D(1)}, polarity="higher") is None
    assert rank_of("a", {"a": D(1), "b": None}, polarity="higher") == Rank(1, 1, is_shared=False)


def test_places_and_quarters_in_words():
    ranks = [Rank(1, 11, is_shared=False), Rank(3, 11, is_shared=True), Rank(11, 22, is_shared=False)]

    assert [rank_words(rank, polarity="lower") for rank in ranks] == ["1st of 11", "joint 3rd of 11", "11th of 22"]
    assert rank_words(Rank(22, 30, is_shared=False), polarity="neither") == "22nd highest of 30"
    assert [quartile_words(n, polarity="higher") for n in (1, 4)] == ["best quarter", "weakest quarter"]
    assert [quartile_words(n, polarity="neither") for n in (1, 4)] == ["highest quarter", "lowest quarter"]


def test_quartiles_hold_a_quarter_each():
    rates = {name: D(value) for value, name in enumerate("abcdefgh")} | {"x": None}

    assert [quartile_of(name, rates, polarity="lower") for name in "abcdefgh"] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert [quartile_of(name, rates, polarity="higher") for name in "abcdefgh"] == [4, 4, 3, 3, 2, 2, 1, 1]
    assert quartile_of("x", rates, polarity="higher") is None


def test_under_four_there_is_no_quartile():
    assert quartile_of("a", {"a": D(1), "b": D(2), "c": D(3), "d": None}, polarity="higher") is None


def test_neighbours_are_those_named_and_never_oneself():
    rates = {"us": D(9), "a": D(1), "b": None, "c": D(3), "d": D(4)}

    assert neighbours_of("us", rates, ["a", "b", "us", "c", "gone"]) == [1, 3]


@PROPERTY
@given(RATES, st.sampled_from(["higher", "lower"]))
def test_ranks_and_quartiles_follow_the_figures(rates, polarity):
    given_only = {name: rate for name, rate in rates.items() if rate is not None}
    best_first = sorted(given_only.values(), reverse=polarity == "higher")

    for name, rate in given_only.items():
        rank = rank_of(name, rates, polarity=polarity)
        assert (rank.place, rank.of) == (best_first.index(rate) + 1, len(given_only))
        assert rank.is_shared == (best_first.count(rate) > 1)
        quartile = quartile_of(name, rates, polarity=polarity)
        assert quartile == quartile_of(name, given_only, polarity=polarity)
        assert (quartile in {1, 2, 3, 4}) == (len(given_only) >= 4)


@PROPERTY
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1))
def test_a_pooled_rate_lies_between_the_rates_it_pools(counts):
    pairs = [(D(over), D(under)) for over, under in counts]
    rates = [over / under for over, under in pairs]

    pooled = pooled_rate(pairs, multiplier=1)

    assert min(rates) - D("1e-20") <= pooled <= max(rates) + D("1e-20")
