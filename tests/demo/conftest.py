from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from demo.load import load

LOADED_ON = date(2026, 6, 8)


def pytest_collection_modifyitems(items):
    """Those that load it themselves come first; the others share one to the end of the folder."""
    places = [place for place, item in enumerate(items) if Path(__file__).parent in item.path.parents]
    in_order = sorted((items[place] for place in places), key=lambda item: "demonstration" in item.fixturenames)
    for place, item in zip(places, in_order, strict=True):
        items[place] = item


@pytest.fixture(scope="package")
def demonstration(django_db_setup, django_db_blocker):
    """The demonstration Board, loaded once for all tests that only read it: loading it is dear."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(today=LOADED_ON)
        yield
        transaction.set_rollback(True)
