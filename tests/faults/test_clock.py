"""Two beats, one killed, a worker that was away, clocks that jump: one digest a day, and all work done once."""

import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.faults import packs
from tests.faults.product import kill, overdue_schedule
from tests.faults.servers import suspended
from tests.faults.waiting import wait_for

# Clocks go back an hour at one in the morning, UTC.
BEFORE_THE_CLOCKS_GO_BACK = datetime(2027, 10, 31, 0, 59, 50, tzinfo=UTC)
TWO_DAYS = timedelta(days=2)


def digests(board, day):
    """How many of this day's digests each person is owed."""
    key = f"reminders:{day.date().isoformat()}"
    return Counter(board.ask("SELECT recipient_id FROM core_notification WHERE dedupe_key = %s", key))


def one_each(board):
    return Counter((lead,) for desk in board.reminded for lead in desk.leads)


def rungs(board, day):
    """Which days before the due date this day's digests speak for."""
    key = f"reminders:{day.date().isoformat()}"
    covered = "SELECT DISTINCT rung FROM core_reminder r JOIN core_notification n ON n.id = r.notification_id"
    return {rung for (rung,) in board.ask(f"{covered} WHERE dedupe_key = %s", key)}


def times_done(board, name):
    return sum("tasks.remind" in line and "succeeded" in line for line in board.product.log(name).splitlines())


def test_two_beats_owe_everyone_one_digest(board, tmp_path):
    """Both find everything overdue, and tick at once."""
    first = overdue_schedule(board.product, tmp_path / "first", since=board.monday - timedelta(days=1))
    second = shutil.copytree(first, tmp_path / "second")

    with (
        board.product.worker("monday", clock=board.monday),
        board.product.beat("one", schedule=first, clock=board.monday),
        board.product.beat("other", schedule=second, clock=board.monday),
    ):
        wait_for("both to have been heard", lambda: times_done(board, "monday") >= 2)

    assert digests(board, board.monday) == one_each(board)


def test_a_worker_that_was_away_for_three_days_sends_one_digest_of_all_it_missed(board):
    thursday = board.monday + timedelta(days=3)
    with board.product.worker("before", clock=board.monday):
        board.tick("remind")
        wait_for("Monday's digest", lambda: digests(board, board.monday) == one_each(board))
        wait_for("its end", lambda: times_done(board, "before"))
    for _ in range(20):
        board.tick("remind")  # of all three days

    with board.product.worker("after", clock=thursday):
        # Ticks that find another at work are done at once: the one that works may well end last.
        wait_for("Thursday's digest", lambda: digests(board, thursday) == one_each(board))
        wait_for("every tick", lambda: times_done(board, "after") >= 20)

    assert digests(board, thursday) == one_each(board)
    assert rungs(board, thursday) == {1, 0}


@pytest.mark.pdf
def test_work_cut_off_while_the_clocks_go_back_is_taken_up_after_its_minute(board):
    pack = next(board.packs)
    with (
        board.product.worker("summer", clock=BEFORE_THE_CLOCKS_GO_BACK) as worker,
        board.holding(packs.BEFORE_ITS_LAST_WRITE),
    ):
        packs.ask_for(board, pack)
        board.wait_for_a_waiter()
        kill(worker)

    with board.product.worker("winter", clock=BEFORE_THE_CLOCKS_GO_BACK + timedelta(minutes=2)):
        board.tick("sweep_jobs")
        packs.wait_for_state(board, pack, "done")

    packs.check_made_once(board, pack)


@pytest.mark.pdf
def test_two_workers_whose_clocks_disagree_make_one_version(board):
    """The first is held up while it works; to the other its lease looks over."""
    pack, ahead = next(board.packs), datetime.now(UTC) + timedelta(minutes=2)
    with (
        board.product.worker("right") as right,
        board.product.worker("ahead", clock=ahead, queue="ahead"),
    ):
        packs.ask_for(board, pack)
        wait_for("it to be half done", lambda: packs.step_of(board, pack) == "Laying out the pages")
        with suspended(right, *right.children()):
            board.queue.send_task("lscb.core.tasks.run_job", [packs.pk_of(board, pack)], queue="ahead")
            packs.wait_for_state(board, pack, "done")
        wait_for("the first to end too", lambda: "succeeded" in board.product.log("right"))

    assert packs.job_of(board, pack) == ("done", 2)
    packs.check_made_once(board, pack)


@pytest.mark.pdf
def test_work_begun_under_a_clock_two_days_ahead_is_not_waited_for_two_days(board):
    pack = next(board.packs)
    with (
        board.product.worker("hasty", clock=datetime.now(UTC) + TWO_DAYS) as hasty,
        board.holding(packs.BEFORE_ITS_LAST_WRITE),
    ):
        packs.ask_for(board, pack)
        board.wait_for_a_waiter()
        kill(hasty)

    with board.product.worker():
        board.tick("sweep_jobs")
        packs.wait_for_state(board, pack, "done")

    packs.check_made_once(board, pack)


def test_a_message_claimed_under_a_clock_two_days_ahead_goes_out_when_the_clock_is_right(board, desk):
    tried = "SELECT attempts > 0 FROM core_notification WHERE recipient_id = %s"
    board.mail.stop()
    try:
        assert board.people.submit(desk).reference
        with board.product.worker("hasty", clock=datetime.now(UTC) + TWO_DAYS):
            wait_for("an attempt", lambda: board.ask(tried, desk.lead) == [(True,)])
    finally:
        board.mail.start()

    with board.product.worker():
        board.tick("sweep_outbox")
        wait_for("the receipt", lambda: board.mail.received_by(desk.email) == 1)


# These two come last: what they remind of, whoever was away for three days is not to find done.

IN_THE_MIDDLE = "LOCK TABLE core_reminder IN EXCLUSIVE MODE"  # the digests are queued, and not yet for good


def digests_of_the_cut_off(board, day):
    owed = digests(board, day)
    return {lead: owed[lead,] for desk in board.cut_off for lead in desk.leads}


def once_for_the_cut_off(board):
    return {lead: 1 for desk in board.cut_off for lead in desk.leads}


def goes_on(board, schedule, day, *, mails):
    """Later beat runs again, from what it wrote down before it was killed; a tick too many is sent.

    Killed while it wrote, it begins a new list and reminds at its next turn, on the half hour: hence a minute before.
    """
    name, later = f"after-{day.date()}", day + timedelta(minutes=29)
    with (
        board.product.worker(name, clock=later),
        board.product.beat(f"again-{day.date()}", schedule=schedule, clock=later),
    ):
        wait_for("a digest for everyone", lambda: digests_of_the_cut_off(board, day) == once_for_the_cut_off(board))
        done = times_done(board, name)
        board.tick("remind")
        wait_for("another run", lambda: times_done(board, name) > done)
        board.tick("sweep_outbox")
        wait_for("the messages", lambda: {board.mail.received_by(desk.email) for desk in board.cut_off} == {mails})
    assert digests_of_the_cut_off(board, day) == once_for_the_cut_off(board)


def test_a_run_of_reminders_cut_off_in_the_middle_is_neither_lost_nor_sent_twice(board, tmp_path):
    """Beat and worker are killed together, as when their machine fails."""
    tuesday = board.next_monday + timedelta(days=1)
    schedule = overdue_schedule(board.product, tmp_path / "schedule", since=tuesday - timedelta(days=1))
    with (
        board.holding(IN_THE_MIDDLE),
        board.product.worker("tuesday", clock=tuesday) as worker,
        board.product.beat("tuesday-beat", schedule=schedule, clock=tuesday) as beat,
    ):
        board.wait_for_a_waiter()
        kill(beat)
        kill(worker)
    assert set(digests_of_the_cut_off(board, tuesday).values()) == {0}

    goes_on(board, schedule, tuesday, mails=1)


def test_a_beat_killed_while_its_reminders_are_written_sends_them_once(board, tmp_path):
    wednesday = board.next_monday + timedelta(days=2)
    schedule = overdue_schedule(board.product, tmp_path / "schedule", since=wednesday - timedelta(days=1))
    before = {board.mail.received_by(desk.email) for desk in board.cut_off}
    with board.product.worker("wednesday", clock=wednesday):
        with (
            board.holding(IN_THE_MIDDLE),
            board.product.beat("wednesday-beat", schedule=schedule, clock=wednesday) as beat,
        ):
            board.wait_for_a_waiter()
            kill(beat)
        wait_for("the run to end", lambda: times_done(board, "wednesday"))

    goes_on(board, schedule, wednesday, mails=max(before) + 1)
