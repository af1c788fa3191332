"""The meetings around a day and the countdown to the Board's next one."""

from datetime import date, time

import pytest

from board.enums import GroupKind
from reports.queries.meetings import countdown_to, meetings_around
from tests.factories.board import GroupFactory, MeetingFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


@pytest.fixture
def the_board():
    return GroupFactory(kind=GroupKind.BOARD)


def test_the_last_and_the_next_are_the_boards_own(the_board):
    sub_group = GroupFactory()
    MeetingFactory(group=the_board, held_on=date(2026, 6, 4))
    last = MeetingFactory(group=the_board, held_on=date(2026, 9, 3))
    MeetingFactory(group=sub_group, held_on=date(2026, 11, 5))
    soon = MeetingFactory(group=sub_group, held_on=date(2026, 11, 26))
    following = MeetingFactory(group=the_board, held_on=date(2026, 12, 10))

    found = meetings_around(TODAY)

    assert (found.last, found.next, found.upcoming) == (last, following, (soon, following))


def test_a_meeting_today_is_still_to_come(the_board):
    today = MeetingFactory(group=the_board, held_on=TODAY)

    found = meetings_around(TODAY)

    assert (found.last, found.next) == (None, today)


def test_there_may_be_no_meetings_at_all():
    found = meetings_around(TODAY)

    assert (found.last, found.next, found.upcoming) == (None, None, ())


def test_one_query_finds_them_all(the_board, django_assert_num_queries):
    for month in range(1, 13):
        MeetingFactory(group=the_board, held_on=date(2026, month, 3))

    with django_assert_num_queries(1):
        assert len(meetings_around(TODAY).upcoming) == 1


def steps(meeting, **kwargs):
    kwargs = {"called": "Board", "today": TODAY, "extra_holidays": frozenset(), **kwargs}
    return countdown_to(meeting, **kwargs)


def test_the_countdown_names_each_day_and_what_comes_next(the_board):
    meeting = MeetingFactory(group=the_board, held_on=date(2026, 12, 10), starts_at=time(10), place="County Hall")

    countdown = steps(meeting)

    assert countdown.working_days == 14
    assert [(step.day, step.what, step.state) for step in countdown.steps] == [
        (date(2026, 11, 19), "Items of any other business are in", "past"),
        (date(2026, 11, 26), "Papers go out", "next"),
        (date(2026, 12, 10), "Board, 10:00, County Hall", "to come"),
        (date(2026, 12, 24), "Action points go out", "to come"),
        (date(2027, 1, 12), "Minutes go out", "to come"),
    ]


def test_the_countdown_leaves_out_the_boards_own_holidays(the_board):
    meeting = MeetingFactory(group=the_board, held_on=date(2026, 12, 10))

    countdown = steps(meeting, extra_holidays=frozenset({date(2026, 12, 7)}))

    assert (countdown.working_days, countdown.steps[1].day) == (13, date(2026, 11, 25))


def test_on_the_day_no_working_day_is_left(the_board):
    meeting = MeetingFactory(group=the_board, held_on=TODAY)

    countdown = steps(meeting)

    assert countdown.working_days == 0
    assert [step.is_meeting for step in countdown.steps if step.state == "next"] == [True]
