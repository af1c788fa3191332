"""Links that let someone in: once, for one person, for a while, and only the newest."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from board.actions import deactivate_person
from lscb.core import invitations
from lscb.core.models import Invitation
from tests.factories.board import manager
from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "lantern pebble forty two"


@pytest.fixture
def link_for(django_capture_on_commit_callbacks):
    def ask(person):
        with django_capture_on_commit_callbacks(execute=True):
            Client().post("/account/reset/", {"email": person.email})
        return next(line for line in mail.outbox[-1].body.splitlines() if "/account/reset/key/" in line)

    return ask


def works(link):
    return "no longer works" not in Client().get(link, follow=True).text


def replace_password(link, password=NEW):
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    return client.post(form, {"password1": password, "password2": password})


def signs_in(person, password):
    return Client().post("/account/sign-in/", {"login": person.email, "password": password}).status_code == 302


def test_a_reset_link_is_spent_by_its_use(link_for):
    person = UserFactory()
    link = link_for(person)
    replace_password(link)

    assert (works(link), signs_in(person, NEW)) == (False, True)


def test_a_reset_signs_nobody_in(link_for):
    client = Client()
    form = client.get(link_for(UserFactory()), follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": NEW, "password2": NEW})

    assert client.get("/tasks/").status_code == 302


def test_looking_at_a_reset_link_does_not_spend_it(link_for):
    """Mail scanners follow every link."""
    link = link_for(UserFactory())
    for _ in range(3):
        Client().head(link)
        Client().get(link, follow=True)

    assert works(link)


def test_every_older_reset_link_dies_with_the_password(link_for):
    person = UserFactory()
    older, newer = link_for(person), link_for(person)
    replace_password(newer)

    assert not works(older)


def test_a_reset_link_dies_when_the_person_changes_the_password_themself(link_for, client):
    person = UserFactory()
    link = link_for(person)
    client.force_login(person, backend="lscb.core.signin.ActivePeopleBackend")
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert not works(link)


def test_a_reset_link_lasts_an_hour(link_for, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    link = link_for(UserFactory())

    time_machine.shift(timedelta(minutes=59))
    assert works(link)
    time_machine.shift(timedelta(minutes=2))
    assert not works(link)


def test_a_reset_link_opens_no_other_account(link_for):
    person, other = UserFactory(), UserFactory()
    mine = link_for(person)
    key = mine.rstrip("/").rpartition("-")[2]

    from allauth.account.utils import user_pk_to_url_str

    forged = f"/account/reset/key/{user_pk_to_url_str(other)}-{key}/"

    assert not works(forged)
    assert signs_in(other, PASSWORD)


def test_a_reset_link_lets_nobody_in_whose_account_was_closed(link_for):
    person = UserFactory()
    link = link_for(person)
    deactivate_person(person, by=manager(), today=timezone.localdate())

    replace_password(link)
    closed = Client()
    closed.post("/account/sign-in/", {"login": person.email, "password": NEW})

    assert closed.get("/tasks/").status_code == 302


def invited(**fields):
    person = UserFactory(joined_at=None, **fields)
    return person, reverse("invitation", args=[invitations.invite(person, by=manager(), now=timezone.now())])


def join(path, **more):
    return Client().post(path, {"password": NEW} | more)


def test_looking_at_an_invitation_does_not_spend_it():
    _person, path = invited()
    for _ in range(3):
        Client().head(path)
        Client().get(path)

    assert join(path).status_code == 302


def test_an_invitation_is_spent_by_its_use():
    person, path = invited()
    join(path)

    again = join(path, password="a different one entirely")

    assert (again.status_code, signs_in(person, NEW)) == (410, True)


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda token: token[:-1], lambda token: token + "A"])
def test_a_token_that_is_nearly_right_is_wrong(change):
    _person, path = invited()
    token = path.rstrip("/").rpartition("/")[2]

    assert Client().get(reverse("invitation", args=[change(token)])).status_code == 410


def test_what_we_keep_of_an_invitation_opens_nothing():
    invited()

    assert Client().get(reverse("invitation", args=[Invitation.objects.get().token_digest])).status_code == 410


def test_joining_takes_nothing_but_the_password():
    person, path = invited(email="ann@example.org", name="Ann")
    join(path, email="evil@example.org", name="Evil", is_superuser="1", is_active="", user="1", pk="1")

    person.refresh_from_db()
    assert (person.email, person.name, person.is_active, person.is_superuser) == ("ann@example.org", "Ann", True, False)
