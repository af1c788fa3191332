"""What every test stands on."""

import pytest
from django.db import connections
from django.test import TransactionTestCase

from lscb.core import append_only


@pytest.fixture(autouse=True, scope="session")
def teardown_may_empty_the_log():
    """Append-only tables are emptied by the tests' teardown, and by nothing else."""
    flush = TransactionTestCase._fixture_teardown

    def lift_and_flush(self):
        for connection in connections.all():
            append_only.remove(connection)
        flush(self)
        for connection in connections.all():
            append_only.install(connection)

    TransactionTestCase._fixture_teardown = lift_and_flush
    yield
    TransactionTestCase._fixture_teardown = flush
