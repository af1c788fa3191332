from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.analysis.checks import Kind, parts_and_whole, warnings
from indicators.analysis.units import Unit

PROPERTY = settings(deadline=None, derandomize=True)
figures = st.none() | st.decimals(min_value=-1000, max_value=1000, places=1)


def number(text):
    return None if text is None else Decimal(text)


def found(numerator, denominator, value=None, unit=Unit.PERCENTAGE, history=()):
    past = [number(figure) for figure in history]
    return warnings(number(numerator), number(denominator), number(value), unit, past)


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "unit", "key"),
    [
        ("41", "40", None, Unit.PERCENTAGE, "numerator-above-denominator"),
        ("3", "0", None, Unit.PERCENTAGE, "denominator-zero"),
        ("3", "0", None, Unit.RATE_PER_10000, "denominator-zero"),
        ("-1", "40", None, Unit.PERCENTAGE, "numerator-negative"),
        ("1", "-40", None, Unit.RATE_PER_1000, "denominator-negative"),
        ("1.5", "40", None, Unit.PERCENTAGE, "numerator-not-whole"),
        ("1", "40.5", None, Unit.PERCENTAGE, "denominator-not-whole"),
        ("38", None, None, Unit.PERCENTAGE, "denominator-missing"),
        (None, "60", None, Unit.PERCENTAGE, "numerator-missing"),
        (None, None, "101", Unit.PERCENTAGE, "percentage-above-100"),
        (None, None, "-1", Unit.DAYS, "value-negative"),
        (None, None, "3.5", Unit.NUMBER, "value-not-whole"),
    ],
)
def test_what_cannot_be_right_is_an_error(numerator, denominator, value, unit, key):
    errors = found(numerator, denominator, value, unit)

    assert [(error.kind, error.key) for error in errors if error.key == key] == [(Kind.ERROR, key)]
    assert {error.kind for error in errors} == {"error"}


def test_an_error_says_the_numbers_as_they_were_typed():
    assert [error.message for error in found("1204", "40")] == [
        "The numerator, 1,204, is larger than the denominator, 40. Check both."
    ]


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "unit"),
    [
        ("38", "60", "63.3", Unit.PERCENTAGE),
        ("60", "60", "100", Unit.PERCENTAGE),
        ("0", "60", "0", Unit.PERCENTAGE),
        ("50", "40", "12500", Unit.RATE_PER_10000),
        (None, None, "12.5", Unit.DAYS),
        (None, None, "12", Unit.NUMBER),
        (None, None, None, Unit.PERCENTAGE),
    ],
)
def test_a_likely_figure_passes_in_silence(numerator, denominator, value, unit):
    assert found(numerator, denominator, value, unit) == []


def test_nought_out_of_nought_has_no_rate_and_may_be_explained():
    assert [(warning.key, warning.kind) for warning in found("0", "0")] == [("no-rate", "warning")]


@pytest.mark.parametrize(
    ("value", "history", "keys"),
    [
        ("90", ["60", "62", "66", "64"], ["unlike-the-past"]),
        ("20", ["60", "62", "66", "64"], ["unlike-the-past"]),
        ("68", ["60", "62", "66", "64"], []),
        ("62", ["60", "62", "66", "64"], []),
        ("90", ["60", "62"], []),
        ("90", ["60", None, "62", None], []),
        ("90", ["60", None, "62", "61"], ["unlike-the-past"]),
        ("6", ["5", "5", "5"], ["unlike-the-past"]),
        ("5", ["5", "5", "5"], []),
        ("10", ["2", "3", "6"], ["unlike-the-past"]),
        ("30", ["10", "90", "70"], []),
        (None, ["60", "62", "66"], []),
    ],
)
def test_a_figure_unlike_the_past_is_asked_about(value, history, keys):
    assert [warning.key for warning in found(None, None, value, Unit.DAYS, history)] == keys


def test_a_warning_says_what_the_past_was():
    warning = found("54", "60", "90", history=["60", "62", "66.4"])[0]

    assert warning.message == (
        "90.0% is unlike the last 3 figures, which ran from 60.0% to 66.4%. Check it, or say why it is right."
    )


@PROPERTY
@given(figures, figures, figures, st.sampled_from(Unit), st.lists(figures, max_size=6))
def test_errors_come_alone_and_keys_come_once(numerator, denominator, value, unit, history):
    findings = warnings(numerator, denominator, value, unit, history)

    assert len({finding.kind for finding in findings}) <= 1
    assert len({finding.key for finding in findings}) == len(findings)
    assert [finding.message for finding in findings if not finding.message.endswith(".")] == []


STEADY = ["60", "62", "61", "63", "60", "62", "61", "59", "62", "60", "61", "62", "60"]


@pytest.mark.parametrize(("value", "keys"), [("63", []), ("66", ["unlike-the-past"]), ("54", ["unlike-the-past"])])
def test_with_figures_enough_the_limits_say_what_is_usual(value, keys):
    assert [one.key for one in found(None, None, value, Unit.DAYS, STEADY)] == keys


def test_the_sentence_names_the_limits():
    warning = found(None, None, "90", Unit.PERCENTAGE, STEADY)[0]

    assert warning.message == (
        "90.0% is outside what the last 13 figures lead us to expect, 56.1% to 65.9%. Check it, or say why it is right."
    )


@pytest.mark.parametrize(("value", "keys"), [("65", []), ("78", ["changed-by-more"]), ("41", ["changed-by-more"])])
def test_a_change_that_was_set_asks_for_a_word(value, keys):
    past = [Decimal(60), None]

    assert [one.key for one in warnings(None, None, Decimal(value), Unit.DAYS, past, most_change=20)] == keys


@pytest.mark.parametrize(
    ("whole", "parts", "says"),
    [
        ("10", ["4", "6"], ""),
        ("10", ["4", "5"], "A1 and A2, come to 9 and the whole is 10"),
        ("10", ["4", None], ""),
        ("10", ["11", None], "A1, come to 11 and the whole is 10"),
        ("10", ["9"], ""),
        (None, ["4", "6"], ""),
    ],
)
def test_parts_are_held_against_the_whole(whole, parts, says):
    said = [(f"A{n}", number(part)) for n, part in enumerate(parts, 1)]

    messages = [one.message for one in parts_and_whole(number(whole), said)]

    assert len(messages) == bool(says)
    assert says in "".join(messages)
