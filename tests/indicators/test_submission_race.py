"""The same return submitted by twenty requests at once, and a row saved while the return is submitted."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from indicators.actions.submission import stamp_of
from indicators.models import Figure, Submission
from lscb.core.models import ActivityEvent, Notification
from tests.factories.board import manager
from tests.factories.returns import desk, row

AT_ONCE = 20

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at(time_machine):
    time_machine.move_to("2026-10-20 09:41:00+00:00")
    at = desk()
    at.figure(given=True)
    manager()
    return at


def at_once(person, posts):
    """Each post in a thread, with a session and a connection of its own; all start together."""
    barrier = Barrier(len(posts))
    clients = []
    for _ in posts:
        client = Client()
        client.force_login(person)
        clients.append(client)

    def send(client, post):
        barrier.wait(timeout=120)
        try:
            return client.post(*post)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(send, clients, posts))


def test_twenty_at_once_make_one_submission(at):
    stamp = stamp_of(at.item, list(at.item.figures.all()))
    post = (reverse("indicators:return-submit", args=[at.item.pk]), {"stamp": stamp})

    responses = at_once(at.lead, [post] * AT_ONCE)

    submission = Submission.objects.get()
    receipt = reverse("indicators:receipt", args=[submission.reference])
    assert [response.headers.get("Location") for response in responses] == [receipt] * AT_ONCE
    assert ActivityEvent.objects.filter(verb="return.submitted").count() == 1
    assert Notification.objects.count() == 2  # the receipt, and word to the manager


@pytest.mark.parametrize("_turn", range(3))
def test_a_row_saved_while_the_return_is_submitted(at, _turn):
    """Whichever comes first: what is stored afterwards is what was submitted, or the submission was refused."""
    figure = at.item.figures.get()
    stamp = stamp_of(at.item, [figure])
    submit = (reverse("indicators:return-submit", args=[at.item.pk]), {"stamp": stamp})
    save = (reverse("indicators:figure-save", args=[figure.pk]), row(figure, numerator_text="50"))

    at_once(at.lead, [submit, save])

    at.item.refresh_from_db()
    stored = Figure.objects.get().numerator_text
    if at.item.status == "submitted":
        assert (Submission.objects.get().content["rows"][0]["numerator_text"], stored) == ("45", "45")
    else:
        assert (Submission.objects.count(), stored) == (0, "50")


def test_six_rows_of_one_return_are_saved_at_once(at):
    figures = [at.item.figures.get(), *(at.figure() for _ in range(5))]
    posts = [
        (reverse("indicators:figure-save", args=[figure.pk]), row(figure, numerator_text="50")) for figure in figures
    ]

    responses = at_once(at.lead, posts)

    assert [response.status_code for response in responses] == [200] * len(posts)
    assert set(Figure.objects.values_list("numerator_text", "version")) == {("50", 1)}


def test_ten_people_on_one_row_at_once_lose_nothing(at):
    """One is saved and the others are shown both texts, never one overwriting another."""
    figure = at.item.figures.get()
    url = reverse("indicators:figure-save", args=[figure.pk])

    responses = at_once(at.lead, [(url, row(figure, numerator_text=str(number))) for number in range(10)])

    figure.refresh_from_db()
    assert (figure.version, figure.numerator_text in set("0123456789")) == (1, True)
    assert sorted("Use mine" in response.text for response in responses) == [False] + [True] * 9
