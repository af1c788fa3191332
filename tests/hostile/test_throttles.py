"""Guessing is counted by place and by account, and no header of the guesser's makes it cheaper."""

from datetime import timedelta
from time import monotonic

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN, RESET = "/account/sign-in/", "/account/reset/"
CLAIMS = ("x-forwarded-for", "forwarded", "x-real-ip", "client-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip")


def claiming(number):
    """Every header in which a stranger may say who they are, each time somebody else."""
    return dict.fromkeys(CLAIMS, f"203.0.113.{number % 250}")


def guess(number, *, email="nobody{}@example.org", **headers):
    return Client().post(SIGN_IN, {"login": email.format(number), "password": "wrong"}, headers=headers)


def test_without_a_proxy_a_place_is_counted_whatever_it_claims_to_be():
    answers = [guess(n, **claiming(n)).status_code for n in range(31)]

    assert answers == [200] * 30 + [429]


def test_behind_a_proxy_only_what_the_proxy_adds_is_believed(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [guess(n, **{"x-forwarded-for": f"10.0.0.{n}, 198.51.100.7"}).status_code for n in range(31)]

    assert answers == [200] * 30 + [429]
    assert guess(0, **{"x-forwarded-for": "10.0.0.1, 198.51.100.8"}).status_code == 200


@pytest.mark.parametrize("said", ["", "not an address", "1.2.3.4:99999", "[::1", "<script>", "a" * 5000])
def test_behind_a_proxy_what_is_no_address_is_no_fault(said, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert guess(1, **{"x-forwarded-for": said}).status_code < 500


def test_one_account_is_closed_however_many_places_guess_at_it(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person = UserFactory(email="ann@example.org")
    for n in range(5):
        guess(n, email="Ann@Example.org ", **{"x-forwarded-for": f"198.51.100.{n}"})

    right = Client().post(
        SIGN_IN, {"login": person.email, "password": PASSWORD}, headers={"x-forwarded-for": "192.0.2.1"}
    )

    assert "sign-in was tried too often" in right.text


def test_a_closed_account_opens_by_itself_and_no_other_was_closed(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    ann, ben = UserFactory(), UserFactory()
    for n in range(5):
        guess(n, email=ann.email)

    assert Client().post(SIGN_IN, {"login": ben.email, "password": PASSWORD}).status_code == 302
    time_machine.shift(timedelta(minutes=5, seconds=1))
    assert Client().post(SIGN_IN, {"login": ann.email, "password": PASSWORD}).status_code == 302


def test_nobody_is_flooded_with_links_to_reset(settings, django_capture_on_commit_callbacks):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person = UserFactory()

    with django_capture_on_commit_callbacks(execute=True):
        for n in range(12):
            Client().post(RESET, {"email": person.email}, headers={"x-forwarded-for": f"198.51.100.{n}"})

    assert len(mail.outbox) == 5


def test_how_quick_the_answer_is_tells_of_no_account(settings):
    """Owing somebody a link takes twice as long as owing nobody one; and seconds while the queue does not answer."""
    settings.RESET_ANSWERS_AFTER = 0.5
    for email in (UserFactory().email, "nobody@example.org"):
        client, began = Client(), monotonic()

        assert client.post(RESET, {"email": email}).url == "/account/reset/sent/"
        assert monotonic() - began >= 0.5


def test_asking_for_links_is_counted_by_place():
    answers = [
        Client().post(RESET, {"email": f"nobody{n}@example.org"}, headers=claiming(n)).status_code for n in range(21)
    ]

    assert answers == [302] * 20 + [429]


LINKS = ["/join/{}/", "/calendar/1/{}.ics", "/account/reset/key/1-{}/"]


@pytest.mark.parametrize("path", LINKS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_trying_links_is_counted_by_place(path, method):
    answers = [
        getattr(Client(), method)(path.format(f"guess-{n}"), headers=claiming(n)).status_code for n in range(100)
    ]

    assert answers[0] in {200, 404, 410}
    assert answers[-1] == 429


def test_whoever_tried_too_many_links_is_told_in_words_and_others_open_theirs(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    here, elsewhere = ({"x-forwarded-for": f"198.51.100.{n}"} for n in (7, 8))
    for n in range(40):
        Client().get(f"/account/reset/key/1-guess-{n}/", headers=here)

    refused = Client().get("/account/reset/key/1-another/", headers=here)

    assert (refused.status_code, "Wait five minutes, then try again" in refused.text) == (429, True)
    assert Client().get("/account/reset/key/1-another/", headers=elsewhere).status_code == 200


def test_tried_links_open_again_after_a_while(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for n in range(41):
        last = Client().get(f"/account/reset/key/1-guess-{n}/").status_code

    time_machine.shift(timedelta(minutes=1, seconds=1))
    assert (last, Client().get("/account/reset/key/1-guess/").status_code) == (429, 200)


def test_passwords_are_not_tried_out_on_the_page_that_changes_them(client):
    person = UserFactory()
    client.force_login(person, backend="lscb.core.signin.ActivePeopleBackend")
    new = "lantern pebble forty two"
    answers = [
        client.post("/account/password/", {"oldpassword": f"guess {n}", "password1": new, "password2": new}).status_code
        for n in range(6)
    ]

    assert answers == [200] * 5 + [429]
