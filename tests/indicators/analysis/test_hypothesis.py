from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analysis.hypothesis import FEWEST_PAIRS, Verdict, by_chance, judge

numbers = st.one_of(st.none(), st.integers(0, 50).map(Decimal))
runs = st.lists(st.tuples(numbers, numbers), max_size=30)
lags = st.integers(0, 6)


def apart(pairs):
    return [first for first, _ in pairs], [second for _, second in pairs]


def test_a_run_that_always_follows_as_expected_holds_and_the_other_way_round_does_not():
    leading = [Decimal(n) for n in (1, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10)]
    following = [Decimal(50)] + [Decimal(60) - n for n in leading[:-1]]

    assert judge(leading, following, after=1, falls=True).verdict == Verdict.HOLDING
    found = judge(leading, following, after=1, falls=False)
    assert (found.verdict, found.pairs, found.agreeing) == (Verdict.NOT_HOLDING, 9, 0)


@pytest.mark.parametrize(
    ("pairs", "agreeing", "verdict"),
    [(7, 7, "too_early"), (8, 7, "holding"), (8, 6, "too_early"), (8, 4, "not_holding"), (20, 15, "holding"),
     (20, 14, "too_early"), (20, 10, "not_holding")],
)  # fmt: skip
def test_where_the_verdict_turns(pairs, agreeing, verdict):
    leading, following = [Decimal(0)], [Decimal(0)]
    for place in range(pairs):
        step = 1 if place < agreeing else -1
        leading.append(leading[-1] + 1)
        following.append(following[-1] + step)

    assert judge(leading, following, after=0, falls=False).verdict == verdict


@given(runs, lags, st.booleans())
def test_few_points_are_too_early_and_nothing_is_counted_that_is_not_there(pairs, after, falls):
    leading, following = apart(pairs)
    found = judge(leading, following, after=after, falls=falls)

    assert 0 <= found.agreeing <= found.pairs <= max(len(pairs) - 1 - after, 0)
    if found.pairs < FEWEST_PAIRS:
        assert found.verdict == Verdict.TOO_EARLY
    known = sum(first is not None for first in leading), sum(second is not None for second in following)
    assert found.pairs <= max(min(known) - 1, 0)


@given(runs, lags, st.booleans(), st.integers(1, 9), st.integers(-20, 20))
def test_the_scale_of_a_figure_decides_nothing_and_what_is_hidden_only_takes_away(pairs, after, falls, times, plus):
    leading, following = apart(pairs)
    found = judge(leading, following, after=after, falls=falls)

    scaled = [None if value is None else value * times + plus for value in following]
    assert judge(leading, scaled, after=after, falls=falls) == found
    other = judge(leading, following, after=after, falls=not falls)
    assert (other.pairs, other.agreeing) == (found.pairs, found.pairs - found.agreeing)
    assert not found.verdict == other.verdict == Verdict.HOLDING
    hidden = [None, *following[1:]] if following else []
    assert judge(leading, hidden, after=after, falls=falls).pairs <= found.pairs


def test_chance_is_that_of_coins():
    assert by_chance(8, 8) == 1 / 256
    assert by_chance(8, 0) == 1


def test_runs_of_other_periods_are_not_compared():
    with pytest.raises(ValueError, match="same periods"):
        judge([None], [], after=0, falls=True)
    with pytest.raises(ValueError, match="before"):
        judge([], [], after=-1, falls=True)
