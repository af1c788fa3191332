from datetime import date

import pytest

from board.rules import paper_deadlines, year_label, year_of

MEETING = date(2026, 6, 18)


def test_paper_deadlines_are_counted_in_working_days_both_ways():
    found = [(deadline.what, deadline.due_on, deadline.rule) for deadline in paper_deadlines(MEETING)]

    # 25 May 2026 is the spring bank holiday.
    assert found == [
        ("Items of any other business are in", date(2026, 5, 28), "15 working days before"),
        ("Papers go out", date(2026, 6, 4), "10 working days before"),
        ("Action points go out", date(2026, 7, 2), "10 working days after"),
        ("Minutes go out", date(2026, 7, 16), "20 working days after"),
    ]


def test_paper_deadlines_pass_over_days_the_board_added():
    plain = paper_deadlines(MEETING)
    moved = paper_deadlines(MEETING, frozenset({date(2026, 6, 5), date(2026, 7, 1)}))

    assert [deadline.due_on for deadline in moved] == [
        date(2026, 5, 27),
        date(2026, 6, 3),
        date(2026, 7, 3),
        date(2026, 7, 17),
    ]
    assert len(plain) == len(moved)


@pytest.mark.parametrize(
    ("day", "starts_in", "year"),
    [
        (date(2026, 3, 31), 4, 2025),
        (date(2026, 4, 1), 4, 2026),
        (date(2026, 1, 1), 1, 2026),
        (date(2026, 12, 31), 1, 2026),
        (date(2026, 8, 31), 9, 2025),
        (date(2026, 9, 1), 9, 2026),
    ],
)
def test_the_boards_year_begins_on_the_first_of_its_month(day, starts_in, year):
    assert year_of(day, starts_in) == year


def test_a_year_that_begins_in_january_is_one_number():
    assert [year_label(2026, 4), year_label(2099, 9), year_label(2026, 1)] == ["2026–27", "2099–00", "2026"]
