from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.analysis.derive import derive
from indicators.analysis.units import Unit, format_value

PROPERTY = settings(deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "places", "value"),
    [
        (38, 60, Unit.PERCENTAGE, 0, "63"),
        (38, 60, Unit.PERCENTAGE, 1, "63.3"),
        (1, 8, Unit.PERCENTAGE, 0, "13"),
        (81770, 12183016, Unit.RATE_PER_10000, 0, "67"),
        (45, 10_000, Unit.RATE_PER_10000, 1, "45.0"),
        (3, 2_000, Unit.RATE_PER_1000, 1, "1.5"),
        (3, 2, Unit.RATIO, 2, "1.50"),
        (1_275, 3, Unit.DAYS, 0, "425"),
        (0, 60, Unit.PERCENTAGE, 1, "0.0"),
    ],
)
def test_a_value_is_worked_out_exactly_and_rounded_once(numerator, denominator, unit, places, value):
    assert str(derive(numerator, denominator, unit.multiplier, places)) == value


@pytest.mark.parametrize(("numerator", "denominator"), [(None, 60), (38, None), (0, 0), (38, 0), (None, None)])
def test_nothing_is_worked_out_without_both_counts(numerator, denominator):
    assert derive(numerator, denominator, 100, 1) is None


def test_a_plain_count_is_not_worked_out():
    assert derive(38, 60, Unit.NUMBER.multiplier, 0) is None


@PROPERTY
@given(
    st.integers(min_value=0, max_value=10**12),
    st.integers(min_value=1, max_value=10**12),
    st.sampled_from([unit for unit in Unit if unit.multiplier]),
    st.integers(min_value=0, max_value=4),
)
def test_a_worked_out_value_is_within_half_a_step_of_the_truth(numerator, denominator, unit, places):
    truth = Fraction(numerator, denominator) * unit.multiplier

    value = derive(Decimal(numerator), Decimal(denominator), unit.multiplier, places)

    assert -Fraction(1, 2) < (truth - Fraction(value)) * 10**places < Fraction(1, 2) or (
        Fraction(value) - truth
    ) * 10**places == Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "unit", "places", "words"),
    [
        ("63.04", Unit.PERCENTAGE, 1, "63.0%"),
        ("45", Unit.RATE_PER_10000, 1, "45.0 per 10,000"),
        ("1.5", Unit.RATE_PER_1000, 1, "1.5 per 1,000"),
        ("1204", Unit.NUMBER, 0, "1,204"),
        ("-1204", Unit.NUMBER, 0, "−1,204"),
        ("12", Unit.DAYS, 0, "12 days"),
        ("1", Unit.DAYS, 0, "1 day"),
        ("1", Unit.DAYS, 1, "1.0 days"),
        ("0", Unit.DAYS, 0, "0 days"),
        ("211.4", Unit.RATE_PER_100000, 1, "211.4 per 100,000"),
        ("17.26", Unit.AVERAGE, 1, "17.3"),
        ("1.25", Unit.RATIO, 2, "1.25"),
    ],
)
def test_a_value_is_written_with_its_unit(value, unit, places, words):
    assert format_value(Decimal(value), unit, places) == words


def test_nothing_is_written_as_a_dash():
    assert format_value(None, Unit.NUMBER) == "—"


def test_a_unit_may_come_as_its_stored_word():
    assert format_value(Decimal(63), "percentage", 0) == "63%"


def test_every_unit_has_its_words():
    assert [unit.label for unit in Unit] == [
        "Number",
        "Percentage",
        "Rate per 1,000",
        "Rate per 10,000",
        "Rate per 100,000",
        "Ratio",
        "Days",
        "Average or score",
    ]
