"""Taking any one ``visible_to`` out of the product turns the permission matrix red."""

from collections import Counter, defaultdict

import pytest
from django.db import transaction

from tests.policy.asking import ask, read_secrets
from tests.policy.matrix import ROWS
from tests.policy.matrix.rows import ROLES
from tests.policy.scoping import Site, sites, watched

LIKELY = ("other_lead", *(role for role in ROLES if role != "other_lead"))
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


def passed(row, role, world) -> set[Site]:
    """Which calls this question passes through."""
    seen: set[Site] = set()

    def note(path, line):
        seen.update(site for site in sites() if site.holds(path, line))
        return False

    with watched(note):
        answers(row, world, role)
    return seen


def kept_from(row):
    """Those whom the row is not there for: one of them tells soonest that a scope is gone."""
    return [role for role in LIKELY if row.expected(role) == 404]


def told_less(row):
    """Those let in who are not told all, or are told why not: they tell of the scopes within a page."""
    read_all = [role for role in row.allowed if all(role in those for _secret, those in row.secrets)]
    return [role for role in LIKELY if row.expected(role) == 409 or role in row.allowed.difference(read_all)]


def questions(unnoticed, passing):
    """Every row and role once, likely ones first: some scopes tell at once, few need anybody further.

    Whoever asks what passes a scope still unnoticed comes before all others.
    """
    first = [(row, role) for row in ROWS for role in kept_from(row)[:1] + told_less(row)]
    yield from first
    begun = {(id(row), role) for row, role in first}
    waiting = [(row, role) for row in ROWS for role in LIKELY if (id(row), role) not in begun]
    waiting.sort(key=lambda question: question[1] not in question[0].allowed)
    while waiting:
        yield waiting.pop(next((n for n, (row, _) in enumerate(waiting) if passing[row.name] & unnoticed), 0))


def test_taking_out_any_one_scope_is_noticed(world):
    unnoticed, passing, asked = set(sites()), defaultdict(set), Counter()
    for row, role in questions(unnoticed, passing):
        if not unnoticed:
            break
        through = passed(row, role, world)
        passing[row.name] |= through
        asked.update(through)
        for site in sorted(through & unnoticed):
            with watched(site.holds):
                if answers(row, world, role) != right(row, role):
                    unnoticed.remove(site)

    assert [f"{site} ({asked[site]} questions pass it)" for site in sorted(unnoticed)] == []
