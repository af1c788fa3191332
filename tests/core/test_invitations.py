from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from lscb.core import activity, invitations
from lscb.core.exceptions import Refused
from lscb.core.invitations import LIFETIME, Standing
from lscb.core.models import Invitation, Notification
from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def person():
    person = UserFactory(name="Ann Lee", email="ann@example.org", joined_at=None)
    person.set_unusable_password()
    person.save()
    return person


def told(person):
    return [line.sentence for line in activity.timeline(person, with_changes=False)]


def standing(token, *, now=NOW):
    return invitations.standing(invitations.find(token), now=now)


def test_an_invitation_is_a_link_in_a_message_and_a_digest_with_us(person, django_capture_on_commit_callbacks):
    manager = UserFactory(name="Helen Ostrow")

    with django_capture_on_commit_callbacks(execute=True):
        token = invitations.invite(person, by=manager, now=NOW)

    [message] = mail.outbox
    [invitation] = Invitation.objects.all()
    assert message.to == ["ann@example.org"]
    assert f"Helen Ostrow has given you an account with" in message.body  # noqa: F541
    assert f"http://testserver/join/{token}/" in message.body
    assert (invitation.user, invitation.invited_by, invitation.expires_at) == (person, manager, NOW + LIFETIME)
    assert token not in str(vars(invitation))
    assert token not in str(Notification.objects.values().get())  # sent, and forgotten
    assert told(person) == [
        "Message to Ann Lee: Your account with Safeguarding Children Board",
        "Invited",
    ]


def test_a_newer_invitation_replaces_the_earlier_one(person):
    first = invitations.invite(person, by=None, now=NOW)
    second = invitations.invite(person, by=None, now=NOW)

    assert (standing(first), standing(second)) == (Standing.REPLACED, Standing.OPEN)
    waits = "Message to Ann Lee is not sent yet: Your account with Safeguarding Children Board"
    assert told(person) == [waits, "Invited again", waits, "Invited"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"joined_at": NOW}, "has joined already"), ({"is_active": False}, "is deactivated")],
)
def test_nobody_is_invited_who_is_in_or_sent_away(person, fields, sentence):
    for name, value in fields.items():
        setattr(person, name, value)

    with pytest.raises(Refused, match=sentence):
        invitations.invite(person, by=None, now=NOW)

    assert not Invitation.objects.exists()


def test_accepting_sets_the_password_and_spends_the_link(person):
    token = invitations.invite(person, by=None, now=NOW)

    joined = invitations.accept(invitations.find(token), password=PASSWORD, now=NOW)

    assert (joined, joined.joined_at, joined.check_password(PASSWORD)) == (person, NOW, True)
    assert standing(token) is Standing.ACCEPTED
    assert activity.timeline(person, with_changes=False)[0].sentence == "Accepted the invitation"


def test_the_same_form_sent_twice_is_refused_the_second_time(person):
    found = invitations.find(invitations.invite(person, by=None, now=NOW))
    invitations.accept(found, password=PASSWORD, now=NOW)

    with pytest.raises(Refused, match="used already"):
        invitations.accept(found, password="another long password", now=NOW)

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_link_lasts_two_weeks(person):
    token = invitations.invite(person, by=None, now=NOW)

    assert standing(token, now=NOW + LIFETIME - timedelta(seconds=1)) is Standing.OPEN
    assert standing(token, now=NOW + LIFETIME) is Standing.EXPIRED
    with pytest.raises(Refused, match="two weeks"):
        invitations.accept(invitations.find(token), password=PASSWORD, now=NOW + LIFETIME)


def test_a_link_of_someone_sent_away_is_closed(person):
    token = invitations.invite(person, by=None, now=NOW)
    person.is_active = False
    person.save()

    assert standing(token) is Standing.CLOSED


def test_an_unknown_link_is_said_to_be_incomplete():
    assert standing("nothing-of-ours") is Standing.UNKNOWN
