"""A PostgreSQL and a Redis of this suite's own, started and stopped as script/lib/servers.sh does it."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.faults.waiting import PATIENCE

PROJECT = Path(__file__).resolve().parents[2]
LIBRARY = ". script/lib/common.sh; . script/lib/debian.sh; . script/lib/servers.sh; "


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Servers:
    def __init__(self, work: Path, postgres_options: str = ""):
        self.work, self.postgres_options = work, postgres_options
        self.postgres_port, self.redis_port = free_port(), free_port()
        self.database_url = f"postgresql://lscb@127.0.0.1:{self.postgres_port}/postgres"
        self.redis_url = f"redis://127.0.0.1:{self.redis_port}/0"

    def start(self) -> None:
        self._shell("make_postgres")
        self.start_postgres()
        self.start_redis()

    def stop(self) -> None:
        self._shell("stop_servers")

    def start_postgres(self) -> None:
        self._shell("start_postgres", self.postgres_port)

    def stop_postgres(self, how: str) -> None:
        self._shell("stop_postgres", how)

    def start_redis(self) -> None:
        self._shell("start_redis", self.redis_port)

    def kill_redis(self) -> None:
        """As when the power fails: whatever was queued is gone with it."""
        redis = self.redis()
        redis.kill()
        redis.wait(PATIENCE)

    def redis(self) -> psutil.Process:
        return psutil.Process(int((self.work / "redis.pid").read_text()))

    def _shell(self, *words: object) -> None:
        environment = os.environ | {"work": str(self.work), "postgres_options": self.postgres_options}
        command = ["sh", "-eu", "-c", f'{LIBRARY}"$@"', "sh", *map(str, words)]
        log = self.work / "servers.log"
        with log.open("ab") as out:
            done = subprocess.run(command, cwd=PROJECT, env=environment, stdout=out, stderr=out, check=False)
        assert done.returncode == 0, f"{words}: {log.read_text()}{(self.work / 'postgres.log').read_text()[-2000:]}"


@contextmanager
def suspended(*processes: psutil.Process) -> Iterator[None]:
    """There, and answering nobody, while the block lasts."""
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            process.resume()
