"""The last manager has lost their second step: someone at the machine lets them in again."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from lscb.core import second_steps
from lscb.core.models import ActivityEvent
from tests.factories.board import manager
from tests.factories.core import UserFactory
from tests.factories.second_steps import app_of, recovery_codes_of

pytestmark = pytest.mark.django_db


def test_it_is_removed_logged_and_told(capsys, django_capture_on_commit_callbacks):
    helen = manager(name="Helen Ostrow", email="helen@example.org")
    app_of(helen)
    recovery_codes_of(helen)

    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_second_step", " HELEN@example.org ")

    assert not second_steps.has_one(helen)
    assert capsys.readouterr().out == "Helen Ostrow now signs in with the password alone, and is told by mail.\n"
    assert {event.by for event in ActivityEvent.objects.about(helen)} == {None}
    assert "Whoever runs this service changed how you sign in" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody@example.org", "Nobody who can sign in has this address."),
        ("gone@example.org", "Nobody who can sign in has this address."),
        ("ann@example.org", "Ann has no second step."),
    ],
)
def test_what_cannot_be_done_is_said(email, words):
    UserFactory(name="Ann", email="ann@example.org")
    app_of(UserFactory(email="gone@example.org", is_active=False))

    with pytest.raises(CommandError, match=words):
        call_command("remove_second_step", email)
