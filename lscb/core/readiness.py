"""Whether what the product stands on is there: by name, and nothing about anyone."""

import logging
from collections.abc import Callable

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import KombuError
from kombu.exceptions import OperationalError as BrokerError

from lscb.core import append_only
from lscb.core.uploads import clamav

logger = logging.getLogger(__name__)

SECONDS = 2


def parts() -> dict[str, bool]:
    """Each part by name. Without a cache of its own the database stands in, and a queue may wait: they are told all the
    same, for whoever watches."""
    checks = CHECKS | ({"scanner": scanner_answers} if settings.CLAMAV else {})
    return {name: _holds(name, check) for name, check in checks.items()}


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, BrokerError, KombuError, OSError) as error:
        logger.warning("not ready: %s: %s", name, type(error).__name__)
        return False


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def append_only_tables_are_protected() -> bool:
    return not append_only.missing(connection)


def cache_answers() -> bool:
    cache.get("readyz")
    return True


def queue_answers() -> bool:
    with current_app.connection_for_write(connect_timeout=SECONDS) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=SECONDS)
        broker.default_channel  # noqa: B018  # opened by being asked for
    return True


def scanner_answers() -> bool:
    """Asked only where one is named."""
    return clamav.answers(seconds=SECONDS)


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "append_only": append_only_tables_are_protected,
    "cache": cache_answers,
    "queue": queue_answers,
}
