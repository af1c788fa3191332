"""Work that only one process at a time may do."""

from django.db import connection


def is_only_one(what: str) -> bool:
    """Whether this transaction alone is at it; whoever comes second leaves it to the first.

    On SQLite the write lock that every transaction takes from its start is enough.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"lscb.{what}"])
        return bool(cursor.fetchone()[0])
