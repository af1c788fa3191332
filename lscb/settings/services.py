"""Two homes, one product: SQLite and files on one machine, PostgreSQL and Redis in production."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from lscb.settings.environment import Environment

LOCK_TIMEOUT_MS = 8000


def database(env: Environment) -> dict[str, Any]:
    """IMMEDIATE: without it nearly half of contended SQLite writes fail instead of waiting."""
    if not env.database_url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": env.home / "board.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    url = urlsplit(env.database_url)
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("LSCB_DATABASE_URL must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": url.port or "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": f"-c lock_timeout={LOCK_TIMEOUT_MS}"},
    }


def cache(env: Environment) -> dict[str, Any]:
    """Shared by every web process: sign-in throttles count across them."""
    if env.redis_url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.redis_url}
    return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}


def broker(env: Environment) -> dict[str, Any]:
    if env.redis_url:
        return {"CELERY_BROKER_URL": env.redis_url, "CELERY_BROKER_TRANSPORT_OPTIONS": {"socket_timeout": 5}}
    folder = env.home / "queue"
    folder.mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
        "store_processed": False,
    }
    return {"CELERY_BROKER_URL": "filesystem://", "CELERY_BROKER_TRANSPORT_OPTIONS": options}


def mail(env: Environment) -> dict[str, Any]:
    """``smtp://user:password@host:587?tls`` by address; else a folder that the demonstration shows."""
    if env.mail_folder is not None:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(env.mail_folder),
        }
    url = urlsplit(env.mail_url)
    if url.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured("LSCB_MAIL_URL must begin with smtp:// or smtps://")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.query == "tls",
        "EMAIL_TIMEOUT": 20,
    }
