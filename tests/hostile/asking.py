"""Every address of the matrix with someone who is let in."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.hostile.pages import Form, Forms
from tests.policy.matrix import ROWS
from tests.policy.matrix.rows import Row
from tests.policy.world import World


def client_for(row: Row, world: World) -> Client:
    """Of someone who is let in, the manager where that is possible."""
    role = "manager" if "manager" in row.allowed or not row.allowed else min(row.allowed)
    return world.client_of("anonymous" if row.public else role, raise_request_exception=False)


def our_models() -> list[type[models.Model]]:
    """Every table of the product's own apps."""
    ours = {app.label for app in apps.get_app_configs() if "site-packages" not in app.path}
    return [model for model in apps.get_models() if model._meta.app_label in ours]


def every_row(world: World) -> Iterator[tuple[Row, Client]]:
    for row in ROWS:
        # Whoever signs out is somebody else in the next question.
        if row.name != "account_logout":
            yield row, client_for(row, world)


def send(client: Client, method: str, path: str, *args: object, **kwargs: object) -> HttpResponse:
    """The answer, and everything as it was."""
    with transaction.atomic():
        response = getattr(client, method)(path, *args, **kwargs)
        transaction.set_rollback(True)
    return response


def every_form(world: World) -> Iterator[tuple[Row, str, Form]]:
    """Of whom, where it goes and what stands in it: each form once, however many pages it is on."""
    seen = set()
    for row, client in every_row(world):
        if row.method == "get" and row.allowed:
            path = reverse(row.name, kwargs=row.arguments(world))
            page = send(client, "get", path)
            if page.status_code == 200 and "html" in page.headers["Content-Type"]:
                for form in Forms(page.text).found:
                    goes_to = form.path or path
                    is_new = (goes_to, *form.fields) not in seen
                    seen.add((goes_to, *form.fields))
                    if is_new and not goes_to.endswith("/sign-out/"):
                        yield row, goes_to, form
