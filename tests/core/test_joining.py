from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lscb.core import invitations
from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    person = UserFactory(name="Ann Lee", email="ann@example.org", joined_at=None)
    person.set_unusable_password()
    person.save()
    return person


@pytest.fixture
def token(person):
    return invitations.invite(person, by=None, now=timezone.now())


def url(token):
    return reverse("invitation", args=[token])


def test_the_page_says_who_it_is_for_and_asks_for_a_password(client, token):
    page = client.get(url(token))

    assert page.status_code == 200
    assert "Ann Lee" in page.text
    assert 'value="ann@example.org"' in page.text
    assert 'autocomplete="new-password"' in page.text
    assert page.text.count('type="password"') == 1


def test_choosing_a_password_signs_the_person_in(client, person, token):
    response = client.post(url(token), {"password": PASSWORD})

    assert (response.status_code, response.url) == (302, "/")
    assert client.get(reverse("my-tasks")).wsgi_request.user == person
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert person.joined_at is not None


def test_whoever_is_signed_in_as_another_person_becomes_the_one_invited(client, person, token):
    client.force_login(UserFactory())

    client.post(url(token), {"password": PASSWORD})

    assert client.get(reverse("my-tasks")).wsgi_request.user == person


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Enter password"),
        ("short", "Choose a password of at least 12 characters"),
        ("Ann Lee 2026 board", "not made of words such as your name"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_what_to_do(client, person, token, password, sentence):
    page = client.post(url(token), {"password": password})

    assert page.status_code == 200
    assert sentence in page.text
    person.refresh_from_db()
    assert person.joined_at is None


def test_a_used_link_says_so_and_leads_to_sign_in(client, person, token):
    client.post(url(token), {"password": PASSWORD})
    client.logout()

    for page in (client.get(url(token)), client.post(url(token), {"password": "another harbour lamp"})):
        assert page.status_code == 410
        assert "It was used already" in page.text
        assert reverse("account_login") in page.text
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_link_that_ran_out_says_so(client, token, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=15))

    page = client.get(url(token))

    assert (page.status_code, "good for two weeks" in page.text) == (410, True)


def test_a_replaced_link_says_so(client, person, token):
    invitations.invite(person, by=None, now=timezone.now())

    page = client.post(url(token), {"password": PASSWORD})

    assert (page.status_code, "A newer invitation took its place" in page.text) == (410, True)


def test_a_person_sent_away_cannot_come_in(client, person, token):
    person.is_active = False
    person.save()

    page = client.post(url(token), {"password": PASSWORD})

    assert (page.status_code, "is closed" in page.text) == (410, True)


def test_an_unknown_link_names_nobody(client, token):
    page = client.get(url("x" * 43))

    assert (page.status_code, "not the whole link" in page.text, "Ann" in page.text) == (410, True, False)


def test_trying_links_is_throttled(client):
    codes = [client.get(url(f"guess-{n}")).status_code for n in range(21)]

    assert codes == [410] * 20 + [429]
