"""Several people at the same moment, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from lscb.core.exceptions import Refused


def at_once(*acts):
    """Run each act in a thread with a connection of its own; what each returned, or the refusal it met."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=120)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
