"""The permission matrix holds, and nothing is served that has no row in it."""

import pytest

from tests.policy.addresses import names
from tests.policy.asking import ask, read_secrets, status
from tests.policy.matrix import ROWS
from tests.policy.matrix.rows import ROLES, Row
from tests.policy.permissions_page import PAGE, page


def label(row: Row) -> str:
    return f"{row.method} {row.name}"


def test_every_address_has_a_row():
    assert sorted({row.name for row in ROWS}) == names()


def test_no_row_stands_twice():
    labels = [label(row) for row in ROWS]

    assert sorted(labels) == sorted(set(labels))


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=label)
def test_each_role_gets_what_the_matrix_says(row, world):
    # Refusals first: what is let in may change what the next person finds.
    order = sorted(ROLES, key=lambda role: role in row.allowed)
    found, told = {}, {}
    for role in order:
        if row.method == "get" or role not in row.allowed:
            response = ask(row, world, role)
            found[role] = response.status_code
            if row.secrets and role in row.allowed:
                told[role] = read_secrets(row, response, world)

    assert found == {role: row.expected(role) for role in found}
    # Of all who are let in, each reads the secrets that are for them.
    assert told == {role: [role in those for _secret, those in row.secrets] for role in told}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "role"),
    [(row, role) for row in ROWS if row.method == "post" for role in ROLES if role in row.allowed],
    ids=lambda value: label(value) if isinstance(value, Row) else value,
)
def test_each_act_is_open_to_those_it_is_for(row, role, world):
    assert status(row, world, role) == row.expected(role)


def test_the_permissions_page_is_drawn_from_the_matrix():
    assert PAGE.read_text() == page()
