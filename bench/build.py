"""A Board of a given history, built: ``python -m bench.build QUARTERS``. Apart, for what it leaves in memory."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import board  # noqa: E402

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    board.build(today=timezone.localdate(), quarters=int(sys.argv[1]))
    call_command("keep_series", verbosity=0, stdout=sys.stderr)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
