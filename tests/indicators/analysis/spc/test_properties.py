from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indicators.analysis.spc import Caution, Kind, Rule, analyse

PROPERTY = settings(deadline=None, derandomize=True)
FIGURES = st.integers(min_value=100, max_value=160)
SERIES = st.lists(FIGURES, min_size=1, max_size=40)
WITH_GAPS = st.lists(FIGURES | st.none(), min_size=1, max_size=40)
DIRECTIONS = st.sampled_from(["increase", "decrease", "neither"])
MIRRORED = {
    Kind.IMPROVEMENT: Kind.CONCERN,
    Kind.CONCERN: Kind.IMPROVEMENT,
    Kind.NEUTRAL_HIGH: Kind.NEUTRAL_LOW,
    Kind.NEUTRAL_LOW: Kind.NEUTRAL_HIGH,
    Kind.COMMON: Kind.COMMON,
}


def judged(analysis):
    return [(point.rule, point.kind) for point in analysis.points]


def lines(analysis):
    return [(point.centre, point.lower, point.upper) for point in analysis.points]


@PROPERTY
@given(SERIES, DIRECTIONS, st.integers(min_value=0, max_value=10_000), st.sampled_from([1, 2, 10, 0.1, 0.25]))
def test_moving_and_stretching_the_scale_changes_no_judgement(values, improvement, shift, factor):
    exactly = Fraction(repr(factor)) if isinstance(factor, float) else Fraction(factor)
    moved = [(value + shift) * exactly for value in values]

    before, after = analyse(values, improvement=improvement), analyse(moved, improvement=improvement)

    assume(after.caution is not Caution.UNDER_FIVE)  # that guard is about counts, and these are none any longer
    assert judged(after) == judged(before)
    for was, now in zip(lines(before), lines(after), strict=True):
        assert [None if line is None else round((line + shift) * float(factor), 6) for line in was] == [
            None if line is None else round(line, 6) for line in now
        ]


@PROPERTY
@given(WITH_GAPS)
def test_the_other_direction_swaps_improvement_and_concern(values):
    up, down = (analyse(values, improvement=way) for way in ("increase", "decrease"))

    assert [(rule, MIRRORED[kind]) for rule, kind in judged(up)] == judged(down)


@PROPERTY
@given(SERIES, DIRECTIONS)
def test_a_series_upside_down_is_judged_upside_down(values, improvement):
    up = analyse(values, improvement=improvement)
    down = analyse([260 - value for value in values], improvement=improvement)

    assert [(rule, MIRRORED[kind]) for rule, kind in judged(up)] == judged(down)


@PROPERTY
@given(WITH_GAPS, DIRECTIONS, st.booleans())
def test_missing_figures_break_no_run_and_count_for_nothing(values, improvement, screen):
    given_only = [value for value in values if value is not None]

    whole = analyse(values, improvement=improvement, target=130, screen_outliers=screen)
    packed = analyse(given_only, improvement=improvement, target=130, screen_outliers=screen)

    assert [one for one, value in zip(whole.points, values, strict=True) if value is not None] == list(packed.points)
    assert {(one.value, one.rule, one.kind) for one in whole.points if one.value is None} <= {(None, None, "common")}
    assert (whole.variation, whole.assurance, whole.caution) == (packed.variation, packed.assurance, packed.caution)


@PROPERTY
@given(SERIES, SERIES, DIRECTIONS)
def test_groups_on_either_side_of_a_rebase_know_nothing_of_each_other(before, after, improvement):
    both = analyse([*before, *after], improvement=improvement, target=130, rebase_at=[len(before)])
    first, second = (analyse(part, improvement=improvement, target=130) for part in (before, after))

    assert both.points == (*first.points, *second.points)
    assert (both.variation, both.assurance, both.caution) == (second.variation, second.assurance, second.caution)


@PROPERTY
@given(WITH_GAPS, DIRECTIONS, st.integers(min_value=1, max_value=40))
def test_what_is_marked_is_what_the_rule_says(values, improvement, baseline):
    """The rules told again in another way: precedence, and every mark part of a pattern of its own kind."""
    found = analyse(values, improvement=improvement, baseline_points=baseline)
    points = [point for point in found.points if point.value is not None]

    for index, point in enumerate(points):
        is_outside = point.upper is not None and not point.lower <= point.value <= point.upper
        runs = [points[start : start + 7] for start in range(max(0, index - 6), index + 1)]
        whole = [[one.value for one in run] for run in runs if len(run) == 7]
        is_trend = any(run == sorted(set(run)) or run == sorted(set(run), reverse=True) for run in whole)
        is_shift = any(min(run) > point.centre or max(run) < point.centre for run in whole)
        if found.caution and found.caution.is_uncoloured:
            assert point.rule is None
        elif is_outside:
            assert point.rule == Rule.OUTSIDE
        elif is_trend:
            assert point.rule == Rule.TREND
        elif is_shift:
            assert point.rule in {Rule.TWO_OF_THREE, Rule.SHIFT}
        else:
            assert point.rule in {Rule.TWO_OF_THREE, None}
