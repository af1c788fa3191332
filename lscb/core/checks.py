"""What must hold before the product starts."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections

from lscb.core import append_only
from lscb.settings.environment import Environment

KEY_LENGTH = 50
INVENTED_PEOPLE = "core.E017"
DEMONSTRATION_ADDRESSES = "@example.org"


# A deployment check, for migrate runs all others first and could then not put right what this one finds.
@register(Tags.database, deploy=True)
def append_only_triggers(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """The triggers are in place on every append-only table there is."""
    return [
        Error(
            f"The append-only tables have lost their triggers: {', '.join(gone)}.",
            hint="Run manage.py migrate, which puts them back, and find out who removed them.",
            id="core.E001",
        )
        for alias in databases or []
        if (gone := append_only.missing(connections[alias]))
    ]


@register(Tags.security, deploy=True)
def safe_settings(**_kwargs: Any) -> list[CheckMessage]:
    """What is well enough on one's own machine is not where others reach it."""
    env = settings.ENVIRONMENT
    return [Error(sentence, id=number) for number, is_wrong, sentence in faults(env) if is_wrong]


def faults(env: Environment) -> list[tuple[str, bool, str]]:
    is_open = not env.is_this_machine_alone
    is_production = is_open and bool(env.database_url)
    missing = [name for name in env.keys_made_here if is_production]
    return [
        (
            "core.E010",
            is_open and not env.is_behind_tls,
            "LSCB_BASE_URL must start with https://, for others than this machine reach the product there.",
        ),
        ("core.E011", bool(missing), f"Give {' and '.join(missing)}: every process must have the same."),
        (
            "core.E012",
            is_production and "LSCB_SECRET_KEY" not in missing and len(env.secret_key) < KEY_LENGTH,
            f"LSCB_SECRET_KEY is shorter than {KEY_LENGTH} characters and could be guessed.",
        ),
        (
            "core.E013",
            is_production and "LSCB_SEAL_KEY" not in missing and len(env.seal_key) < KEY_LENGTH,
            f"LSCB_SEAL_KEY is shorter than {KEY_LENGTH} characters and could be guessed.",
        ),
        (
            "core.E014",
            is_production and env.seal_key == env.secret_key,
            "LSCB_SEAL_KEY must differ from LSCB_SECRET_KEY.",
        ),
        (
            "core.E015",
            is_production and env.is_demo,
            "LSCB_DEMO must not be set: it shows everyone's mail and lets invented people in.",
        ),
        (
            "core.E016",
            is_production and not env.mail_url,
            "LSCB_MAIL_URL must name a mail server: nobody would receive an invitation or a reminder.",
        ),
    ]


@register(Tags.database, deploy=True)
def no_demonstration_accounts(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """The password of the invented people is printed for all to read."""
    env = settings.ENVIRONMENT
    if DEFAULT_DB_ALIAS not in (databases or []) or not env.database_url or env.is_this_machine_alone:
        return []
    user = get_user_model()
    if user._meta.db_table not in connection.introspection.table_names():
        return []
    count = user.objects.filter(is_active=True, email__iendswith=DEMONSTRATION_ADDRESSES).count()
    if not count:
        return []
    return [
        Error(
            f"Accounts of the demonstration are in this database ({count}), and their password is known.",
            hint="Start with an empty database.",
            id=INVENTED_PEOPLE,
        )
    ]


def refuse_to_start_if_broken() -> None:
    """A worker may not write where the log could be rewritten, or for others unsafely."""
    _refuse(_serious(Tags.security) + faults_of_the_database())


def refuse_unsafe_settings() -> None:
    """A web process that waits for its database refuses only what no waiting mends."""
    _refuse(_serious(Tags.security))


def refuse_invented_people() -> None:
    """Said at once where the database answers."""
    try:
        _refuse([fault for fault in faults_of_the_database() if fault.id == INVENTED_PEOPLE])
    except DatabaseError:
        return  # the gate stays shut until it has been asked


def faults_of_the_database() -> list[CheckMessage]:
    try:
        return _serious(Tags.database)
    finally:
        connections.close_all()


def _serious(tag: str) -> list[CheckMessage]:
    errors = run_checks(tags=[tag], databases=[DEFAULT_DB_ALIAS], include_deployment_checks=True)
    return [error for error in errors if error.is_serious()]


def _refuse(faults: list[CheckMessage]) -> None:
    if faults:
        raise ImproperlyConfigured(" ".join(f"{fault.msg} {fault.hint or ''}".strip() for fault in faults))
