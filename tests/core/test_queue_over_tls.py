"""A Redis of the test's own, with a password and a certificate of its own: both that speak to it ask for proof."""

import subprocess
import time

import pytest
from celery import Celery
from django.core.cache.backends.redis import RedisCache
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import RedisError

from lscb.settings import queue
from lscb.settings.environment import read_environment
from tests.core.certificates import make_certificate
from tests.faults.servers import free_port

pytestmark = pytest.mark.postgres


@pytest.fixture
def redis(tmp_path):
    """Its address, and the certificate it shows."""
    shown, port = make_certificate(tmp_path), free_port()
    tls = ["--tls-port", port, "--tls-cert-file", shown, "--tls-key-file", shown.with_suffix(".key")]
    words = [
        "--port",
        0,
        *tls,
        "--tls-auth-clients",
        "no",
        "--bind",
        "127.0.0.1",
        "--requirepass",
        "sesame",
        "--save",
        "",
    ]
    server = subprocess.Popen(["redis-server", *map(str, words)], stdout=subprocess.DEVNULL, cwd=tmp_path)
    address = f"rediss://:sesame@127.0.0.1:{port}/0"
    wait_for(f"{address}?ssl_cert_reqs=none")
    yield address, shown
    server.terminate()
    server.wait(120)


def wait_for(address: str) -> None:
    for _ in range(1000):
        try:
            Redis.from_url(address).ping()
        except RedisError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("Redis did not start")


def told(monkeypatch, address: str) -> list[str]:
    """What the cache and the queue's library each answer when they are asked to speak to it."""
    monkeypatch.setenv("LSCB_REDIS_URL", address)
    environment = read_environment()
    cache = queue.caches(environment)["default"]
    sender = Celery("told", broker=queue.broker(environment)["CELERY_BROKER_URL"], set_as_current=False)
    return [outcome(lambda: RedisCache(cache["LOCATION"], {}).set("a", 1)), outcome(lambda: nudge(sender))]


def nudge(sender: Celery) -> None:
    with sender.connection_for_write() as connection:
        connection.connect()


def outcome(act) -> str:
    try:
        act()
    except (OSError, OperationalError, RedisError) as error:
        return str(error)
    return "spoken to"


def test_it_is_spoken_to_where_its_certificate_holds(redis, monkeypatch):
    address, shown = redis

    assert told(monkeypatch, f"{address}?ssl_ca_certs={shown}") == ["spoken to", "spoken to"]


def test_it_is_not_where_nobody_vouches_for_it(redis, monkeypatch):
    address, _shown = redis

    assert ["certificate verify failed" in said for said in told(monkeypatch, address)] == [True, True]
