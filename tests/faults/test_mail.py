"""The mail server is away, slow, or hangs up after it was given a message: each receipt arrives in the end."""

import time

import pytest

from tests.faults.mail_server import Mood
from tests.faults.waiting import AT_FULL_LENGTH, PATIENCE, say_seconds, wait_for


@pytest.fixture(autouse=True)
def worker(board):
    with board.product.worker() as worker:
        yield worker


def receipt(board, desk):
    [row] = board.ask(
        "SELECT sent_at IS NOT NULL, given_up_at, last_error <> '' FROM core_notification WHERE recipient_id = %s",
        desk.lead,
    )
    return row


def wait_for_delivery(board, desk):
    def is_sent():
        board.tick("sweep_outbox")
        return receipt(board, desk) == (True, None, False)

    wait_for("the receipt", is_sent)


def its_next_turn_comes(board, desk):
    """Two minutes after the first attempt."""
    if AT_FULL_LENGTH:
        its_turn = "SELECT claimed_until < now() FROM core_notification WHERE recipient_id = %s"
        wait_for("its next turn", lambda: board.ask(its_turn, desk.lead) == [(True,)])
    else:
        hours_pass(board)


def hours_pass(board):
    board.do("UPDATE core_notification SET claimed_until = now() - interval '1 second' WHERE sent_at IS NULL")


def attempts_after_a_sweep(board, desk):
    """Where the server is away, a sweep ends at the first message that waits: others may be before this one."""
    board.tick("sweep_outbox")
    [(attempts,)] = board.ask("SELECT attempts FROM core_notification WHERE recipient_id = %s", desk.lead)
    return attempts


def test_while_the_mail_server_is_away_receipts_wait_however_long(board, desk):
    board.mail.stop()
    try:
        assert board.people.submit(desk).reference
        wait_for("a first attempt", lambda: receipt(board, desk) == (False, None, True))
        board.do("UPDATE core_notification SET attempts = 40 WHERE recipient_id = %s", desk.lead)  # a weekend of them
        hours_pass(board)
        wait_for("another attempt", lambda: attempts_after_a_sweep(board, desk) == 41)
        assert receipt(board, desk) == (False, None, True)
    finally:
        board.mail.start()

    hours_pass(board)
    wait_for_delivery(board, desk)
    assert board.mail.received_by(desk.email) == 1


@pytest.mark.at_full_length
def test_a_slow_mail_server_keeps_nobody_waiting_and_no_message_is_sent_twice(board, desk):
    board.mail.mood = Mood.SLOW
    board.mail.is_holding.clear()
    board.mail.may_answer.clear()
    assert board.people.submit(desk).reference
    assert board.mail.is_holding.wait(PATIENCE)

    began = time.monotonic()
    for _ in range(5):
        board.tick("sweep_outbox")  # meanwhile
    if not AT_FULL_LENGTH:
        board.mail.may_answer.set()

    wait_for_delivery(board, desk)
    say_seconds("A slow mail server took the message and a sweep saw it sent after", began)
    assert board.mail.received_by(desk.email) == 1


@pytest.mark.at_full_length
def test_a_mail_server_that_hangs_up_after_the_message_is_given_it_again(board, desk):
    board.mail.mood = Mood.HANGS_UP_AFTER_DATA
    assert board.people.submit(desk).reference
    wait_for("a first attempt", lambda: receipt(board, desk) == (False, None, True))
    assert (len(board.mail.hung_up_on) > 0, board.mail.received_by(desk.email)) == (True, 0)

    board.mail.mood = Mood.WELL
    its_next_turn_comes(board, desk)
    wait_for_delivery(board, desk)
    assert board.mail.received_by(desk.email) == 1


def test_an_address_that_is_refused_does_not_hold_up_the_others(board, desk):
    other = next(board.desks)
    board.mail.mood = Mood.REFUSES
    assert board.people.submit(desk).reference
    wait_for("the refusal", lambda: receipt(board, desk) == (False, None, True))

    board.mail.mood = Mood.WELL
    assert board.people.submit(other).reference
    wait_for_delivery(board, other)
    assert receipt(board, desk) == (False, None, True)
