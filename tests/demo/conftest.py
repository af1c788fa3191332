from datetime import date

import pytest
from django.db import transaction

from demo.load import load

LOADED_ON = date(2026, 6, 8)


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """The demonstration Board, loaded once for a module's tests, which only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(today=LOADED_ON)
        yield
        transaction.set_rollback(True)
