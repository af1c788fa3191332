"""What hostile input is sent to."""

import pytest

from tests.hostile.asking import every_form
from tests.policy.conftest import world

__all__ = ["world"]


@pytest.fixture(scope="module")
def forms(world, django_db_blocker):
    """Every form of the product: opening every page to find them is dear, and done once a file."""
    with django_db_blocker.unblock():
        return list(every_form(world))
