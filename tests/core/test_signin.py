"""Sign-in, its limits and its end, as people and strangers meet them."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from board.actions import deactivate_person, reactivate_person
from lscb.core.models import Notification
from tests.factories.board import agency_lead, manager
from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN, TASKS = "/account/sign-in/", "/tasks/"


def sign_in(client, email, password=PASSWORD, **data):
    return client.post(SIGN_IN, {"login": email, "password": password} | data)


def is_in(client):
    return client.get(TASKS).status_code == 200


def test_a_person_signs_in_however_their_address_is_typed(client):
    UserFactory(email="Ann.Lee@example.org")

    response = sign_in(client, " ann.lee@EXAMPLE.org")

    assert (response.status_code, response.url, is_in(client)) == (302, "/", True)


@pytest.mark.parametrize(
    ("next_page", "goes_to"),
    [
        ("/help/", "/help/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("http://localhost/help/", "/"),
    ],
)
def test_sign_in_leads_on_to_our_own_pages_only(client, next_page, goes_to):
    person = UserFactory()

    assert sign_in(client, person.email, next=next_page).url == goes_to


def test_a_wrong_password_and_an_unknown_address_are_told_apart_by_nobody(client):
    person = UserFactory()

    wrong, unknown = sign_in(client, person.email, "wrong"), sign_in(client, "nobody@example.org")

    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert (wrong.status_code, unknown.status_code, is_in(client)) == (200, 200, False)


def test_who_has_an_account_is_not_told_by_how_long_it_takes(client, monkeypatch):
    """A password is worked through once, whoever is asked for: known, unknown, invited, deactivated."""
    worked = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *said: worked.append(said) or encode(*said))
    known, invited, gone = UserFactory(), UserFactory(joined_at=None), UserFactory(is_active=False)
    invited.set_unusable_password()
    invited.save()
    counts = []
    for email in (known.email, "nobody@example.org", invited.email, gone.email):
        worked.clear()
        sign_in(client, email, "wrong")
        counts.append(len(worked))

    assert counts == [1] * 4


def test_five_wrong_passwords_close_sign_in_for_five_minutes(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    person = UserFactory()
    for _ in range(5):
        sign_in(client, person.email, "wrong")
        time_machine.shift(timedelta(seconds=10))

    locked = sign_in(client, person.email)
    assert "sign-in was tried too often" in locked.text
    assert not is_in(client)

    time_machine.shift(timedelta(minutes=5))
    assert sign_in(client, person.email).status_code == 302


def test_an_unknown_address_is_locked_out_alike(client):
    for _ in range(5):
        sign_in(client, "nobody@example.org", "wrong")

    assert "sign-in was tried too often" in sign_in(client, "nobody@example.org").text


def test_sign_in_from_one_place_is_throttled(client):
    codes = {sign_in(client, f"person{n}@example.org").status_code for n in range(31)}

    assert codes == {200, 429}


def test_behind_the_proxy_people_are_throttled_by_their_own_address(client, settings):
    from allauth import app_settings
    from allauth.core.internal.ratelimit import get_ip

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = client.get(SIGN_IN, headers={"x-forwarded-for": "6.6.6.6, 203.0.113.7"}).wsgi_request

    assert app_settings.TRUSTED_PROXY_COUNT == 1
    assert get_ip(request) == "203.0.113.7"


def test_nobody_signs_themselves_up(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")

    assert "sign up" not in client.get(SIGN_IN).text.lower()
    assert client.get("/account/signup/").status_code == 404


def test_the_session_cookie_ends_with_the_browser_and_is_no_scripts_business(client):
    cookie = sign_in(client, UserFactory().email).cookies["sessionid"]

    assert (cookie["expires"], cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")


# Sent away


def test_a_deactivated_persons_very_next_request_is_refused(client):
    person, helen = agency_lead(), manager()
    sign_in(client, person.email)
    assert is_in(client)

    deactivate_person(person, by=helen, today=timezone.localdate())

    assert client.get(TASKS).url == f"{SIGN_IN}?next={TASKS}"


def test_reactivating_does_not_revive_the_session(client):
    person, helen = agency_lead(), manager()
    sign_in(client, person.email)
    deactivate_person(person, by=helen, today=timezone.localdate())

    reactivate_person(person, by=helen)

    assert not is_in(client)
    assert sign_in(client, person.email).status_code == 302
    assert is_in(client)


def test_a_deactivated_person_who_knows_the_password_is_told_that_the_account_is_closed(client):
    person = UserFactory(is_active=False)

    response = sign_in(client, person.email)

    assert response.url == reverse("account_inactive")
    assert "This account is closed" in client.get(response.url).text
    assert "This account is closed" not in sign_in(client, person.email, "wrong").text


# A new password


def ask_for_reset(client, email):
    return client.post("/account/reset/", {"email": email}, follow=True)


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, django_capture_on_commit_callbacks):
    UserFactory(email="ann@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        page = ask_for_reset(client, "ANN@example.org")
    [message] = mail.outbox
    [link] = [line for line in message.body.splitlines() if line.startswith("http://testserver/account/reset/key/")]

    assert link not in str(Notification.objects.values().get())  # sent, and forgotten
    form = client.get(link, follow=True)
    new = "lantern pebble forty two"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)

    assert "Look in your e-mail" in page.text
    assert message.to == ["ann@example.org"]
    assert "Your password is changed" in done.text
    assert sign_in(client, "ann@example.org", new).status_code == 302
    client.logout()
    assert "no longer works" in client.get(link, follow=True).text


def test_changing_the_password_ends_every_other_session(client, client_of_another_browser):
    person = UserFactory()
    sign_in(client, person.email)
    sign_in(client_of_another_browser, person.email)

    person.set_password("lantern pebble forty two")
    person.save()

    assert (is_in(client), is_in(client_of_another_browser)) == (False, False)


@pytest.fixture
def client_of_another_browser():
    from django.test import Client

    return Client()


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"joined_at": None}, {"email": "someone.else@example.org"}], ids=str
)
def test_nobody_else_is_sent_a_link_and_the_page_does_not_tell(client, fields, django_capture_on_commit_callbacks):
    UserFactory(**({"email": "ann@example.org"} | fields))
    UserFactory(email="known@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        page = ask_for_reset(client, "ann@example.org")

    assert (mail.outbox, Notification.objects.count()) == ([], 0)
    assert page.redirect_chain == ask_for_reset(client, "known@example.org").redirect_chain


def test_a_mail_server_that_is_down_is_no_concern_of_the_page(client, settings, django_capture_on_commit_callbacks):
    person = UserFactory()
    settings.EMAIL_BACKEND = "tests.core.test_outbox.DownBackend"

    with django_capture_on_commit_callbacks(execute=True):
        page = ask_for_reset(client, person.email)

    assert page.status_code == 200
    assert Notification.objects.undelivered().get().recipient == person


def test_whoever_changes_a_password_is_told_by_mail(client, django_capture_on_commit_callbacks):
    person = UserFactory()
    sign_in(client, person.email)
    new = "lantern pebble forty two"

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert [(message.to, message.subject) for message in mail.outbox] == [([person.email], "Your password was changed")]
    assert not is_in(client)


def test_signing_out_is_a_press_of_a_button(client):
    sign_in(client, UserFactory().email)

    asked = client.get("/account/sign-out/")
    assert is_in(client)

    gone = client.post("/account/sign-out/")
    assert not is_in(client)
    assert "Clear-Site-Data" not in asked.headers
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_session_that_ran_out_clears_nothing_in_the_browser(client, time_machine):
    time_machine.move_to("2026-05-01 09:00:00+00:00")
    sign_in(client, UserFactory().email)

    time_machine.move_to("2026-05-01 09:31:00+00:00")
    given_back = client.post("/account/password/", {"subject": "Rota gaps"})

    assert ("Rota gaps" in given_back.text, "Clear-Site-Data" in given_back.headers) == (True, False)
    assert not is_in(client)
