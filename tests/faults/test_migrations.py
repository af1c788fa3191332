"""The database is migrated while people work: their work goes on, and what cannot be done gives up before they must."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from tests.faults.waiting import wait_for

TRIGGER = "core_activityevent_no_update"
IS_THERE = "SELECT count(*) FROM pg_trigger WHERE tgname = %s"


def test_people_save_and_submit_while_migrate_runs_and_puts_a_trigger_back(board):
    over = Event()

    def work(desk):
        version = 0
        while not over.is_set() or not version:
            assert board.people.save(desk, f"Version {version} of {desk.item}", version=version).is_saved
            version += 1
        return board.people.submit(desk, versions=version).reference

    board.do(f"DROP TRIGGER {TRIGGER} ON core_activityevent")
    with ThreadPoolExecutor(4) as pool:
        working = [pool.submit(work, next(board.desks)) for _ in range(4)]
        try:
            board.product.manage("migrate", "-v0")
        finally:
            over.set()
        references = {one.result() for one in working}

    assert (len(references), None in references) == (4, False)
    assert board.ask(IS_THERE, TRIGGER) == [(1,)]


def test_a_migration_gives_up_in_words_before_those_who_wait_behind_it_must(board, desk):
    board.do(f"DROP TRIGGER {TRIGGER} ON core_activityevent")
    with ThreadPoolExecutor(2) as pool, board.holding("LOCK TABLE core_activityevent IN ROW EXCLUSIVE MODE"):
        migrating = pool.submit(board.product.manage, "migrate", "-v0", code=1)
        board.wait_for_a_waiter()
        saving = pool.submit(board.people.save, desk, "Written meanwhile")
        assert saving.result().is_saved
        assert "A table was in use" in migrating.result()

    board.product.manage("migrate", "-v0")
    assert board.ask(IS_THERE, TRIGGER) == [(1,)]


# A table is altered: whoever saves waits for it, and where that takes too long has the words given back.

ALTER = "ALTER TABLE indicators_figurerevision ADD COLUMN tried integer DEFAULT 0"
BACK = "ALTER TABLE indicators_figurerevision DROP COLUMN tried"
AT_WORK = 4


@dataclass
class Worker:
    """Someone who writes and writes, and sends again whatever was given back."""

    saved: int = 0
    given_back: int = 0
    wrong: str = ""

    def write(self, board, desk, over):
        while not over.is_set() or not self.saved:
            text = f"Version {self.saved} “while altered” of {desk.item}"
            answer = board.people.save(desk, text, version=self.saved)
            if answer.is_saved:
                self.saved += 1
            elif answer.status == 503 and answer.text.count(text) == 2:
                self.given_back += 1
            else:
                self.wrong = f"{answer.status}: {answer.text}"
                return None
        return board.people.submit(desk, versions=self.saved).reference


def test_people_wait_while_a_table_is_altered_and_after_eight_seconds_are_given_their_words_back(board):
    over, at_work = Event(), [Worker() for _ in range(AT_WORK)]

    def everyone_saves_again():
        so_far = [one.saved for one in at_work]
        wait_for("everyone", lambda: all(one.saved > was for one, was in zip(at_work, so_far, strict=True)))

    with ThreadPoolExecutor(AT_WORK) as pool:
        working = [pool.submit(one.write, board, next(board.desks), over) for one in at_work]
        try:
            everyone_saves_again()
            for statement in (ALTER, BACK):
                board.do(statement)
                everyone_saves_again()
            with board.holding(ALTER):  # quick enough: whoever waits is saved
                board.wait_for_a_waiter()
            everyone_saves_again()
            assert [one.given_back for one in at_work] == [0] * AT_WORK
            with board.holding(ALTER):
                wait_for("words given back", lambda: all(one.given_back for one in at_work))
            everyone_saves_again()
        finally:
            over.set()
        references = {one.result() for one in working}

    assert [one.wrong for one in at_work] == [""] * AT_WORK
    assert (len(references), None in references) == (AT_WORK, False)
