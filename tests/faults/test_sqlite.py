"""One machine, SQLite: twenty people write at once, and nobody is told that the database is locked."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest

from tests.faults import oracle
from tests.faults.client import Desk, Ledger, People
from tests.faults.conftest import make_world
from tests.faults.product import Product
from tests.faults.waiting import PATIENCE

WRITERS, TEXTS = 20, 5


@pytest.fixture
def product(tmp_path):
    product = Product(tmp_path, host="127.0.0.1", settings={"LSCB_BASE_URL": "http://127.0.0.1"})
    product.manage("migrate", "-v0")
    product.manage("collectstatic", "--noinput", "-v0")
    yield product
    product.stop()


def test_twenty_writers_at_once(product):
    ledger = Ledger()
    people, barrier = People(product, ledger), Barrier(WRITERS)
    desks = [Desk(**desk) for desk in make_world(product)["desks"][:WRITERS]]

    def write(desk):
        barrier.wait(PATIENCE)
        saved = [people.save(desk, f"{desk.item}: {number}", version=number) for number in range(TEXTS)]
        return [answer.status for answer in [*saved, people.submit(desk, versions=TEXTS)]]

    product.start_web()
    with product.worker(pool="solo"), ThreadPoolExecutor(WRITERS) as pool:
        statuses = list(pool.map(write, desks))

    assert statuses == [[200] * TEXTS + [302]] * WRITERS
    assert (len(ledger.texts), len(ledger.receipts)) == (WRITERS * TEXTS, WRITERS)
    with closing(sqlite3.connect(product.home / "board.sqlite3")) as database:
        oracle.check(lambda query: database.execute(query).fetchall(), ledger)
    assert "database is locked" not in product.log("web") + product.log("worker")
