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


def read_secrets(row: Row, response: HttpResponse, world: World) -> list[bool]:
    """Of each of the row's secrets, whether this page tells it."""
    text = (b"".join(response) if response.streaming else response.content).decode()
    return [escape(secret(world)) in text for secret, _those in row.secrets]
