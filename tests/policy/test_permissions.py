"""The permission matrix holds, and nothing is served that has no row in it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.policy.addresses import names
from tests.policy.matrix import ROWS, furnished_world
from tests.policy.matrix.rows import ROLES, Row
from tests.policy.permissions_page import PAGE, page
from tests.policy.world import World


def label(row: Row) -> str:
    return f"{row.method} {row.name}"


def ask(row: Row, world: World, role: str) -> int:
    """The status that a person of this role gets at this address."""
    client = Client(raise_request_exception=True)
    person = world.people[role]
    if person is not None:
        client.force_login(person, backend="lscb.core.signin.ActivePeopleBackend")
    path = reverse(row.name, kwargs=row.arguments(world))
    return getattr(client, row.method)(path, row.data(world)).status_code


def test_every_address_has_a_row():
    assert sorted({row.name for row in ROWS}) == names()


def test_no_row_stands_twice():
    labels = [label(row) for row in ROWS]

    assert sorted(labels) == sorted(set(labels))


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=label)
def test_each_role_gets_what_the_matrix_says(row, django_capture_on_commit_callbacks):
    world = furnished_world()

    # Refusals first: what is let in may change what the next person finds.
    order = sorted(ROLES, key=lambda role: role in row.allowed)
    found = {role: ask(row, world, role) for role in order if row.method == "get" or role not in row.allowed}
    expected = {role: row.expected(role) for role in found}

    assert found == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "role"),
    [(row, role) for row in ROWS if row.method == "post" for role in ROLES if role in row.allowed],
    ids=lambda value: label(value) if isinstance(value, Row) else value,
)
def test_each_act_is_open_to_those_it_is_for(row, role):
    assert ask(row, furnished_world(), role) == row.expected(role)


def test_the_permissions_page_is_drawn_from_the_matrix():
    assert PAGE.read_text() == page()
