"""What the machine tells us: every environment variable the product reads, typed, in one place."""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environs import Env

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Environment:
    """``LSCB_HOME`` and its fellows, read once when the process starts."""

    home: Path
    static: Path
    base_url: str
    allowed_hosts: list[str]
    secret_key: str
    seal_key: str
    seal_keys_before: list[str]
    returns_key: str
    keys_made_here: tuple[str, ...]
    database_url: str
    redis_url: str
    mail_url: str
    mail_from: str
    clamav: str
    uploads_mb_a_day: int
    is_demo: bool
    is_behind_tls: bool
    proxy_count: int
    log_level: str
    oidc_issuer: str
    oidc_client: str
    oidc_secret: str
    oidc_name: str
    oidc_kind: str
    logs_as_json: bool

    @property
    def is_this_machine_alone(self) -> bool:
        """People's browsers are on this machine: a demonstration, or someone trying it."""
        return host_of(self.base_url) in THIS_MACHINE

    @property
    def mail_folder(self) -> Path | None:
        """Where messages are written when no mail server is named."""
        return None if self.mail_url else self.home / "mail"


def read_environment() -> Environment:
    env = Env()
    with env.prefixed("LSCB_"):
        home = Path(env.str("HOME", str(PROJECT / "var"))).resolve()
        home.mkdir(mode=0o700, parents=True, exist_ok=True)  # a database of one file lies in it, readable by all
        base_url = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
        host = host_of(base_url)
        is_behind_tls = base_url.startswith("https://")
        return Environment(
            home=home,
            static=Path(env.str("STATIC", str(home / "static"))).absolute(),
            base_url=base_url,
            allowed_hosts=[*env.list("ALLOWED_HOSTS", []), host],
            secret_key=env.str("SECRET_KEY", "") or kept_secret(home / "secret-key"),
            seal_key=env.str("SEAL_KEY", "") or kept_secret(home / "seal-key"),
            seal_keys_before=env.list("SEAL_KEYS_BEFORE", []),
            returns_key=env.str("RETURNS_KEY", "") or kept_secret(home / "returns-key"),
            keys_made_here=tuple(f"LSCB_{name}" for name in ("SECRET_KEY", "SEAL_KEY") if not env.str(name, "")),
            database_url=env.str("DATABASE_URL", ""),
            redis_url=env.str("REDIS_URL", ""),
            mail_url=env.str("MAIL_URL", ""),
            mail_from=env.str("MAIL_FROM", "Safeguarding Board <board@localhost>"),
            clamav=env.str("CLAMAV", ""),
            uploads_mb_a_day=env.int("UPLOADS_MB_A_DAY", 500),
            is_demo=env.bool("DEMO", False),
            is_behind_tls=is_behind_tls,
            proxy_count=env.int("PROXY_COUNT", int(is_behind_tls)),
            log_level=env.str("LOG_LEVEL", "INFO"),
            oidc_issuer=env.str("OIDC_ISSUER", "").rstrip("/"),
            oidc_client=env.str("OIDC_CLIENT_ID", ""),
            oidc_secret=env.str("OIDC_SECRET", ""),
            oidc_name=env.str("OIDC_NAME", ""),
            oidc_kind=env.str("OIDC_KIND", "generic"),
            logs_as_json=env.bool("LOG_JSON", host not in THIS_MACHINE),
        )


def host_of(base_url: str) -> str:
    """The host that people's browsers will name."""
    parts = urlsplit(base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured("LSCB_BASE_URL must be a whole address such as https://board.example.org.uk")
    return parts.hostname


def kept_secret(path: Path) -> str:
    """A secret made on first use and kept beside the data, so that one machine needs no set-up."""
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent)  # for its owner alone
        with os.fdopen(handle, "w") as file:
            file.write(get_random_secret_key())
        # Linked when whole, and only by the first of several processes that start together.
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        Path(draft).unlink()
    return path.read_text()
