from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.analysis.figures import (
    DFE_SYMBOLS,
    SYMBOLS,
    Figure,
    FigureError,
    FigureState,
    is_two_numbers,
    parse_figure,
    round_half_up,
)
from lscb.core.numbers import write_number

PROPERTY = settings(deadline=None, derandomize=True)
ASK_FOR_A_NUMBER = r"^Enter a number in figures, such as 1,204 or 63\.5\.$"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1204", "1204"),
        ("1,204", "1204"),
        ("12,183,016", "12183016"),
        ("63.5", "63.5"),
        ("63.50", "63.50"),
        (".5", "0.5"),
        ("98.4%", "98.4"),
        ("63 %", "63"),
        ("-4", "-4"),
        ("−4", "-4"),
        ("+4.25", "4.25"),
        ("007", "7"),
        ("\ufeff1204 ", "1204"),
        ("\xa0 1,204\t\r\n", "1204"),
        ("-2.4900000000000002", "-2.4900000000000002"),
        ("9,999,999,999", "9999999999"),
    ],
)
def test_a_number_is_read_exactly(text, value):
    assert parse_figure(text) == Figure(Decimal(value), FigureState.GIVEN)


def test_nought_has_no_sign():
    assert str(parse_figure("-0").value) == "0"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", "not_supplied"),
        ("   ", "not_supplied"),
        ("-", "not_supplied"),
        ("–", "not_supplied"),
        ("c", "suppressed"),
        ("C", "suppressed"),
        ("[c]", "suppressed"),
        ("*", "suppressed"),
        ("<5", "suppressed"),
        ("< 10", "suppressed"),
        ("x", "not_available"),
        (":", "not_available"),
        ("..", "not_available"),
        ("z", "not_applicable"),
        ("u", "unreliable"),
        ("low", "low"),
        ("LOW", "low"),
    ],
)
def test_a_symbol_is_a_state_and_never_nought(text, state):
    assert parse_figure(text) == Figure(None, state)


@pytest.mark.parametrize(
    "text",
    [
        "NaN", "nan", "Infinity", "-inf", "1e5", "1E5", "0x1F", "1_204", "٤٢", "４２", "४२", "²", "½",
        "12,04", "1,2045", "1,,204", ",204", "1.204,5", "1.2.3", "5.", "--5", "5-", "+-5", "£5", "%", "+",
        "about 40", "forty", "n/a", "yes", "4 2", "38/60", "(4)", "[", "[]", "[5]", "c]", "<", "<five", "5\x00",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_sentence(text):
    with pytest.raises(FigureError, match=ASK_FOR_A_NUMBER):
        parse_figure(text)


@pytest.mark.parametrize("text", ["1717 (5%)", "1,717 (5.2 %)", "5% (1717)", "1717/5%", "12 [3.4%]"])
def test_a_count_with_its_percentage_is_two_numbers_of_which_none_is_guessed(text):
    assert is_two_numbers(text)
    with pytest.raises(FigureError, match="is two numbers in one"):
        parse_figure(text)


@pytest.mark.parametrize("text", ["1,717", "5%", "(5%)", "38/60", "1717 (5)", "% (%)", "1717 (c)"])
def test_one_number_is_not_two(text):
    assert not is_two_numbers(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1" * 11, "Enter a number of at most 10 digits before the decimal point."),
        ("9" * 100_000, "Enter a number of at most 10 digits before the decimal point."),
        ("0." + "1" * 21, "Enter a number of at most 20 digits after the decimal point."),
    ],
)
def test_a_huge_number_is_refused_with_its_limit(text, words):
    with pytest.raises(FigureError) as refusal:
        parse_figure(text)

    assert str(refusal.value) == words


def test_a_symbol_means_what_its_source_says():
    assert parse_figure("x", SYMBOLS["dfe"]).state == "not_available"
    assert parse_figure("x", SYMBOLS["sfr34_2015"]).state == "suppressed"
    assert parse_figure(".", SYMBOLS["sfr12_2017"]).state == "not_applicable"
    with pytest.raises(FigureError):
        parse_figure(".", SYMBOLS["dfe"])


def test_every_state_has_its_words():
    assert len({state.label for state in FigureState}) == len(FigureState)


@PROPERTY
@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_state_or_a_sentence(text):
    refusal = ""
    try:
        figure = parse_figure(text)
    except FigureError as error:
        figure, refusal = None, str(error)

    if figure is None:
        assert refusal.endswith(".")
    else:
        assert (figure.value is None) == (figure.state != FigureState.GIVEN)
        assert figure.value is None or figure.value.is_finite()


@PROPERTY
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_what_we_write_we_can_read_again(value):
    assert parse_figure(write_number(value, 3)).value == value


@PROPERTY
@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15),
    st.integers(min_value=0, max_value=6),
)
def test_rounding_goes_to_the_nearest_and_halves_away_from_nought(value, places):
    unit = Fraction(1, 10**places)
    exact = abs(Fraction(value)) / unit
    nearest = int(exact + Fraction(1, 2)) * unit

    rounded = round_half_up(value, places)

    assert abs(Fraction(rounded)) == nearest
    assert -rounded == round_half_up(-value, places)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("0.5", 0, "1"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("62.45", 1, "62.5"), ("1.005", 2, "1.01"), ("-0.4", 0, "0")],
)
def test_round_half_up_keeps_its_places(value, places, rounded):
    assert str(round_half_up(Decimal(value), places)) == rounded


def test_the_departments_symbols_are_the_default():
    assert SYMBOLS["dfe"] is DFE_SYMBOLS
