"""Signing in through the council's directory, with a real provider on this machine."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as product
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread

from board import actions
from lscb.core import (
    directory,
    directory_provider,  # noqa: F401 (known from the start where a directory is set)
    invitations,
)
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification
from lscb.settings import services
from lscb.settings.environment import read_environment
from tests.factories.board import board_member, manager
from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
TENANT = "7f3c1f1e-2b1a-4d53-9a55-0d8c9e0f1a2b"
HELEN, PRIYA, STRANGER = "object-helen", "object-priya", "object-nobody"


@pytest.fixture(scope="module")
def provider():
    people = [
        Known(sub=name, claims={"tid": TENANT, "oid": name, "email": "priya.nair@example.org"})
        for name in (HELEN, PRIYA, STRANGER)
    ]
    people.append(Known(sub="foreign", claims={"tid": "another", "oid": HELEN}))
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(params=["entra", "generic"])
def kind(request):
    return request.param


@pytest.fixture
def council(settings, provider, kind):
    """The product with this directory set."""
    own = {"server_url": provider, "fetch_userinfo": False, "oauth_pkce_enabled": True, "kind": kind, "tenant": TENANT}
    app = {"provider_id": "directory", "name": "Aldermere Council", "client_id": "lscb", "secret": "s", "settings": own}
    settings.DIRECTORY_NAME = "Aldermere Council"
    settings.SOCIALACCOUNT_PROVIDERS = {"directory": {"APPS": [app]}}
    return provider


def go(client, path, who, **sent):
    """Press the button, sign in at the directory as this person, and come back."""
    away = client.post(path, sent)
    assert away.status_code == 302, away.content[:300]
    there = requests.post(away.headers["Location"], data={"sub": who}, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def sign_in(client, who):
    return go(client, reverse("directory_login"), who)


def join(client, person, who):
    token = invitations.invite(person, by=None, now=timezone.now())
    return go(client, reverse("directory_join", args=[token]), who)


def is_in(client, person):
    return client.session.get("_auth_user_id") == str(person.pk)


def test_an_invitation_binds_whoever_opened_it_and_they_come_in_again(client, council):
    person = UserFactory(joined_at=None)
    person.set_unusable_password()
    person.save()

    join(client, person, HELEN)
    assert is_in(client, person)

    again = Client()
    sign_in(again, HELEN)
    assert is_in(again, person)
    person.refresh_from_db()
    assert (bool(person.joined_at), person.has_usable_password()) == (True, False)


def test_nothing_the_directory_tells_of_a_person_is_kept(client, council, kind):
    person = UserFactory(joined_at=None, email="helen@example.org")

    join(client, person, HELEN)

    account = SocialAccount.objects.get()
    assert (account.extra_data, account.user.email) == ({}, "helen@example.org")
    assert account.uid == f"{TENANT}:{HELEN}" if kind == "entra" else len(account.uid) == 64


def test_a_stranger_stays_outside_though_their_address_is_somebodys(client, council):
    priya = UserFactory(email="priya.nair@example.org")

    response = sign_in(client, STRANGER)

    assert (response.status_code, is_in(client, priya)) == (403, False)
    assert "nobody here is connected with it" in response.text
    assert not SocialAccount.objects.exists()


def test_an_invitation_in_another_browser_binds_nobody(client, council):
    person = UserFactory(joined_at=None)
    token = invitations.invite(person, by=None, now=timezone.now())
    client.post(reverse("directory_join", args=[token]))

    assert sign_in(Client(), HELEN).status_code == 403
    assert not SocialAccount.objects.exists()


def test_an_invitation_left_behind_does_not_bind_the_next_who_signs_in(client, council):
    person = UserFactory(joined_at=None)
    token = invitations.invite(person, by=None, now=timezone.now())
    client.post(reverse("directory_join", args=[token]))

    assert sign_in(client, HELEN).status_code == 403
    assert not SocialAccount.objects.exists()


def test_an_invitation_that_ran_out_meanwhile_binds_nobody(client, council):
    person = UserFactory(joined_at=None)
    token = invitations.invite(person, by=None, now=timezone.now())
    away = client.post(reverse("directory_join", args=[token]))
    invitations.invite(person, by=None, now=timezone.now())
    there = requests.post(away.headers["Location"], data={"sub": HELEN}, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])

    response = client.get(f"{back.path}?{back.query}")

    assert (response.status_code, "A newer invitation took its place" in response.text) == (403, True)
    assert not SocialAccount.objects.exists()


def test_one_sign_in_is_one_persons(client, council):
    join(Client(), UserFactory(joined_at=None), HELEN)
    other = UserFactory(joined_at=None)

    join(client, other, HELEN)

    other.refresh_from_db()
    assert (SocialAccount.objects.count(), other.joined_at) == (1, None)


@pytest.mark.parametrize("kind", ["entra"], indirect=True)
def test_the_same_object_of_another_tenant_is_nobody(client, council):
    join(Client(), UserFactory(joined_at=None), HELEN)

    response = sign_in(client, "foreign")

    assert response.status_code == 403
    assert "did not confirm who you are" in response.text


def test_a_closed_account_stays_closed(client, council):
    person = UserFactory(joined_at=None)
    join(Client(), person, HELEN)
    person.is_active = False
    person.save()

    sign_in(client, HELEN)

    assert not is_in(client, person)


def test_an_answer_that_was_used_or_is_another_browsers_opens_nothing(client, council):
    person = UserFactory(joined_at=None)
    join(Client(), person, HELEN)
    away = client.post(reverse("directory_login"))
    there = requests.post(away.headers["Location"], data={"sub": HELEN}, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])
    address = f"{back.path}?{back.query}"

    thief = Client()
    assert thief.get(address).status_code == 403
    assert client.get(address).status_code == 302
    assert Client().get(address).status_code == 403
    assert not is_in(thief, person)


def test_a_directory_that_does_not_answer_is_said_to_be_away(client, settings, council):
    settings.SOCIALACCOUNT_PROVIDERS["directory"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"

    response = client.post(reverse("directory_login"))

    assert (response.status_code, "does not answer now" in response.text) == (503, True)


def signed_in(person):
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


def test_whoever_is_signed_in_connects_it_and_takes_it_off_again(council):
    person = board_member()
    client = signed_in(person)
    assert client.post(reverse("directory_connect")).headers["Location"].startswith("/account/again/")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    go(client, reverse("directory_connect"), PRIYA)
    assert directory.is_bound(person)
    assert "Connected" in client.get(reverse("mfa_index")).text

    client.post(reverse("directory_remove"))

    assert not directory.is_bound(person)
    assert list(ActivityEvent.objects.filter(verb__startswith="directory").values_list("verb", flat=True)) == [
        "directory.connected",
        "directory.removed",
    ]
    assert Notification.objects.filter(subject="How you sign in was changed").count() == 2


def test_without_a_password_it_is_the_only_way_in_and_stays(client, council):
    person = UserFactory(joined_at=None)
    person.set_unusable_password()
    person.save()
    join(client, person, HELEN)

    with pytest.raises(Refused, match="Choose a password first"):
        directory.remove(person, by=person)
    actions.disconnect_directory(person, by=manager())

    assert not directory.is_bound(person)


class Forms(HTMLParser):
    """The addresses that a page's forms are sent to."""

    def __init__(self, text):
        super().__init__()
        self.actions = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "form":
            self.actions.append(dict(attrs).get("action"))


def test_the_button_is_there_only_where_a_directory_is(client, council, settings):
    url = reverse("account_login")
    assert reverse("directory_login") in Forms(client.get(url).text).actions

    settings.DIRECTORY_NAME = ""
    assert reverse("directory_login") not in Forms(client.get(url).text).actions


# Settings


def environment(monkeypatch, tmp_path, **given):
    monkeypatch.setenv("LSCB_HOME", str(tmp_path))
    for name, value in given.items():
        monkeypatch.setenv(f"LSCB_OIDC_{name}", value)
    return read_environment()


ALL = {
    "ISSUER": f"https://login.example.org/{TENANT}/v2.0",
    "CLIENT_ID": "lscb",
    "SECRET": "s",
    "NAME": "Aldermere Council",
}


def test_a_directory_is_set_by_its_settings(monkeypatch, tmp_path):
    env = environment(monkeypatch, tmp_path, **ALL, KIND="entra")

    (app,) = services.directory(env)["directory"]["APPS"]
    assert (app["settings"]["tenant"], app["settings"]["oauth_pkce_enabled"]) == (TENANT, True)
    assert services.directory_origin(env) == ["https://login.example.org"]


def test_without_settings_there_is_none(monkeypatch, tmp_path):
    assert services.directory(environment(monkeypatch, tmp_path)) == {}
    assert product.DIRECTORY_NAME == ""


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"ISSUER": ALL["ISSUER"]}, "LSCB_OIDC_CLIENT_ID and LSCB_OIDC_SECRET and LSCB_OIDC_NAME must be set too"),
        (ALL | {"KIND": "google"}, "must be entra or generic"),
        (ALL | {"KIND": "entra", "ISSUER": "https://login.example.org/common/v2.0"}, "the tenant's number"),
    ],
)
def test_half_a_directory_is_refused_in_words(monkeypatch, tmp_path, given, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        services.directory(environment(monkeypatch, tmp_path, **given))
