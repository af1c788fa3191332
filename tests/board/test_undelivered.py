"""Messages that did not arrive, and what waits for the manager."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from board.attention import waiting
from lscb.core import invitations
from lscb.core.attention import counted
from tests.factories.board import agency_lead, manager
from tests.factories.core import NotificationFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/board/messages/"


@pytest.fixture
def helen(client):
    person = manager()
    client.force_login(person)
    return person


def test_the_list_shows_what_the_mail_server_would_not_take(client, helen):
    refused = NotificationFactory(last_error="550 no <such> user", body="Secret link")
    given_up = NotificationFactory(last_error="550", given_up_at=timezone.now())
    NotificationFactory()
    NotificationFactory(sent_at=timezone.now())

    page = client.get(URL)

    assert list(page.context["page"]) == [given_up, refused]
    assert ("550 no &lt;such&gt; user" in page.text, "Secret link" in page.text) == (True, False)
    assert ("tried again" in page.text, "given up" in page.text) == (True, True)


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_takes_as_many_queries_for_one_as_for_five(client, helen, count, django_assert_max_num_queries):
    NotificationFactory.create_batch(count, last_error="550")
    client.get(URL)

    with django_assert_max_num_queries(7):
        assert len(client.get(URL).context["page"]) == count


def test_a_message_is_sent_again(client, helen, django_capture_on_commit_callbacks):
    note = NotificationFactory(last_error="550", given_up_at=timezone.now(), attempts=12)

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("board:message-send-again", args=[note.pk]), follow=True)

    assert [message.to for message in mail.outbox] == [[note.recipient.email]]
    assert "is on its way again" in page.text
    assert "Every message arrived" in page.text


def test_a_delivered_message_is_not_there_to_be_sent_again(client, helen):
    note = NotificationFactory(sent_at=timezone.now())

    assert client.post(reverse("board:message-send-again", args=[note.pk])).status_code == 404


def test_only_the_manager_sees_them(client):
    client.force_login(agency_lead())

    assert client.get(URL).status_code == 403


def test_the_manager_is_told_of_messages_and_invitations_that_failed(helen, time_machine, django_assert_num_queries):
    time_machine.move_to("2026-10-01T09:00:00+00:00", tick=False)
    NotificationFactory(last_error="550")
    lapsed, renewed, joined = UserFactory.create_batch(3, joined_at=None)
    for person in (lapsed, renewed, joined):
        invitations.invite(person, by=helen, now=timezone.now())
    time_machine.move_to("2026-10-28T09:00:00+00:00", tick=False)
    invitations.invite(renewed, by=helen, now=timezone.now())
    joined.joined_at = timezone.now()
    joined.save()
    helen = type(helen).objects.get(pk=helen.pk)

    with django_assert_num_queries(2):  # the person’s roles, and the counts
        items = counted(waiting(helen, timezone.localdate()))

    assert [(item.count, item.what.partition(",")[0]) for item in items] == [
        (1, "message not delivered"),
        (1, "invitation has run out"),
        (0, "file held by the virus scanner"),
        (0, "stored file is not whole"),
    ]
    assert list(waiting(agency_lead(), timezone.localdate())) == []
