"""The database restarts, hangs up, or keeps people waiting: a sentence, and every word given back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

TERMINATE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
)
LOCK = "LOCK TABLE indicators_figurerevision IN EXCLUSIVE MODE"


@pytest.fixture
def pool():
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.fixture
def words(desk):
    return f"Rota gaps since “March” <b>{desk.item}"


def check_given_back(answer, words):
    assert (answer.status, "<h1>Not at this moment</h1>" in answer.text) == (503, True)
    assert answer.text.count(words.replace("<b>", "&lt;b&gt;")) == 2  # to read, and to send again


def test_while_the_database_is_away_words_are_given_back_and_afterwards_they_are_kept(board, desk, words):
    assert board.people.save(desk, "Before").is_saved
    board.servers.stop_postgres("immediate")
    try:
        for _ in board.web.children():
            check_given_back(board.people.save(desk, words, version=1), words)
        page = board.people.get(desk.sessions[0], f"/indicators/returns/{desk.item}/")
        assert (page.status, "Try again" in page.text) == (503, True)
    finally:
        board.servers.start_postgres()

    assert board.people.save(desk, words, version=1).is_saved
    assert board.people.submit(desk, versions=2).reference


def test_after_every_connection_was_ended_nobody_notices(board, desk):
    for number in range(4):
        assert board.people.save(desk, f"Text {number}", version=number).is_saved
        board.do(TERMINATE)

    assert board.people.submit(desk, versions=4).reference


def test_a_connection_ended_in_the_middle_gives_the_words_back(board, desk, words, pool):
    with board.holding(LOCK):
        waiting = pool.submit(board.people.save, desk, words)
        backend, _port = board.wait_for_a_waiter()
        board.do("SELECT pg_terminate_backend(%s)", backend)
        check_given_back(waiting.result(), words)

    assert board.people.save(desk, words).is_saved


def test_a_lock_that_is_held_too_long_gives_the_words_back(board, desk, words):
    with board.holding(LOCK):
        check_given_back(board.people.save(desk, words), words)

    assert board.people.save(desk, words).is_saved


def test_a_lock_that_is_let_go_in_time_is_waited_for(board, desk, words, pool):
    with board.holding(LOCK):
        waiting = pool.submit(board.people.save, desk, words)
        board.wait_for_a_waiter()

    assert waiting.result().is_saved
