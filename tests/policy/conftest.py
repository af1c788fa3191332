"""What the tests of policy stand on."""

import pytest
from django.db import transaction

from tests.policy.matrix import furnished_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all questions of a file: each question takes back what it did, and building one is dear."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnished_world()
        transaction.set_rollback(True)
