"""How a Board starts: ``manage.py invite``."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from board.models import scope_of
from lscb.core import activity
from lscb.core.models import User
from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def invite(capsys, *arguments):
    call_command("invite", *arguments)
    return capsys.readouterr().out


def test_the_first_manager_comes_in_by_the_link_that_is_printed(client, capsys, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        out = invite(capsys, "Helen.Ostrow@example.org", "--name", " Helen  Ostrow ")
    [link] = re.findall(r"http://testserver(/join/\S+/)", out)

    client.post(link, {"password": PASSWORD})

    person = User.objects.get()
    assert (person.name, person.email, scope_of(person).is_manager) == (
        "Helen Ostrow",
        "helen.ostrow@example.org",
        True,
    )
    assert client.get("/board/settings/").status_code == 200
    assert "Helen Ostrow is invited as business manager." in out
    assert [message.to for message in mail.outbox] == [["helen.ostrow@example.org"]]
    assert [line.sentence for line in activity.timeline(person, with_changes=False)] == [
        "Accepted the invitation",
        "Message to Helen Ostrow: Your account with Safeguarding Children Board",
        "Invited",
        "Role given",
        "Account made",
    ]


def test_without_a_name_the_address_lends_one(capsys):
    invite(capsys, "helen.ostrow@example.org")

    assert User.objects.get().name == "Helen Ostrow"


def test_whoever_was_invited_before_has_a_new_link(client, capsys):
    first = invite(capsys, "helen@example.org")
    second = invite(capsys, "HELEN@example.org")

    links = [re.findall(r"/join/\S+/", out)[0] for out in (first, second)]
    assert "has been invited before. Earlier links no longer work." in second
    assert [client.get(link).status_code for link in links] == [410, 200]
    assert User.objects.count() == 1


@pytest.mark.parametrize(("fields", "sentence"), [({}, "has joined already"), ({"is_active": False}, "is deactivated")])
def test_whoever_has_an_account_already_is_said_to(fields, sentence):
    UserFactory(email="helen@example.org", **fields)

    with pytest.raises(CommandError, match=sentence):
        call_command("invite", "helen@example.org")


def test_an_address_that_is_none_is_refused():
    with pytest.raises(CommandError, match=r"such as name@example\.org\.uk"):
        call_command("invite", "helen")
    assert not User.objects.exists()
