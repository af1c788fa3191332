from decimal import Decimal

import pytest

from indicators.analysis.figures import FigureState
from indicators.reading import Measure, Reading, read_row

SHARE = Measure("percentage", 1, takes_denominator=True)
COUNT = Measure("number", 0, takes_denominator=False)
TYPED_SHARE = Measure("percentage", 1, takes_denominator=False)


def counts(numerator, denominator, *, reason="", history=()):
    return read_row({"numerator": numerator, "denominator": denominator}, reason, SHARE, history)


def test_two_counts_make_the_value():
    reading = counts("45", "60")

    assert reading == Reading(FigureState.GIVEN, Decimal(45), Decimal(60), None, Decimal("75.0"))
    assert reading.words(SHARE) == "75.0%"


def test_one_box_is_the_value_itself():
    reading = read_row({"value": "1,204"}, "", COUNT)

    assert (reading.value, reading.derived, reading.words(COUNT)) == (Decimal(1204), Decimal(1204), "1,204")


@pytest.mark.parametrize(
    ("text", "kept"), [("63.529411764", "63.5294"), ("0.00005", "0.0001"), ("12.34565", "12.3457")]
)
def test_a_typed_value_is_kept_to_four_decimals_halves_away_from_nought(text, kept):
    assert read_row({"value": text}, "", TYPED_SHARE).value == Decimal(kept)


@pytest.mark.parametrize("text", ["", "  ", "-", "–"])
def test_nothing_typed_is_no_answer_and_no_mistake(text):
    assert counts(text, text) == Reading(FigureState.NOT_SUPPLIED)


@pytest.mark.parametrize(
    ("numerator", "denominator", "state"),
    [
        ("c", "c", FigureState.SUPPRESSED),
        ("<5", "60", FigureState.SUPPRESSED),
        ("[z]", "", FigureState.NOT_APPLICABLE),
        ("x", "x", FigureState.NOT_AVAILABLE),
        ("low", "60", FigureState.LOW),
    ],
)
def test_a_symbol_is_a_state_and_never_a_number(numerator, denominator, state):
    assert counts(numerator, denominator) == Reading(state)


# What was typed, and the sentence about it. Nothing of it is ever taken for a number.
WRONG = [
    ("-3", "60", "The numerator is below nought. Enter 0 or more."),
    ("NaN", "60", "In the numerator: enter a number in figures, such as 1,204 or 63.5."),
    ("inf", "60", "In the numerator: enter a number in figures, such as 1,204 or 63.5."),
    ("1e3", "60", "In the numerator: enter a number in figures, such as 1,204 or 63.5."),
    ("twelve", "60", "In the numerator: enter a number in figures, such as 1,204 or 63.5."),
    ("٤٥", "60", "In the numerator: enter a number in figures, such as 1,204 or 63.5."),
    ("４５", "60", "In the numerator: enter a number in figures, such as 1,204 or 63.5."),
    ("45", "1,20", "In the denominator: enter a number in figures, such as 1,204 or 63.5."),
    ("45%", "60", "In the numerator: enter a number without a per cent sign."),
    ("4.5", "60", "The numerator is a count. Enter a whole number."),
    ("61", "60", "The numerator, 61, is larger than the denominator, 60. Check both."),
    ("5", "0", "The denominator is 0 but the numerator is 5. Check both."),
    ("45", "", "Enter the denominator as well, so that the value can be worked out."),
    ("", "60", "Enter the numerator as well, so that the value can be worked out."),
    ("45", "-", "Enter the denominator as well, so that the value can be worked out."),
]


@pytest.mark.parametrize(("numerator", "denominator", "sentence"), WRONG)
def test_what_is_wrong_gets_a_sentence_and_no_number(numerator, denominator, sentence):
    reading = counts(numerator, denominator)

    assert [finding.message for finding in reading.errors] == [sentence]
    numbers = (reading.numerator, reading.denominator, reading.value, reading.derived)
    assert (reading.state, numbers) == (FigureState.NOT_SUPPLIED, (None,) * 4)


def test_a_huge_number_gets_a_sentence():
    [error] = counts("9" * 40, "9" * 41).errors[:1]

    assert error.message.startswith("In the numerator: enter a number of at most")


def test_a_count_is_checked_before_it_is_rounded():
    assert [error.key for error in read_row({"value": "45.00001"}, "", COUNT).errors] == ["value-not-whole"]


@pytest.mark.parametrize(("numerator", "denominator"), [("45", "60"), ("c", "c")])
def test_a_figure_and_a_reason_for_none_contradict_each_other(numerator, denominator):
    reading = counts(numerator, denominator, reason="not_ready")

    assert [error.key for error in reading.errors] == ["contradiction"]
    assert reading.numerator is None


def test_a_figure_unlike_the_past_is_kept_and_asks_for_a_word():
    reading = counts("58", "61", history=[Decimal(68), Decimal(71), Decimal(69), Decimal(70)])

    assert [finding.key for finding in reading.warnings] == ["unlike-the-past"]
    assert reading.derived == Decimal("95.1")
