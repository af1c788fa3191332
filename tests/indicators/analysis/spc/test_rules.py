from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.analysis.spc import Caution, Icon, Improvement, Kind, Rule, analyse
from indicators.analysis.spc.icons import icon_of
from indicators.analysis.spc.rules import shifts, trends, two_of_three

STEADY = [20, 24] * 6  # 22, and 10.64 either side of it: near limits 7.0933 away


def judged(values, **options):
    found = analyse(values, improvement="increase", baseline_points=12, **options)
    return [point.rule for point in found.points][12:]


def fractions(values):
    return [Fraction(value) for value in values]


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([1, 2, 3, 4, 5, 6, 7], [1] * 7),
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([7, 6, 5, 4, 3, 2, 1, 1], [-1] * 7 + [0]),
        ([1, 2, 3, 4, 4, 5, 6, 7], [0] * 8),
        ([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], [1] * 6 + [-1] * 7),
    ],
    ids=["seven", "six", "falling", "a-tie-breaks-it", "a-turn-belongs-to-the-later"],
)
def test_a_trend_is_seven_that_each_go_the_same_way(values, marks):
    assert trends(fractions(values)) == marks


@pytest.mark.parametrize(
    ("near", "sides", "marks"),
    [
        ([True, True, False], [1, 1, 1], [1, 1, 0]),
        ([True, False, True], [-1, -1, -1], [-1, 0, -1]),
        ([True, True, False], [1, 1, -1], [0, 0, 0]),
        ([True, True], [1, 1], [0, 0]),
        ([True, False, False, True], [1, 1, 1, 1], [0, 0, 0, 0]),
    ],
    ids=["two", "with-one-between", "the-third-on-the-other-side", "two-points-only", "too-far-apart"],
)
def test_two_of_three_marks_only_those_near_the_limit(near, sides, marks):
    assert two_of_three(near, sides) == marks


def test_a_shift_is_seven_on_one_side_and_a_point_on_the_line_ends_it():
    assert shifts([1] * 7 + [0] + [-1] * 6) == [1] * 7 + [0] * 7


@pytest.mark.parametrize(
    ("value", "rule"), [("32.64", None), ("32.6401", Rule.OUTSIDE), ("11.36", None), ("11.3599", Rule.OUTSIDE)]
)
def test_a_point_on_the_limit_is_not_outside(value, rule):
    assert judged([*STEADY, Decimal(value)]) == [rule]
    assert judged([*STEADY, float(value)]) == [rule]


def test_what_binary_arithmetic_leaves_behind_moves_no_point():
    dust = 0.1 + 0.2  # 0.30000000000000004
    rising = [Decimal("0.1"), 0.2, dust, 0.4, 0.5, Fraction(3, 5), 1]

    assert Rule.TREND in {point.rule for point in analyse(rising, improvement="increase").points}
    # A tie, whichever of the two comes first, breaks a trend of eight.
    for tied in ([0.3, dust], [dust, 0.3]):
        found = analyse([0.1, 0.2, *tied, 0.4, 0.5, 0.6, 0.7], improvement="increase")
        assert Rule.TREND not in {point.rule for point in found.points}
    assert analyse([dust, 0.3] * 8, improvement="increase").caution is Caution.CONSTANT
    # 22 in the middle and 10.64 to either side, in tenths: on the limit, and met by the target that stands on it.
    tenths = [value / 10 for value in STEADY]
    for edge in (3.264, 3.2 + 0.064, 1.136):
        found = analyse([*tenths, edge], improvement="increase", baseline_points=12, target=edge)
        assert (found.points[-1].rule, found.assurance) == (None, "hit_and_miss")


def test_a_point_outside_is_not_near_as_well():
    assert judged([*STEADY, 33, 30, 23]) == [Rule.OUTSIDE, None, None]
    assert judged([*STEADY, 30, 30, 23]) == [Rule.TWO_OF_THREE, Rule.TWO_OF_THREE, None]


def test_the_first_rule_that_holds_is_named():
    rising = [23, 24, 25, 26, 30, 31, 40]

    assert judged([*STEADY, *rising]) == [Rule.TREND] * 6 + [Rule.OUTSIDE]
    assert judged([*STEADY, 23, 24, 25, 24, 30, 31, 24]) == [
        *[Rule.SHIFT] * 4, Rule.TWO_OF_THREE, Rule.TWO_OF_THREE, Rule.SHIFT,
    ]  # fmt: skip


def test_a_trend_towards_worse_is_a_concern_whichever_side_it_is_on():
    falling = analyse([*STEADY, 28, 27, 26, 25.5, 25, 24.5, 24.2], improvement="increase", baseline_points=12)

    assert [point.kind for point in falling.points][-6:] == [Kind.CONCERN] * 6


@pytest.mark.parametrize(
    ("improvement", "target", "assurance"),
    [
        ("increase", 33, "fail"),
        ("increase", 11, "pass"),
        ("decrease", 33, "pass"),
        ("decrease", 11, "fail"),
        ("increase", Decimal("32.64"), "hit_and_miss"),
        ("decrease", 22, "hit_and_miss"),
        ("neither", 33, None),
        ("increase", None, None),
    ],
)
def test_assurance_comes_from_the_target_and_the_limits(improvement, target, assurance):
    assert analyse(STEADY, improvement=improvement, target=target).assurance == assurance


@pytest.mark.parametrize(
    ("kind", "improvement", "icon"),
    [
        (Kind.IMPROVEMENT, "increase", Icon.IMPROVEMENT_HIGH),
        (Kind.IMPROVEMENT, "decrease", Icon.IMPROVEMENT_LOW),
        (Kind.CONCERN, "increase", Icon.CONCERN_LOW),
        (Kind.CONCERN, "decrease", Icon.CONCERN_HIGH),
        (Kind.NEUTRAL_LOW, "neither", Icon.NEUTRAL_LOW),
        (Kind.COMMON, "increase", Icon.COMMON),
    ],
)
def test_the_icon_points_the_way_the_figure_went(kind, improvement, icon):
    assert icon_of(kind, Improvement(improvement)) is icon


@pytest.mark.parametrize(
    ("values", "options", "caution"),
    [
        ([], {}, Caution.TOO_FEW),
        ([None, None], {}, Caution.TOO_FEW),
        ([9], {}, Caution.TOO_FEW),
        ([9, 30, 9, 90], {}, Caution.TOO_FEW),
        ([9, 30, 9, 90, 9, 8, 9, 9, 9, 9, 9, 9, 9], {"baseline_points": 4}, Caution.TOO_FEW),
        ([9] * 20, {}, Caution.CONSTANT),
        ([9] * 12 + [30], {"screen_outliers": False, "baseline_points": 12}, Caution.CONSTANT),
        ([9] * 12 + [90], {}, Caution.CONSTANT),
        ([0] * 7 + [30, 2, 9, 3, 8], {}, Caution.MOSTLY_ZERO),
        ([0] * 6 + [30, 2, 9, 3, 8, 7], {}, None),
        ([1, 4, 2, 3, 0, 1, 2, 4, 3, 1, 2, 4], {}, Caution.UNDER_FIVE),
        ([1, 4, 2, 3, 0, 1, 2, 5, 3, 1, 2, 4], {}, None),
        ([1, 4, 2.5, 3, 0, 1, 2, 4, 3, 1, 2, 4], {}, None),
        ([9, 30, 9, 8, 7, 12, 14, 9, 9, 8, 9], {}, Caution.TRIAL_LIMITS),
        ([9, 30, 9, 8, 7, 12, 14, 9, 9, 8, 9, 4], {"baseline_points": 11}, Caution.TRIAL_LIMITS),
        ([9, 30, 9, 8, 7, 12, 14, 9, 9, 8, 9, 4], {}, None),
        ([9, 30, 9, 8, 7, 12, 14, 9, 9, 8, 9, 4, 9], {"rebase_at": [12]}, Caution.TOO_FEW),
        ([9] * 12 + [9, 30, 9, 8, 7, 12, 14, 9, 9, 8, 9, 4, None], {"rebase_at": [12, 24]}, None),
    ],
)
def test_guards(values, options, caution):
    found = analyse(values, improvement="increase", target=1000, **options)

    assert found.caution == caution
    if caution is not None and caution.is_uncoloured:
        assert (found.variation, found.assurance) == (Kind.COMMON, None)
        last = found.groups[-1].starts if found.groups else 0
        assert {point.kind for point in found.points[last:]} <= {Kind.COMMON}


def test_trial_limits_are_coloured_all_the_same():
    found = analyse([9, 10, 9, 10, 9, 10, 90], improvement="decrease", target=200)

    assert (found.caution, found.variation, found.assurance) == (Caution.TRIAL_LIMITS, "concern", "pass")


def test_a_rebase_at_the_first_point_changes_nothing():
    assert analyse(STEADY, improvement="increase", rebase_at=[0]) == analyse(STEADY, improvement="increase")


@pytest.mark.parametrize(
    "options",
    [
        {"improvement": "up"},
        {"improvement": "increase", "rebase_at": [12]},
        {"improvement": "increase", "rebase_at": [-1]},
        {"improvement": "increase", "baseline_points": 0},
    ],
)
def test_what_makes_no_sense_is_refused(options):
    with pytest.raises(ValueError):
        analyse(STEADY, **options)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_a_figure_is_finite(value):
    with pytest.raises(ValueError, match="finite number"):
        analyse([1, value], improvement="increase")


def test_every_caution_and_rule_has_its_words():
    assert len({caution.sentence for caution in Caution}) == len(Caution)
    assert len({rule.label for rule in Rule}) == len(Rule)


def test_what_stands_on_the_edge_is_judged_as_it_stands():
    plain = analyse(STEADY, improvement="increase")
    edge = plain.points[0]
    for goal in (edge.lower, edge.upper):
        assert analyse(STEADY, improvement="increase", target=goal).assurance == "hit_and_miss"
    assert analyse(STEADY, improvement="neither", target=1000).assurance is None
    assert analyse(STEADY, improvement="increase", baseline_points=999) == plain
    assert analyse([*STEADY, None], improvement="increase").points[:-1] == plain.points

    # A missing figure may be the first of a group; a date named twice begins one group.
    twice = analyse([*STEADY, None, *STEADY], improvement="increase", rebase_at=[len(STEADY), len(STEADY), 0])
    assert [(group.starts, group.ends) for group in twice.groups] == [
        (0, len(STEADY)),
        (len(STEADY), len(twice.points)),
    ]
    assert twice.points[len(STEADY) + 1 :] == plain.points

    for nothing in ([], [None] * 3, [4]):
        found = analyse(nothing, improvement="increase", target=4)
        assert (found.caution, found.assurance, found.variation) == (Caution.TOO_FEW, None, "common")
