"""What each reader is given of a figure with a small number in it."""

from decimal import Decimal

import pytest

from board.enums import Role
from board.models import Board
from reports.readers import board_reader
from tests.factories.board import analyst, board_member, manager, person_with
from tests.factories.indicators import IndicatorFactory, TargetFactory
from tests.reports.reading import publish, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    """Two of 57 in one quarter and 45 of 60 in the next, with what was said about both."""
    indicator = IndicatorFactory()
    TargetFactory(indicator=indicator)
    publish(indicator, "Q1 2026–27", 2, 57, commentary="Both were siblings.", explanation="Two, not three.")
    publish(indicator, "Q2 2026–27", 45, 60, commentary="More staff.")
    return indicator


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.GROUP_CHAIR, Role.INDEPENDENT_CHAIR, Role.INSPECTOR])
def test_those_who_read_for_the_board_see_no_small_number_nor_what_was_said_of_it(small, role):
    hidden, given = read(small, person_with(role)).measures

    assert (hidden.numerator, hidden.denominator, hidden.value) == (None, None, None)
    assert (hidden.state, hidden.rating, hidden.rating_words) == ("hidden", "none", "Hidden")
    assert (hidden.commentary, hidden.explanation) == ("", "")
    assert (given.value, given.commentary) == (Decimal("75.0"), "More staff.")


@pytest.mark.parametrize("make", [analyst, manager], ids=["analyst", "manager"])
def test_the_boards_staff_see_small_numbers(small, make):
    first, _ = read(small, make()).measures

    assert (first.numerator, first.denominator, first.value) == (2, 57, Decimal("3.5"))
    assert (first.rating, first.commentary) == ("not_met", "Both were siblings.")


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR])
def test_a_suppliers_own_people_see_their_small_numbers(small, role):
    assert read(small, person_with(role, agency=small.supplier)).measures[0].value == Decimal("3.5")


def test_a_board_member_who_represents_the_supplier_reads_as_a_board_member(small):
    assert read(small, person_with(Role.BOARD_MEMBER, agency=small.supplier)).measures[0].is_hidden


def test_the_board_members_view_hides_whoever_asks_for_it(small):
    first, _ = read(small, reader=board_reader(manager())).measures

    assert (first.is_hidden, first.value) == (True, None)


def test_nought_is_shown():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", 0, 60)

    assert read(indicator, board_member()).latest_text == "0.0%"


@pytest.mark.parametrize(("threshold", "text"), [(2, "3.5%"), (3, "hidden"), (1, "3.5%"), (0, "3.5%")])
def test_the_boards_threshold_decides(small, threshold, text):
    board = Board.current()
    board.small_number_threshold = threshold
    board.save()

    series = read(small, board_member())

    assert series.text_of(series.measures[0]) == text


def test_one_readers_figures_are_never_kept_for_another(small):
    seen = [read(small, person).measures[0].value for person in (analyst(), board_member(), analyst())]

    assert seen == [Decimal("3.5"), None, Decimal("3.5")]


def test_what_a_chart_is_drawn_from_holds_no_hidden_figure(small):
    series = read(small, board_member())

    assert [reading.value for reading in series.readings] == [None, Decimal("75.0")]
    assert series.headline == "Latest 75.0%, Q2 2026–27. Target 90.0%. One figure hidden."
