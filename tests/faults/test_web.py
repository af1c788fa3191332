"""The web is killed, answers are cut off, and people press at once."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

import pytest

from tests.faults.cutting_proxy import CuttingProxy
from tests.faults.product import kill_whoever_speaks_from
from tests.faults.servers import suspended
from tests.faults.waiting import wait_for

AT_ONCE = 20
CUT = (HTTPException, OSError)


@pytest.fixture
def pool():
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield pool


def status_of(board, desk):
    return board.ask("SELECT status FROM indicators_indicatorreturn WHERE id = %s", desk.item)


def test_a_web_worker_killed_before_it_commits_has_done_nothing(board, desk, pool):
    with board.holding("LOCK TABLE core_notification IN EXCLUSIVE MODE"):
        waiting = pool.submit(board.people.submit, desk)
        backend, port = board.wait_for_a_waiter()
        kill_whoever_speaks_from(port, board.web.children())
        with pytest.raises(CUT):
            waiting.result()
    gone = "SELECT 1 FROM pg_stat_activity WHERE pid = %s"
    wait_for("the database to notice", lambda: not board.ask(gone, backend))

    assert status_of(board, desk) == [("open",)]
    assert board.people.submit(desk).reference


def test_a_web_worker_killed_after_it_committed_has_done_it_once(board, desk, pool):
    """Redis is there and answers nobody, so that the worker is held up between its commit and its answer."""
    with suspended(board.servers.redis()):
        waiting = pool.submit(board.people.submit, desk)
        wait_for("the commit", lambda: status_of(board, desk) == [("submitted",)])
        assert not waiting.done()
        for worker in board.web.children():
            worker.kill()
        with pytest.raises(CUT):
            waiting.result()

    assert board.people.submit(desk).reference


def test_an_answer_cut_off_on_its_way_is_given_again(board, desk):
    with CuttingProxy(board.product.port) as proxy:
        with pytest.raises(CUT):
            board.people.submit(desk, port=proxy.port)
        assert proxy.has_answered.is_set()
    assert status_of(board, desk) == [("submitted",)]

    assert board.people.submit(desk).reference


def test_a_saved_row_whose_answer_was_cut_off_is_not_saved_twice(board, desk):
    with CuttingProxy(board.product.port) as proxy, pytest.raises(CUT):
        board.people.save(desk, "Rota gaps since March", port=proxy.port)

    assert board.people.save(desk, "Rota gaps since March").is_saved


def test_twenty_posts_at_once_are_one_submission(board, desk, pool):
    answers = list(pool.map(board.people.submit, [desk] * AT_ONCE))

    [reference] = {answer.reference for answer in answers}
    assert board.ledger.acknowledgements[reference] == AT_ONCE


def test_of_two_editors_one_is_saved_and_the_other_keeps_every_word(board, desk, pool):
    texts = ["Marcus’s words", "Ruth’s words"]

    answers = list(pool.map(lambda who: board.people.save(desk, texts[who], who=who), [0, 1]))

    assert sorted(answer.is_saved for answer in answers) == [False, True]
    [second] = [answer for answer in answers if not answer.is_saved]
    assert [(text in second.text) for text in texts] == [True, True]
    assert (second.status, "Use mine" in second.text) == (200, True)
