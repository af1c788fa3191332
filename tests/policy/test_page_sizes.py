"""No list takes the length of its pages from the address: it could be none, or everything at once."""

import pytest
from django.urls import reverse

from tests.factories.board import manager

LISTS = [
    "board:agency-list",
    "board:person-list",
    "board:access",
    "board:group-list",
    "board:meeting-list",
    "indicators:return-list",
    "indicators:library",
    "reports:indicator-list",
    "reports:pack-list",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_a_size_in_the_address_changes_nothing(client, name):
    client.force_login(manager(), backend="lscb.core.signin.ActivePeopleBackend")

    response = client.get(reverse(name), {"per_page": "-1", "coming-per_page": "-1", "past-per_page": "-1"})

    assert response.status_code == 200
