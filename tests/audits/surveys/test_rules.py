"""Of which groups something may be said: nobody learns by taking one figure from another."""

from hypothesis import given
from hypothesis import strategies as st

from audits.surveys.rules import FEWEST, shown_groups


def test_a_group_of_fewer_than_five_is_hidden_and_never_alone():
    assert shown_groups({"a": 9, "b": 8, "c": 3}) == {"a"}  # all less a and b would be c
    assert shown_groups({"a": 9, "b": 8, "c": 3, "d": 2}) == {"a", "b"}  # what is left over is five
    assert shown_groups({"a": 9, "b": 5}) == {"a", "b"}
    assert shown_groups({"a": 4}) == frozenset()
    assert shown_groups({"a": 5, "b": 1}) == frozenset()


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 12), max_size=10))
def test_what_is_shown_and_what_is_left_over_is_of_nobody_or_of_five(answered):
    shown = shown_groups(answered)
    left = sum(count for key, count in answered.items() if key not in shown)

    assert all(answered[key] >= FEWEST for key in shown)
    assert not shown or left == 0 or left >= FEWEST
