"""The database is migrated while people work: their work goes on, and what cannot be done gives up before they must."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

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
