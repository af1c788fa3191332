"""Hidden counts stay hidden from somebody who reads every figure shown, and knows every sum."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.analysis.secondary import ENOUGH, Sum, hidden_of
from tests.indicators.analysis.intruder import equations_of, narrowed_down

pytestmark = pytest.mark.once

ALL = "all"


def table(agencies, periods, groups, draw):
    """Counts of agency × period × group with every total there is, and every sum they make."""
    names = [range(agencies), range(periods), range(groups)]
    counts = {(a, p, g): draw() for a in names[0] for p in names[1] for g in names[2]}
    sums = []
    for axis, along in enumerate(names):
        for key in list(counts):
            if key[axis] == 0:
                parts = tuple((*key[:axis], n, *key[axis + 1 :]) for n in along)
                total = (*key[:axis], ALL, *key[axis + 1 :])
                counts[total] = sum(counts[part] for part in parts)
                sums.append(Sum(total, parts))
    return counts, sums


def exposed(counts, sums, hidden):
    """The hidden counts that an intruder can narrow down to fewer than three values."""
    shown = {key: count for key, count in counts.items() if key not in hidden}
    equations = equations_of(shown, [(one.total, one.parts) for one in sums])
    return list(narrowed_down(hidden, equations, most=max(counts.values()) + 5, enough=ENOUGH))


def data_set(seed):
    """Different shapes and sizes, one count in four nought; the same for the same seed."""
    chance = random.Random(seed)
    shape = chance.choice([(2, 2, 2), (3, 2, 2), (3, 1, 3), (4, 1, 3)])
    highest = chance.choice([3, 8, 20, 40])
    return table(*shape, lambda: 0 if chance.random() < 1 / 4 else chance.randint(0, highest))


@pytest.mark.parametrize("seed", range(200))
def test_an_intruder_is_left_at_least_three_values_for_every_hidden_count(seed):
    counts, sums = data_set(seed)

    hidden = hidden_of(counts, sums, threshold=5)

    assert {key for key, count in counts.items() if 0 < count < 5} <= hidden
    assert exposed(counts, sums, hidden) == []


def test_most_of_those_data_sets_would_give_something_away_with_the_small_counts_alone_hidden():
    given_away = 0
    for seed in range(40):
        counts, sums = data_set(seed)
        small = frozenset(key for key, count in counts.items() if 0 < count < 5)
        given_away += bool(exposed(counts, sums, small))

    assert given_away > 20


def test_the_intruder_finds_what_is_not_hidden_well_enough():
    counts, sums = table(2, 1, 2, iter([3, 20, 30, 40]).__next__)
    small = frozenset(key for key, count in counts.items() if 0 < count < 5)

    assert (0, 0, 0) in exposed(counts, sums, small)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8), st.integers(2, 10))
@settings(max_examples=60, deadline=None)
def test_one_row_with_its_total_gives_nothing_away(row, threshold):
    counts = dict(enumerate(row)) | {ALL: sum(row)}
    sums = [Sum(ALL, tuple(range(len(row))))]

    hidden = hidden_of(counts, sums, threshold=threshold)

    assert exposed(counts, sums, hidden) == []
    assert not {key for key in hidden if counts[key] == 0}


def test_nothing_small_hides_nothing():
    counts, sums = table(2, 2, 2, lambda: 20)

    assert hidden_of(counts, sums, threshold=5) == frozenset()


def test_a_missing_count_makes_no_sum():
    assert hidden_of({"a": 3, "b": None, ALL: 20}, [Sum(ALL, ("a", "b"))], threshold=5) == {"a"}


def test_the_smallest_shown_is_hidden_beside_a_small_one():
    counts = {"a": 3, "b": 9, "c": 40, ALL: 52}

    assert hidden_of(counts, [Sum(ALL, ("a", "b", "c"))], threshold=5) == {"a", "b"}
