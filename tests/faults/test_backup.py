"""A backup is taken while people save and submit, and put back elsewhere: it holds one moment of what was told."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from urllib.parse import urlsplit

import psycopg

from tests.faults import oracle
from tests.faults.client import Ledger
from tests.faults.conftest import HOST
from tests.faults.product import Product
from tests.faults.waiting import wait_for

AT_WORK = 3


def test_what_is_restored_elsewhere_is_all_that_was_acknowledged_before_and_nothing_by_halves(board, tmp_path):
    archive, over = tmp_path / "while-they-work.lscb", Event()

    def work():
        """One return after another, until the backup is there."""
        while not over.is_set():
            desk = next(board.desks)
            assert board.people.save(desk, f"Written for return {desk.item}").is_saved
            assert board.people.submit(desk, versions=1).reference

    with ThreadPoolExecutor(AT_WORK) as pool:
        working = [pool.submit(work) for _ in range(AT_WORK)]
        try:
            wait_for("someone's receipt", lambda: len(board.ledger.receipts) >= AT_WORK)
            before = _copy(board.ledger)
            board.product.manage("backup", str(archive))
        finally:
            over.set()
        for one in working:
            one.result()

    ask = _restored(board, archive, tmp_path / "elsewhere")
    there = _told_of(ask, board.ledger)

    assert before.receipts.items() <= there.receipts.items() < board.ledger.receipts.items()
    assert set(before.texts) <= set(there.texts)
    oracle.check(ask, there)


def _copy(ledger):
    return replace(ledger, receipts=dict(ledger.receipts), texts=list(ledger.texts), writers=set(ledger.writers))


def _restored(board, archive, home):
    """Another home, and a database of its own; the log's seals hold there."""
    board.do("CREATE DATABASE restored")
    url = urlsplit(board.servers.database_url)._replace(path="/restored").geturl()
    home.mkdir()
    elsewhere = Product(home, host=HOST, settings=board.product.settings | {"LSCB_DATABASE_URL": url})
    assert "seals hold" in elsewhere.manage("restore", str(archive))

    def ask(query):
        with psycopg.connect(url) as connection:
            return connection.execute(query).fetchall()

    return ask


def _told_of(ask, ledger):
    """That part of the ledger which the moment of the backup had seen: the oracle says whether it is there whole."""
    written = {texts["commentary"] for (texts,) in ask("SELECT texts FROM indicators_figurerevision")}
    shown = {item for (item,) in ask("SELECT id FROM indicators_indicatorreturn WHERE status <> 'open'")}
    return Ledger(
        receipts={reference: item for reference, item in ledger.receipts.items() if item in shown},
        texts=[text for text in ledger.texts if text in written],
    )
