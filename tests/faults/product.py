"""The real product: web, worker and beat as they run for a Board, each a process that may be killed."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path

import psutil

from tests.faults.servers import PROJECT, free_port
from tests.faults.waiting import PATIENCE, wait_for

PROGRAMS = Path(sys.executable).parent
WORKER = ["worker", "--concurrency", "2", "--loglevel", "info", "--without-gossip", "--without-mingle"]


class Product:
    def __init__(self, home: Path, *, host: str, settings: dict[str, str]):
        self.home, self.host, self.port, self.settings = home, host, free_port(), settings
        self.cookies = "__Host-" if settings["LSCB_BASE_URL"].startswith("https://") else ""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LSCB_", "DJANGO_"))}
        self.environment = kept | {"LSCB_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lscb.settings"} | settings
        self.environment |= {"PYTHONUNBUFFERED": "1", "C_FORCE_ROOT": "1"}
        self.running: list[psutil.Popen] = []

    def manage(self, *words: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == code, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def start(self, name: str, *command: str, **environment: str) -> psutil.Popen:
        with (self.home / f"{name}.log").open("ab") as log:
            process = psutil.Popen([*command], cwd=PROJECT, env=self.environment | environment, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def start_web(self) -> psutil.Popen:
        gunicorn = [str(PROGRAMS / "gunicorn"), "--config", "python:lscb.web_server", "--workers", "2"]
        bind = ["--bind", f"127.0.0.1:{self.port}"]
        told = ["--access-logfile", "-", "--access-logformat", "answered by %(p)s"]
        web = self.start("web", *gunicorn, *bind, *told)
        wait_for("two web workers that answer", lambda: len(self._web_workers_that_answer()) == 2)
        return web

    def _web_workers_that_answer(self) -> set[str]:
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request("GET", "/healthz", headers={"Host": self.host, "X-Forwarded-Proto": "https"})
            connection.getresponse().read()
            connection.close()
        return set(re.findall(r"answered by (\S+)", self.log("web")))

    @contextmanager
    def worker(
        self, name: str = "worker", *, clock: datetime | None = None, queue: str = "", pool: str = "prefork"
    ) -> Iterator[psutil.Popen]:
        """A worker that is ready; killed at the end of the block if it still lives."""
        chosen = ["--pool", pool, "--hostname", f"{name}@%h", *(["--queues", queue] if queue else [])]
        before = self.log(name).count(" ready.")
        process = self.start(name, *celery(clock), *WORKER, *chosen, **moved_to(clock))
        try:
            wait_for("a worker that is ready", lambda: self.log(name).count(" ready.") > before)
            yield process
        finally:
            kill(process)

    @contextmanager
    def beat(
        self, name: str = "beat", *, schedule: Path, clock: datetime | None = None, **environment: str
    ) -> Iterator[psutil.Popen]:
        """Its schedule is in a folder of its own; ended as an administrator ends it, unless it was killed."""
        options = ["beat", "--loglevel", "info", "--pidfile=", "--schedule", str(schedule / "schedule")]
        process = self.start(name, *celery(clock), *options, **moved_to(clock), **environment)
        try:
            yield process
        finally:
            if process.is_running():
                process.terminate()  # it writes its schedule down
                process.wait(PATIENCE)

    def log(self, name: str) -> str:
        log = self.home / f"{name}.log"
        return log.read_text() if log.exists() else ""

    def stop(self) -> None:
        for process in self.running:
            kill(process)


def overdue_schedule(product: Product, folder: Path, *, since: datetime) -> Path:
    """What a beat writes down that ran at that moment and not since."""
    folder.mkdir()
    before = product.log("earlier").count("Ticking")
    with product.beat("earlier", schedule=folder, clock=since, LSCB_LOG_LEVEL="DEBUG"):
        wait_for("its schedule", lambda: product.log("earlier").count("Ticking") > before)
    return folder


def celery(clock: datetime | None) -> list[str]:
    return [str(PROGRAMS / "celery"), "-A", "tests.faults.clocked" if clock else "lscb"]


def moved_to(clock: datetime | None) -> dict[str, str]:
    return {"CLOCK": clock.isoformat()} if clock else {}


def kill(process: psutil.Process) -> None:
    """With -9, and whatever it started."""
    if not process.is_running():
        return
    family = [process, *process.children(recursive=True)]
    for one in family:
        if one.is_running():
            one.kill()
    psutil.wait_procs(family, timeout=PATIENCE)
    if isinstance(process, psutil.Popen):
        process.wait(PATIENCE)


def kill_whoever_speaks_from(port: int, among: list[psutil.Process]) -> None:
    """The process at this end of a connection, killed with -9."""
    [process] = [one for one in among if port in {found.laddr.port for found in one.net_connections("tcp")}]
    process.kill()
    wait_for("its end", lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)
