"""Taking any one ``visible_to`` out of the product turns the permission matrix red."""

import pytest
from django.db import transaction

from tests.policy.asking import ask, read_secrets
from tests.policy.matrix import ROWS, furnished_world
from tests.policy.matrix.rows import ROLES
from tests.policy.scoping import Site, sites, watched

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def answers(row, world, role):
    """What the matrix looks at: the status, and which of the page's secrets are told. Leaves nothing behind."""
    with transaction.atomic():
        response = ask(row, world, role)
        told = read_secrets(row, response, world) if row.secrets and response.status_code == 200 else []
        transaction.set_rollback(True)
    return response.status_code, told


def right(row, role):
    expected = row.expected(role)
    return expected, [role in those for _secret, those in row.secrets] if expected == 200 else []


def trace(world) -> dict[Site, list]:
    """Ask everything once, and note which calls each question passes through."""
    passed: dict[Site, list] = {site: [] for site in sites()}
    for row in ROWS:
        for role in ROLES:
            seen: set[Site] = set()

            def note(path, line, seen=seen):
                seen.update(site for site in sites() if site.holds(path, line))
                return False

            with watched(note):
                answers(row, world, role)
            for site in seen:
                passed[site].append((row, role))
    return passed


def likely_first(question):
    """What is not there for someone, or keeps a secret from them, tells soonest that a scope is gone."""
    row, role = question
    return row.expected(role) != 404, not row.secrets


def test_taking_out_any_one_scope_is_noticed():
    world = furnished_world()
    unnoticed = []
    for site, questions in trace(world).items():
        with watched(site.holds):
            noticed = any(
                answers(row, world, role) != right(row, role) for row, role in sorted(questions, key=likely_first)
            )
        if not noticed:
            unnoticed.append(f"{site} ({len(questions)} questions pass it)")

    assert unnoticed == []
