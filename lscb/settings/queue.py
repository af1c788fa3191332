"""Redis, where one is named: the queue of work, and beside it what all web processes remember for a while."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

from lscb.settings.environment import Environment
from lscb.settings.services import read_url


def redis_address(env: Environment) -> str:
    """With ``rediss`` its certificate must hold, which the queue's own library does not ask by itself."""
    url = read_url("LSCB_REDIS_URL", env.redis_url, like="redis://host:6379/0")
    given = parse_qsl(url.query, keep_blank_values=True)
    if url.scheme == "redis" and not url.query:
        return env.redis_url
    if url.scheme == "redis" or [name for name, _value in given] not in ([], ["ssl_ca_certs"]):
        raise ImproperlyConfigured(
            "After its ? LSCB_REDIS_URL takes ssl_ca_certs alone, and only where it begins with rediss: "
            "rediss://host:6379/0?ssl_ca_certs=/etc/ssl/certs/queue.pem"
        )
    if not all(Path(path).is_file() for _name, path in given):
        raise ImproperlyConfigured("ssl_ca_certs in LSCB_REDIS_URL must be the path of a file that is there")
    return url._replace(query=urlencode({"ssl_cert_reqs": "required", **dict(given)})).geturl()


def caches(env: Environment) -> dict[str, Any]:
    """Shared by every web process: sign-in throttles count across them."""
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}
    if not env.redis_url:
        return {"default": table}
    redis = {
        "BACKEND": "lscb.core.cache.SteadyRedisCache",
        "LOCATION": keyspace_after(redis_address(env)),
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
    }
    return {"default": redis, "without_redis": table}


def keyspace_after(redis_url: str, places: int = 1) -> str:
    """A keyspace beside the queue's: emptying a cache must never empty the queue."""
    parts = urlsplit(redis_url)
    return parts._replace(path=f"/{int(parts.path.strip('/') or 0) + places}").geturl()


def broker(env: Environment) -> dict[str, Any]:
    """Whoever nudges tries once and goes on: by default a broker that is down is waited for, six seconds a nudge.

    The broker keeps no list of what is being worked on: our sweeps find what a killed worker left, and with that list
    a worker ends that loses the broker while it works, for it cannot put back what it has (docs/decisions/0092).
    """
    if env.redis_url:
        options: dict[str, Any] = {
            "socket_timeout": 5,
            "socket_connect_timeout": 2,
            "max_retries": 0,
            "interval_start": 0,
            "ack_emulation": False,
        }
        return {"CELERY_BROKER_URL": redis_address(env), "CELERY_BROKER_TRANSPORT_OPTIONS": options}
    folder = env.home / "queue"
    folder.mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
        "store_processed": False,
    }
    return {"CELERY_BROKER_URL": "filesystem://localhost", "CELERY_BROKER_TRANSPORT_OPTIONS": options}
