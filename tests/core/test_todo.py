from datetime import date, timedelta

import pytest

from lscb.core.deadlines import Deadline
from lscb.core.todo import todo

TODAY = date(2026, 10, 28)  # a Wednesday


def due(days, **fields):
    due_on = TODAY + timedelta(days=days)
    return Deadline(
        key=f"a:{days}",
        what="Thing",
        due_on=due_on,
        since=TODAY - timedelta(days=60),
        responsible=(1,),
        url="/",
        **fields,
    )


def shown(*days):
    return todo([due(day) for day in days], today=TODAY)


def test_tasks_fall_into_overdue_this_week_and_later():
    found = shown(-17, -1, 0, 4, 5, 40)

    assert [[task.deadline.key for task in band] for band in (found.overdue, found.this_week, found.later)] == [
        ["a:-17", "a:-1"],
        ["a:0", "a:4"],  # Sunday is this week's last day
        ["a:5", "a:40"],
    ]


def test_working_days_leave_out_weekends_and_days_the_board_added():
    [friday, monday] = [1, 5]

    found = todo([due(friday + 1), due(monday)], today=TODAY, extra_holidays=frozenset({TODAY + timedelta(days=1)}))

    assert [task.working_days_left for task in found.this_week + found.later] == [1, 2]


@pytest.mark.parametrize(
    ("fields", "act"),
    [
        ({}, "Open"),
        ({"done": 0, "total": 12}, "Start"),
        ({"done": 3, "total": 12}, "Continue"),
        ({"done": 0, "total": 0}, "Start"),
    ],
)
def test_a_task_says_what_its_button_does(fields, act):
    [task] = todo([due(5, **fields)], today=TODAY).later

    assert task.act == act


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ([-1, 0, 1], "One thing is overdue and two are due this week."),
        ([-2, -1, 3], "Two things are overdue and one is due this week."),
        ([-1, 9], "One thing is overdue. Nothing else is due this week."),
        ([0, 1, 9], "Two things are due this week. Nothing is overdue."),
        ([9], "Nothing is overdue or due this week."),
        ([-1] * 11, "11 things are overdue. Nothing else is due this week."),
    ],
)
def test_the_page_opens_with_what_is_true_today(days, sentence):
    assert shown(*days).sentence == sentence


def test_nothing_to_do_is_nothing_to_show():
    assert shown().is_empty
    assert not shown(1).is_empty
