"""Asking an address as a person of some role."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import escape

from tests.policy.matrix.rows import Row
from tests.policy.world import World


def ask(row: Row, world: World, role: str) -> HttpResponse:
    """What a person of this role gets at this address."""
    path = reverse(row.name, kwargs=row.arguments(world))
    return getattr(world.client_of(role), row.method)(path, row.data(world))


def status(row: Row, world: World, role: str) -> int:
    return ask(row, world, role).status_code


def reads_the_secret(row: Row, response: HttpResponse, world: World) -> bool:
    assert row.secret is not None
    text = b"".join(response) if response.streaming else response.content
    return escape(row.secret(world)) in text.decode()
