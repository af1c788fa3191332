"""One running Board for the whole suite: whatever befalls it in one test must not have hurt it in the next."""

import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import psycopg
import pytest
from celery import Celery

from tests.faults import oracle
from tests.faults.client import Desk, Ledger, People
from tests.faults.mail_server import MailServer, Mood
from tests.faults.product import Product
from tests.faults.servers import PROJECT, Servers
from tests.faults.waiting import PATIENCE, wait_for

HOST = "board.example"
LAST_LINES = 20


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("faults")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Of a failure the last words of whichever process said any."""
    report = yield
    if report.failed and (board := item.funcargs.get("board")):
        logs = sorted([*board.product.home.glob("*.log"), *board.servers.work.glob("*.log")])
        spoke = [log for log in logs if log.stat().st_mtime >= call.start]
        report.sections += [(log.name, "\n".join(log.read_text().splitlines()[-LAST_LINES:])) for log in spoke]
    return report


@dataclass
class Board:
    """The running product and everything around it."""

    product: Product
    servers: Servers
    mail: MailServer
    people: People
    ledger: Ledger
    queue: Celery
    web: psutil.Popen
    chair: str
    desks: Iterator[Desk]
    packs: Iterator[int]
    # Whose returns are due on the Wednesday after this moment on a Monday.
    reminded: list[Desk]
    monday: datetime
    # Whose returns are due on the Wednesday after this Monday, and are reminded of from its Tuesday.
    cut_off: list[Desk]
    next_monday: datetime

    def ask(self, query: str, *arguments: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.servers.database_url, autocommit=True) as connection:
            return connection.execute(query, arguments or None).fetchall()

    def do(self, statement: str, *arguments: Any) -> None:
        with psycopg.connect(self.servers.database_url, autocommit=True) as connection:
            connection.execute(statement, arguments or None)

    @contextmanager
    def holding(self, statement: str) -> Iterator[psycopg.Connection]:
        """Hold a lock; let go at the end of the block, or by a rollback before."""
        with psycopg.connect(self.servers.database_url) as connection:
            connection.execute(statement)
            yield connection
            connection.rollback()

    def whoever_waits(self) -> list[tuple[int, int]]:
        """Backends that wait for a lock, each with the port it is spoken to from."""
        return self.ask("SELECT pid, client_port FROM pg_stat_activity WHERE wait_event_type = 'Lock'")

    def wait_for_a_waiter(self) -> tuple[int, int]:
        return wait_for("someone at the lock", self.whoever_waits)[0]

    def tick(self, task: str) -> None:
        """What beat does by the clock."""
        self.queue.send_task(f"lscb.core.tasks.{task}")


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Not in pytest's folder, which every pytest that starts shuts to all but its own user: PostgreSQL is another."""
    if not (which("redis-server") and list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        pytest.fail("The programs of PostgreSQL and Redis are not installed: leave the faults out with -m 'not faults'")
    with TemporaryDirectory(prefix="servers-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        work.chmod(0o755)
        servers = Servers(work)
        servers.start()
        yield servers
        servers.stop()


@pytest.fixture(scope="session")
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def board_of_all(servers, mail_server, tmp_path_factory) -> Iterator[Board]:
    product = Product(
        tmp_path_factory.mktemp("home"),
        host=HOST,
        settings={
            "LSCB_BASE_URL": f"https://{HOST}",
            "LSCB_DATABASE_URL": servers.database_url,
            "LSCB_REDIS_URL": servers.redis_url,
            "LSCB_MAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
            "LSCB_MAIL_FROM": "Safeguarding Board <office@board.example>",
            "LSCB_SECRET_KEY": secrets.token_hex(32),
            "LSCB_SEAL_KEY": secrets.token_hex(32),
        },
    )
    product.manage("migrate", "-v0")
    product.manage("collectstatic", "--noinput", "-v0")
    world = make_world(product)
    ledger = Ledger()
    board = Board(
        product=product,
        servers=servers,
        mail=mail_server,
        people=People(product, ledger),
        ledger=ledger,
        queue=Celery("faults", broker=servers.redis_url, set_as_current=False),
        web=product.start_web(),
        chair=world["chair"],
        desks=iter([Desk(**desk) for desk in world["desks"]]),
        packs=iter(world["packs"]),
        reminded=[Desk(**desk) for desk in world["reminded"]],
        monday=datetime.fromisoformat(world["monday"]),
        cut_off=[Desk(**desk) for desk in world["cut_off"]],
        next_monday=datetime.fromisoformat(world["next_monday"]),
    )
    board.do("CREATE TABLE kept_sessions AS TABLE core_browsersession")
    yield board
    product.stop()


def make_world(product: Product) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.world"]
    made = subprocess.run(
        command, cwd=PROJECT, env=product.environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


@pytest.fixture
def board(board_of_all: Board) -> Iterator[Board]:
    """The running Board, well at the beginning and true to its word at the end."""
    board_of_all.mail.mood = Mood.WELL
    # A worker whose clock is ahead clears sessions as over: everyone signs in again.
    board_of_all.do("INSERT INTO core_browsersession SELECT * FROM kept_sessions ON CONFLICT DO NOTHING")
    yield board_of_all
    oracle.check(board_of_all.ask, board_of_all.ledger)


@pytest.fixture
def desk(board: Board) -> Desk:
    return next(board.desks)
