"""What is one child's is found wherever it stands, and published figures are never taken for it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analysis.child_level import _UPN_LETTERS, first_sign, is_nhs_number, is_upn, sign_in

pytestmark = pytest.mark.once

WHOLE = Path(__file__).parents[4] / "shared" / "data"
EXTRACTS = Path(__file__).parent / "data"
PUBLISHED = [*sorted(EXTRACTS.glob("*.csv")), *sorted(WHOLE.glob("*/*.csv"))]

FIGURES = st.one_of(
    st.integers(0, 60_000_000).map(str),
    st.decimals(0, 100_000, places=1).map(str),
    st.sampled_from(["c", "x", "z", ":", "..", "*", "-", "", "63.5%", "1,204"]),
)
WORDS = st.sampled_from(
    ["E09000006", "Bromley", "2017/18", "Q1 2025/26", "31/03/2025", "2025-04-01", "Persons", "A1", "PF10", "Name"]
)
TABLES = st.lists(st.lists(FIGURES | WORDS, min_size=1, max_size=6), max_size=12)


@st.composite
def nhs_numbers(draw):
    digits = draw(st.lists(st.integers(0, 9), min_size=9, max_size=9).filter(lambda found: len(set(found)) > 1))
    check = -sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
    while check == 10:
        digits[8] = (digits[8] + 1) % 10
        check = -sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
    text = "".join(map(str, [*digits, check]))
    return draw(st.sampled_from([text, f"{text[:3]} {text[3:6]} {text[6:]}"]))


@st.composite
def upns(draw):
    digits = draw(st.lists(st.integers(0, 9), min_size=12, max_size=12))
    return _UPN_LETTERS[sum(weight * digit for weight, digit in enumerate(digits, 2)) % 23] + "".join(map(str, digits))


@given(TABLES)
def test_figures_places_and_periods_are_nobodys(table):
    assert first_sign(list(enumerate(table, 1))) is None


@given(
    TABLES, st.one_of(nhs_numbers(), upns(), st.sampled_from(["M33 7ZF", "sw1a 1aa", "CR2 6XH", "b338th"])), st.data()
)
def test_one_number_of_one_child_is_found_in_any_cell(table, number, data):
    table = [*table, ["12"]]
    row = data.draw(st.integers(0, len(table) - 1))
    table[row].insert(data.draw(st.integers(0, len(table[row]))), number)

    assert first_sign(list(enumerate(table, 1))).row == row + 1


def test_a_check_digit_that_does_not_fit_is_no_number_of_a_child():
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("9434765918")
    assert not is_nhs_number("1111111111")
    assert is_upn("H801200001001")
    assert not is_upn("A801200001001")


def test_it_is_found_among_the_words_of_a_comment_and_other_numbers_are_left_alone():
    among = {
        "lives at LS1 4AP with an aunt": "a postcode",
        "one child, NHS 943 476 5919, twice": "an NHS number",
        "is 9434765919.": "an NHS number",
        "pupil H801200001001 left": "a unique pupil number",
    }
    assert {text: sign_in(text) for text in among} == among
    for text in (
        "0.9434765919",
        "19434765919",
        "see https://example.org/9434765919",
        "call 0113 276 5919",
        "Q1 and E1",
    ):
        assert not sign_in(text), text


@pytest.mark.parametrize(
    ("headings", "row", "what"),
    [
        (["Ref", "Child’s name", "Count"], ["1", "Sam Lee", "2"], "a name"),
        (["Forename", "Age"], ["Sam", "4"], "a name"),
        (["ID", "DOB"], ["1", "12/05/2019"], "a date of birth"),
        (["Name", "Plan began"], ["Sam Lee", "12/05/2019"], "a name with a date"),
        (["UPN", "Absence"], ["not known", "4"], "a unique pupil number"),
        (["Child ID", "Visits"], ["77", "3"], "a case number"),
    ],
)
def test_headings_tell_of_single_children(headings, row, what):
    sign = first_sign([(1, ["Return of June"]), (2, headings), (3, row)])

    assert (sign.row, sign.what) == (3, what)
    assert row[0] not in sign.sentence or len(row[0]) < 4  # it is not repeated


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_published_file_is_taken_for_one_of_single_children(path):
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        assert first_sign(list(enumerate(csv.reader(file), 1))) is None
