"""What every test stands on."""

import os

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings as property_tests

from lscb.core import append_only

# The same cases each time, and a busy machine is slow, not wrong.
property_tests.register_profile("ours", deadline=None, derandomize=True)
property_tests.load_profile("ours")


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


@pytest.fixture(autouse=True)
def no_throttle_outlives_its_test(settings):
    """The database's cache is emptied with its table; Redis remembers."""
    yield
    if settings.ENVIRONMENT.redis_url:
        cache.clear()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """A machine that checks a change (CI=true) runs every test: one that was skipped is one that failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        reporter.ensure_newline()
        reporter.write_line("A test was skipped, and CI=true allows none.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
