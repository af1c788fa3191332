import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse

from lscb.core.views import errors
from tests.factories.core import PASSWORD, UserFactory

HERE = {"headers": {"Origin": "http://testserver"}}


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def main(response):
    return response.text[response.text.index("<main") : response.text.index("</main>")]


@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (errors.server_error, 500)])
def test_the_last_pages_need_no_database_and_no_context(view, status):
    response = view(RequestFactory().get("/"))  # no database mark: a query would fail this test

    assert (response.status_code, "<h1>" in response.text) == (status, True)


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_while_the_database_is_away_words_are_given_back_without_asking_it(rf, fault):
    request = rf.post("/help/", {"commentary": "Rota gaps <b>", "password": PASSWORD})
    try:
        raise fault
    except fault:
        response = errors.server_error(request)  # no database mark: a query would fail this test

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert ("Rota gaps &lt;b&gt;" in main(response), PASSWORD in response.text) == (True, False)


def test_while_the_database_is_away_a_page_can_be_tried_again(rf):
    try:
        raise OperationalError
    except OperationalError:
        response = errors.server_error(rf.get("/help/?a=1"))

    assert '<a href="/help/?a=1">Try again</a>' in main(response)


@pytest.mark.django_db
def test_a_missing_page_says_why_it_may_be_missing(client):
    response = client.get("/nowhere/<b>/")

    assert (response.status_code, "<b>" in response.text) == (404, False)
    assert "There is no such page" in main(response)


@pytest.mark.django_db
def test_a_refused_page_tells_nothing_but_that(rf):
    request = rf.get("/")
    request.user = UserFactory()

    response = errors.forbidden(request, PermissionDenied("secret reason"))

    assert (response.status_code, "secret reason" in response.text) == (403, False)


@pytest.mark.django_db
def test_an_old_form_is_not_saved_and_can_be_sent_again(strict):
    response = strict.post("/help/", {"commentary": "Rota gaps\nsince “March” <b>", "agency": ["4", "7"]}, **HERE)

    page = main(response)
    assert response.status_code == 403
    assert re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)[1:] == [
        ("commentary", "Rota gaps\nsince “March” &lt;b&gt;"),
        ("agency", "4"),
        ("agency", "7"),
    ]
    assert "Rota gaps\nsince “March” &lt;b&gt;</textarea>" in page


@pytest.mark.django_db
def test_what_is_sent_again_is_taken(strict):
    person = UserFactory()
    strict.force_login(person)
    given_back = strict.post(reverse("account_logout"), {"next": "/help/"}, **HERE)
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', main(given_back))[0]

    response = strict.post(reverse("account_logout"), {"next": "/help/", "csrfmiddlewaretoken": token}, **HERE)

    assert (response.status_code, response.url) == (302, "/help/")


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_a_form_from_elsewhere_is_never_one_press_from_being_saved(strict, origin):
    response = strict.post("/help/", {"commentary": "Rota gaps"}, headers={"Origin": origin})

    page = main(response)
    assert (response.status_code, "<form" in page, "Rota gaps" in page) == (403, False, True)


@pytest.mark.django_db
def test_a_password_is_never_shown_back(strict):
    response = strict.post(reverse("account_login"), {"login": "a@example.org", "password": PASSWORD}, **HERE)

    assert (response.status_code, PASSWORD in response.text, "<form" in main(response)) == (403, False, False)


@pytest.mark.django_db
def test_files_are_named_so_that_they_can_be_chosen_again(strict):
    file = SimpleUploadedFile("Evidence June.pdf", b"%PDF")

    response = strict.post("/help/", {"note": "See file", "evidence": file}, **HERE)

    assert response.context["files"] == ["Evidence June.pdf"]
    assert "Evidence June.pdf" in main(response)


@pytest.mark.django_db
def test_too_many_wrong_passwords_say_when_to_try_again(client):
    UserFactory(email="ruth@example.org")
    wrong = {"login": "ruth@example.org", "password": "not this one, friend"}

    seen = [client.post(reverse("account_login"), wrong) for _try in range(6)]

    assert "Enter an address and password that belong together" in main(seen[0])
    assert "Wait five minutes, then try again" in main(seen[-1])
