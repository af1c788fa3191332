from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from board.models import Board, ExtraHoliday
from lscb.core import deadlines, reminders, tasks
from lscb.core.deadlines import Deadline
from lscb.core.models import Notification, Reminder
from lscb.core.reminders import body, rungs_reached, subject, when
from lscb.core.working_days import is_working_day
from tests.factories.core import UserFactory

DUE = date(2026, 10, 28)  # a Wednesday
DAY = timedelta(days=1)


def deadline(*people, due_on=DUE, since=date(2026, 9, 1), key="return:1", **fields):
    fields = {"what": "Indicator return, Q2 2026–27", "url": "/indicators/returns/1/"} | fields
    return Deadline(key=key, due_on=due_on, since=since, responsible=tuple(p.pk for p in people), **fields)


@pytest.fixture
def open_deadlines(monkeypatch):
    """The registry's only content: a test puts deadlines in and takes them out."""
    found: list[Deadline] = []
    monkeypatch.setattr(deadlines, "_providers", {"test": lambda _asked: deadlines.Owed(read=lambda: found)})
    return found


def covered():
    return sorted(Reminder.objects.values_list("rung", flat=True), reverse=True)


def remind_daily(first, last):
    """Run each morning; the days on which a digest was owed."""
    days = [first + n * DAY for n in range((last - first).days + 1)]
    return [day for day in days if reminders.remind(today=day)]


# The ladder


@pytest.mark.parametrize(
    ("today", "rungs"),
    [
        (DUE - 29 * DAY, []),
        (DUE - 28 * DAY, [28]),
        (DUE - 14 * DAY, [28, 14]),
        (DUE - DAY, [28, 14, 7, 1]),
        (DUE, [28, 14, 7, 1, 0]),
        (DUE + 6 * DAY, [28, 14, 7, 1, 0]),
        (DUE + 7 * DAY, [28, 14, 7, 1, 0, -7]),
        (DUE + 21 * DAY, [28, 14, 7, 1, 0, -7, -14, -21]),
    ],
)
def test_rungs_come_before_on_and_weekly_after_the_day(today, rungs):
    assert rungs_reached(deadline(), today=today) == rungs


@pytest.mark.parametrize(("opened", "rungs"), [(28, [14]), (15, [14]), (14, []), (7, [])])
def test_a_deadline_that_was_opened_late_owes_no_earlier_rungs(opened, rungs):
    late = deadline(since=DUE - opened * DAY)

    assert rungs_reached(late, today=DUE - 8 * DAY) == rungs


days_around = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(opened=days_around, due_on=days_around, runs=st.lists(days_around, max_size=12))
def test_each_rung_is_covered_exactly_once_whatever_days_the_worker_runs(opened, due_on, runs):
    one = deadline(due_on=due_on, since=opened)
    taken: list[int] = []

    for today in sorted(runs):
        taken += [rung for rung in rungs_reached(one, today=today) if rung not in taken]

    last = max(runs, default=date.min)
    every_rung = [28, 14, 7, 1, 0, *range(-7, -1000, -7)]
    assert taken.count(0) <= 1
    assert sorted(taken) == sorted(rung for rung in every_rung if opened < due_on - rung * DAY <= last)


# What is owed


@pytest.mark.django_db
def test_a_person_is_reminded_once_on_each_rung(open_deadlines):
    open_deadlines.append(deadline(UserFactory()))

    days = remind_daily(DUE - 40 * DAY, DUE + 15 * DAY)

    assert [(DUE - day).days for day in days] == [28, 14, 7, 1, 0, -7, -14]
    assert covered() == [28, 14, 7, 1, 0, -7, -14]


@pytest.mark.django_db
def test_running_again_the_same_day_owes_nothing_new(open_deadlines):
    open_deadlines.append(deadline(UserFactory()))

    assert [reminders.remind(today=DUE) for _ in range(3)] == [1, 0, 0]
    assert Notification.objects.count() == 1


@pytest.mark.django_db
def test_rungs_missed_while_the_worker_was_away_three_days_fold_into_one_digest(open_deadlines):
    person = UserFactory()
    open_deadlines += [deadline(person, due_on=DUE - DAY), deadline(person, key="return:2")]
    remind_daily(DUE - 30 * DAY, DUE - 5 * DAY)
    seen = set(Reminder.objects.values_list("pk", flat=True))

    assert reminders.remind(today=DUE + DAY) == 1  # away from Monday to Wednesday

    note = Notification.objects.latest("pk")
    folded = Reminder.objects.exclude(pk__in=seen)
    assert sorted(folded.values_list("deadline_key", "rung", "notification")) == [
        ("return:1", 0, note.pk),
        ("return:1", 1, note.pk),
        ("return:2", 0, note.pk),
        ("return:2", 1, note.pk),
    ]
    assert note.subject == "2 things are late"


@pytest.mark.django_db
def test_a_rung_on_a_day_off_waits_for_the_next_working_day(open_deadlines):
    """Christmas Day 2026 is a Friday; Boxing Day's substitute is the Monday after."""
    open_deadlines.append(deadline(UserFactory(), due_on=date(2026, 12, 25), since=date(2026, 12, 20)))

    days = remind_daily(date(2026, 12, 21), date(2026, 12, 31))

    assert days == [date(2026, 12, 24), date(2026, 12, 29)]
    assert covered() == [1, 0]


@pytest.mark.django_db
def test_a_day_the_board_added_is_a_day_off(open_deadlines):
    ExtraHoliday.objects.create(day=DUE, why="Training day")
    open_deadlines.append(deadline(UserFactory(), since=DUE - DAY))

    assert remind_daily(DUE, DUE + DAY) == [DUE + DAY]


@pytest.mark.django_db
def test_what_is_done_is_not_reminded_of(open_deadlines):
    open_deadlines.append(deadline(UserFactory()))
    reminders.remind(today=DUE - DAY)

    open_deadlines.clear()

    assert remind_daily(DUE, DUE + 30 * DAY) == []


@pytest.mark.django_db
def test_a_moved_due_date_starts_a_new_ladder(open_deadlines):
    person = UserFactory()
    open_deadlines.append(deadline(person))
    remind_daily(DUE - 30 * DAY, DUE - DAY)

    open_deadlines[:] = [deadline(person, due_on=DUE + 28 * DAY)]

    days = remind_daily(DUE, DUE + 28 * DAY)
    assert [(DUE + 28 * DAY - day).days for day in days] == [28, 14, 7, 1, 0]


@pytest.mark.django_db
def test_each_person_has_a_digest_of_their_own(open_deadlines):
    ann, bea, gone = UserFactory(), UserFactory(), UserFactory(is_active=False)
    open_deadlines += [deadline(ann, bea, gone), deadline(bea, key="return:2", what="Audit 4")]

    assert reminders.remind(today=DUE) == 2

    assert dict(Notification.objects.values_list("recipient", "subject")) == {
        ann.pk: "Indicator return, Q2 2026–27: due today, Wednesday 28 October 2026",
        bea.pk: "2 things are waiting for you",
    }
    assert not Reminder.objects.filter(person=gone).exists()


@pytest.mark.django_db
def test_someone_named_twice_is_reminded_once(open_deadlines):
    person = UserFactory()
    open_deadlines.append(deadline(person, person))

    assert reminders.remind(today=DUE) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 5])
def test_reminding_takes_as_many_queries_for_one_person_as_for_five(open_deadlines, count, django_assert_num_queries):
    open_deadlines += [deadline(person, key=f"return:{person.pk}") for person in UserFactory.create_batch(count)]

    Board.current()

    # Who is away (asked of deadlines and of the ladder), the Board, representatives, chairs; a savepoint and its
    # release, rungs taken, people, messages written and read back, rungs written; the lock.
    with django_assert_num_queries(12 + (connection.vendor == "postgresql")):
        assert reminders.queue_reminders(today=DUE) == count


# The Board's clock


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # British Summer Time ends on Sunday 25 October 2026 and begins on Sunday 28 March 2027.
        (datetime(2026, 10, 22, 23, 30, tzinfo=UTC), date(2026, 10, 23)),
        (datetime(2026, 10, 26, 23, 30, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2027, 3, 25, 23, 30, tzinfo=UTC), date(2027, 3, 25)),
        (datetime(2027, 3, 29, 23, 30, tzinfo=UTC), date(2027, 3, 30)),
    ],
)
def test_days_are_counted_by_the_boards_clock(open_deadlines, time_machine, moment, day):
    time_machine.move_to(moment, tick=False)
    open_deadlines.append(deadline(UserFactory(), due_on=day, since=day - DAY))

    tasks.remind()

    assert Notification.objects.get().dedupe_key == f"reminders:{day}"
    assert covered() == [0]


@pytest.mark.django_db
def test_the_ladder_keeps_its_days_across_the_change_of_clocks(open_deadlines):
    due_on = date(2026, 11, 2)  # 28 days before is in summer time
    open_deadlines.append(deadline(UserFactory(), due_on=due_on))

    days = remind_daily(due_on - 35 * DAY, due_on)

    # The day before is a Sunday: it is folded into the day itself.
    assert days == [date(2026, 10, 5), date(2026, 10, 19), date(2026, 10, 26), due_on]
    assert all(is_working_day(day) for day in days)


@pytest.mark.django_db
def test_a_reminder_really_goes_out(open_deadlines, time_machine, django_capture_on_commit_callbacks):
    time_machine.move_to(datetime(2026, 10, 28, 9, 0, tzinfo=UTC), tick=False)
    open_deadlines.append(deadline(UserFactory(email="ann@example.org"), agency="Vale Community Health"))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.remind()

    assert [message.to for message in mail.outbox] == [["ann@example.org"]]


# Words


def test_when_a_thing_is_due_in_words():
    one = deadline()

    assert [when(one, today=DUE + n * DAY) for n in (-7, -1, 0, 1, 17)] == [
        "due Wednesday 28 October 2026, in 7 days",
        "due Wednesday 28 October 2026, in 1 day",
        "due today, Wednesday 28 October 2026",
        "was due Wednesday 28 October 2026, 1 day ago",
        "was due Wednesday 28 October 2026, 17 days ago",
    ]


def test_the_subject_counts_what_waits_and_what_is_late():
    soon, late = deadline(due_on=DUE + 7 * DAY), deadline(due_on=DUE - DAY)

    assert [
        subject(lines, today=DUE) for lines in ([soon], [soon, soon], [late, soon], [late, late, soon], [late, late])
    ] == [
        "Indicator return, Q2 2026–27: due Wednesday 4 November 2026, in 7 days",
        "2 things are waiting for you",
        "2 things are waiting for you, 1 of them late",
        "3 things are waiting for you, 2 of them late",
        "2 things are late",
    ]


def test_a_digest_reads_as_a_letter():
    person = UserFactory.build(name="Ann Lee")
    lines = [
        deadline(due_on=DUE - DAY, agency="Vale Community Health"),
        deadline(what="Audit 4", url="/programme/entries/4/"),
    ]

    assert body(person, lines, today=DUE) == (
        "Dear Ann Lee,\n\n"
        "Indicator return, Q2 2026–27, Vale Community Health\n"
        "Was due Tuesday 27 October 2026, 1 day ago.\n"
        "http://testserver/indicators/returns/1/\n\n"
        "Audit 4\n"
        "Due today, Wednesday 28 October 2026.\n"
        "http://testserver/programme/entries/4/\n\n"
        "Reminders of each end as soon as it is done.\n"
    )
    assert body(person, lines[:1], today=DUE).endswith("\n\nReminders of it end as soon as it is done.\n")


@pytest.mark.django_db
def test_a_date_typed_a_century_too_early_stops_nobodys_reminders(open_deadlines):
    person = UserFactory()
    slip, other = date(1926, 10, 28), DUE
    open_deadlines += [
        deadline(person, due_on=slip, since=slip - 29 * DAY, key="entry:1"),
        deadline(person, due_on=other, key="return:1"),
    ]

    assert reminders.queue_reminders(today=DUE) == 1
    assert min(covered()) < -36_000
