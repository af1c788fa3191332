"""What every test stands on."""

import gc
import os
import re
import shutil
import sys

import pytest
from coverage import Coverage
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings as property_tests

from lscb.core import append_only

# Counted is what a process of tests runs itself: a program that it starts would take half as long again.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)

# The same cases each time, and a busy machine is slow, not wrong.
property_tests.register_profile("ours", deadline=None, derandomize=True)
property_tests.load_profile("ours")

# What a test that reaches a database asks for, itself or through its fixtures.
DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
# What pages say: the permission matrix opens each page and does each act on every engine.
PAGES = re.compile(r"test_(\w+_)?(pages|views)\.py")
# Each of these walks through nearly every line, and leaves most of them untested.
WALKS = ("policy", "hostile", "demo")
IS_COUNTED = pytest.StashKey[bool]()
# A database that script/test has migrated: a file, or the name of one beside the tests' own on PostgreSQL.
MIGRATED = os.environ.get("MIGRATED", "")


def pytest_collection_modifyitems(items):
    """What is the same on every engine runs once (docs/decisions/0075); first cases are counted (0083)."""
    counted = set()
    for item in items:
        question = item.nodeid.partition("[")[0]
        item.stash[IS_COUNTED] = item.path.parent.name not in WALKS and question not in counted
        counted.add(question)
        reaches_a_database = DATABASE.intersection(item.fixturenames) or item.get_closest_marker("django_db")
        if not reaches_a_database or PAGES.fullmatch(item.path.name):
            item.add_marker("once")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Counting takes nearly as long again as the test: the tracer is put aside where it would learn nothing."""
    tracer = sys.gettrace()
    if item.stash[IS_COUNTED] or not Coverage.current():
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


def pytest_collection_finish():
    """Half a million objects stay to the end: whoever collects what is left over need not look at them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Migrating takes longer than a hundred tests: it is done once for a run, and each process begins with a copy."""
    if MIGRATED:
        ours = connections["default"].settings_dict["TEST"]
        ours["MIGRATE"] = False
        if connections["default"].vendor == "postgresql":
            ours["TEMPLATE"] = MIGRATED
        else:
            shutil.copy(MIGRATED, ours["NAME"])


@pytest.fixture(scope="session")
def django_db_keepdb():
    """A file that was copied is not to be made anew."""
    return bool(MIGRATED) and connections["default"].vendor == "sqlite"


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
