"""Gunicorn's workers as they are really run: how long until one answers, and what memory it comes to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from django.urls import reverse

from bench.results import Results
from bench.web import Browser, CannotMeasure
from lscb.core.models import User

STARTS, WORKERS, VISITS, PATIENCE = 5, 3, 120, 30
PAGES = ("reports:dashboard", "reports:indicator-list", "programme:home", "my-tasks")
DIRECT = build_opener(ProxyHandler({}))


def measure(results: Results) -> None:
    """Memory of the most that a worker came to, as many of them together as the image starts."""
    starts, replacements = [], []
    for _ in range(STARTS):
        with running() as (port, [worker], seconds):
            starts.append(seconds)
            replacements.append(_replaced(port, worker))
    results.server |= {"start": median(starts), "replaced": median(replacements), "visits": len(PAGES) * VISITS}
    with running(workers=WORKERS) as (port, workers, _seconds):
        results.server["fresh"] = max(_share(worker) for worker in workers)
        member = Browser(None, User.objects.get(email="board_member@bench.example"))
        for name in PAGES:
            for _ in range(VISITS):
                _visit(port, reverse(name), member.cookie)
        results.server["busy"] = max(_share(worker) for worker in workers)
        results.server["resident"] = max(_megabytes(worker, "status", "VmRSS:") for worker in workers)


def _replaced(port: int, worker: int) -> float:
    """Seconds from the end of the only worker to the first answer of the one that takes its place."""
    began = time.monotonic()
    os.kill(worker, signal.SIGKILL)
    _visit(port, "/healthz")
    return time.monotonic() - began


@contextmanager
def running(*, workers: int = 1, with_worker: bool = False) -> Iterator[tuple[int, list[int], float]]:
    """Its port, its workers' processes, and the seconds from its launch to its first answer."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command = [
        str(gunicorn),
        "--config",
        "python:lscb.web_server",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers),
    ]
    began = time.monotonic()
    master = subprocess.Popen([*command, "--log-level", "error"], env=os.environ | {"LSCB_LOG_LEVEL": "ERROR"})
    try:
        while not _answers(port):
            if master.poll() is not None or time.monotonic() - began > PATIENCE:
                raise CannotMeasure("The web server did not start.")
            time.sleep(0.01)
        seconds = time.monotonic() - began
        children = Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()
        with _celery() if with_worker else nullcontext():
            yield port, [int(child) for child in children], seconds
    finally:
        _stop(master)


@contextmanager
def _celery() -> Iterator[None]:
    """The worker with its clock, so that what is owed is sent meanwhile."""
    program = str(Path(sys.executable).with_name("celery"))
    command = [program, "-A", "lscb", "worker", "--beat", "--pool", "solo", "--loglevel", "error"]
    with (Path(os.environ["LSCB_HOME"]) / "worker.log").open("wb") as log:
        worker = subprocess.Popen([*command, "--without-gossip", "--without-mingle"], stdout=log, stderr=log)
        try:
            yield
        finally:
            _stop(worker)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(PATIENCE)


def _answers(port: int) -> bool:
    try:
        _visit(port, "/healthz")
    except URLError:
        return False
    return True


def _visit(port: int, path: str, cookie: str = "") -> None:
    DIRECT.open(Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie}), timeout=10).close()


def _share(process: int) -> float:
    """What it holds of the machine's memory: pages of its own, and its part of those that several hold."""
    return _megabytes(process, "smaps_rollup", "Pss:")


def _megabytes(process: int, file: str, name: str) -> float:
    lines = Path(f"/proc/{process}/{file}").read_text().splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith(name)]
    return int(kilobytes) / 1024
