from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.self_assessment.scales import BARS, POINTS, Scale, is_below_the_bar, point_of, score_of, wrong_with

SCORED = [pytest.param(scale, id=scale.value) for scale in POINTS]


@pytest.mark.parametrize("scale", SCORED)
def test_a_scale_runs_from_the_best_to_the_worst_and_its_bar_is_one_of_its_points(scale):
    scores = [point.score for point in POINTS[scale]]

    assert (scores[0], scores[-1]) == (1, 0)
    assert scores == sorted(scores, reverse=True)
    assert point_of(scale, BARS[scale])


@pytest.mark.parametrize(
    ("scale", "value", "bar", "below"),
    [
        ("met", "partly", "", True),
        ("met", "partly", "partly", False),
        ("grades", "2", "", False),
        ("grades", "3", "", True),
        ("percent", "70", "", True),
        ("percent", "80", "", False),
        ("yes_no", "no", "", True),
        ("text", "no", "", False),
        ("met", "", "", False),
    ],
)
def test_what_lies_below_the_bar(scale, value, bar, below):
    assert is_below_the_bar(scale, value, bar) == below


@pytest.mark.parametrize(
    ("scale", "value", "sentence"),
    [
        ("met", "nearly", "Choose one of the answers"),
        ("number", "many", "Enter a number such as 42"),
        ("number", "1,204.5", ""),
        ("number", "٤", "Enter a number such as 42"),
        ("date", "2026-02-30", "Enter a date such as 2026-06-18"),
        ("date", "2026-02-28", ""),
        ("text", "<b>anything</b> {{ at all }}", ""),
        ("rag", "", ""),
    ],
)
def test_what_a_scale_does_not_take_is_said(scale, value, sentence):
    assert wrong_with(scale, value) == sentence


@given(st.lists(st.sampled_from([(scale.value, point.value) for scale in POINTS for point in POINTS[scale]])))
def test_a_score_lies_between_nought_and_one_and_what_is_written_does_not_count(answers):
    score = score_of(answers)

    assert score is None if not answers else 0 <= score <= 1
    assert score_of([*answers, ("text", "much"), (Scale.MET, "")]) == score


def test_a_score_is_the_mean_of_what_is_scored():
    assert score_of([("met", "met"), ("met", "partly"), ("rag", "red")]) == Decimal("0.5")
