from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections

SECONDS = 3
LOCK_NOT_AVAILABLE = "55P03"


class Command(migrate.Command):
    """Django's own, but it waits for a table less long than people do, who wait behind it."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{SECONDS}s'")
        try:
            super().handle(*args, **options)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
            raise CommandError(
                f"A table was in use for longer than {SECONDS} seconds, so it was left as it is. Run migrate again."
            ) from error
