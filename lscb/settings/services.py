"""Two homes, one product: SQLite and files on one machine, PostgreSQL and Redis in production."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from lscb.settings.environment import Environment

LOCK_TIMEOUT_MS = 8000
LARGEST_MB = 20  # of one file, as lscb.core.uploads.limits has it
TLS_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
SCHEMES = {
    "LSCB_DATABASE_URL": {"postgresql", "postgres"},
    "LSCB_REDIS_URL": {"redis", "rediss"},
    "LSCB_MAIL_URL": {"smtp", "smtps"},
    "LSCB_CLAMAV": {"tcp"},
}


def database(env: Environment) -> dict[str, Any]:
    """IMMEDIATE: without it nearly half of contended SQLite writes fail instead of waiting."""
    if not env.database_url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": env.home / "board.sqlite3",
            # The last to close folds the log into the file, which every request alone on the machine would wait for.
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Recursive triggers: else "INSERT OR REPLACE" would slip past those that refuse deletion.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;",
            },
        }
    url = read_url("LSCB_DATABASE_URL", env.database_url, like="postgresql://user:password@host:5432/name")
    if not url.path.strip("/"):
        raise ImproperlyConfigured("LSCB_DATABASE_URL must end with the name of the database")
    secured = database_security(url.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": url.port or "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": f"-c lock_timeout={LOCK_TIMEOUT_MS}", **secured},
    }


def database_security(query: str) -> dict[str, str]:
    """How the connection is kept private, as ``sslmode=verify-full&sslrootcert=/path``: nothing else is taken."""
    try:
        given = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        given = [("", "")]
    names = [name for name, _value in given]
    if set(names) - set(TLS_OPTIONS) or len(set(names)) < len(names) or not all(value for _name, value in given):
        raise ImproperlyConfigured(
            f"After its ? LSCB_DATABASE_URL takes {', '.join(TLS_OPTIONS[:-1])} and {TLS_OPTIONS[-1]}, "
            "each once and with a value: ?sslmode=verify-full&sslrootcert=/etc/ssl/certs/database.pem"
        )
    options = dict(given)
    if options.get("sslmode", SSL_MODES[0]) not in SSL_MODES:
        raise ImproperlyConfigured(f"sslmode in LSCB_DATABASE_URL must be one of {', '.join(SSL_MODES)}")
    for name in options.keys() - {"sslmode"}:
        if not Path(options[name]).is_file():
            raise ImproperlyConfigured(f"{name} in LSCB_DATABASE_URL must be the path of a file that is there")
    return options


def mail(env: Environment) -> dict[str, Any]:
    """``smtp://user:password@host:587?tls`` by address; else a folder that the demonstration shows."""
    if env.mail_folder is not None:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(env.mail_folder),
        }
    url = read_url("LSCB_MAIL_URL", env.mail_url, like="smtp://user:password@host:587?tls")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.query == "tls",
        "EMAIL_TIMEOUT": 20,
    }


def logs(env: Environment) -> dict[str, Any]:
    """Everything to the standard output. Servers and workers hand theirs over, so that one formatter sees all."""
    console = {"handlers": ["console"], "propagate": False}
    formatter = "JsonLines" if env.logs_as_json else "PlainLines"
    logging = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"lscb.core.logs.{formatter}"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": env.log_level},
        "loggers": dict.fromkeys(("gunicorn.error", "celery", "django", "py.warnings"), console),
    }
    return {"LOGGING": logging, "CELERY_WORKER_HIJACK_ROOT_LOGGER": False}


def scanner(env: Environment) -> str:
    """Where ClamAV's daemon listens, on this machine or another; nothing where there is none."""
    if not env.clamav:
        return ""
    url = urlsplit(env.clamav)
    if not (url.scheme == "unix" and url.path and not url.netloc):
        read_url("LSCB_CLAMAV", env.clamav, like="unix:///run/clamav/clamd.ctl or tcp://host:3310")
    return env.clamav


def uploads_a_day(env: Environment) -> int:
    """In bytes, of one person; the largest single file must have room in it."""
    if env.uploads_mb_a_day < LARGEST_MB:
        raise ImproperlyConfigured(f"LSCB_UPLOADS_MB_A_DAY must be {LARGEST_MB} at least: one file may have as much")
    return env.uploads_mb_a_day * 1024**2


def directory(env: Environment) -> dict[str, Any]:
    """An OpenID Connect provider, all of it or none: issuer, client, secret, and what the button calls it."""
    given = {
        "LSCB_OIDC_ISSUER": env.oidc_issuer,
        "LSCB_OIDC_CLIENT_ID": env.oidc_client,
        "LSCB_OIDC_SECRET": env.oidc_secret,
        "LSCB_OIDC_NAME": env.oidc_name,
    }
    if not any(given.values()):
        return {}
    if missing := [name for name, value in given.items() if not value]:
        raise ImproperlyConfigured(f"{' and '.join(missing)} must be set too: a directory needs all of them")
    if env.oidc_kind not in {"entra", "generic"}:
        raise ImproperlyConfigured("LSCB_OIDC_KIND must be entra or generic")
    own = {"server_url": env.oidc_issuer, "fetch_userinfo": False, "oauth_pkce_enabled": True, "kind": env.oidc_kind}
    if env.oidc_kind == "entra":
        own["tenant"] = _tenant(env.oidc_issuer)
    app = {
        "provider_id": "directory",
        "name": env.oidc_name,
        "client_id": env.oidc_client,
        "secret": env.oidc_secret,
        "settings": own,
    }
    return {"directory": {"APPS": [app]}}


def directory_origin(env: Environment) -> list[str]:
    """Where the sign-in form may lead, besides to ourselves."""
    url = urlsplit(env.oidc_issuer)
    return [f"{url.scheme}://{url.netloc}"] if url.netloc else []


def _tenant(issuer: str) -> str:
    """One council's tenant by its number: the addresses shared by all tenants let anyone in."""
    found = re.search(r"/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/v2\.0$", issuer)
    if not found:
        raise ImproperlyConfigured(
            "LSCB_OIDC_ISSUER must end with the tenant's number and /v2.0, as in "
            "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0"
        )
    return found[1]


def read_url(name: str, text: str, *, like: str) -> SplitResult:
    """The parts of an address, or a sentence that says how it should look. Never the address: it holds a password."""
    try:
        url = urlsplit(text)
        is_whole = url.scheme in SCHEMES[name] and bool(url.hostname) and (url.port is None or url.port > 0)
    except ValueError:
        is_whole = False
    if not is_whole:
        raise ImproperlyConfigured(f"{name} must be an address such as {like}")
    return url
