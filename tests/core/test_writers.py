"""What one person typed is never saved under another's name, nor shown to them."""

import re

import pytest
from django.test import Client

from board.models import Agency
from lscb.core import writers
from tests.factories.board import agency_lead, manager
from tests.factories.core import PASSWORD

pytestmark = pytest.mark.django_db
ADD = "/board/agencies/add/"
HERE = {"headers": {"Origin": "http://testserver"}}
WORDS = {"name": "Vale Community Health", "sector": "health"}


def hidden_fields(page):
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', main))


def sign_in(client, person):
    token = hidden_fields(client.get("/account/sign-in/"))["csrfmiddlewaretoken"]
    data = {"login": person.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/account/sign-in/", data, **HERE).status_code == 302


@pytest.fixture
def browser():
    """One browser, which minds tokens as it should."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def left_open(browser):
    """Helen typed, and was signed out by the clock before she saved."""
    helen = manager(name="Helen Ostrow")
    sign_in(browser, helen)
    fields = hidden_fields(browser.get(ADD)) | WORDS
    browser.cookies.pop("sessionid")
    return helen, browser.post(ADD, fields, **HERE)


def test_the_same_person_signs_in_again_and_sends_it(browser, left_open):
    helen, given_back = left_open
    assert (given_back.status_code, given_back.text.count("Vale Community Health")) == (403, 2)
    sign_in(browser, helen)

    # Without JavaScript the token is the old one: one more page, one more press.
    again = browser.post(ADD, hidden_fields(given_back), **HERE)
    saved = browser.post(ADD, hidden_fields(again), **HERE)

    assert (again.status_code, saved.status_code) == (403, 302)
    assert Agency.objects.get().name == "Vale Community Health"


def test_another_person_neither_saves_it_nor_reads_it(browser, left_open):
    _helen, given_back = left_open
    sign_in(browser, manager(name="Anna Hall"))
    sent = hidden_fields(given_back)

    with_old_token = browser.post(ADD, sent, **HERE)
    fresh = hidden_fields(browser.get(ADD))["csrfmiddlewaretoken"]
    with_new_token = browser.post(ADD, sent | {"csrfmiddlewaretoken": fresh}, **HERE)

    for page in (with_old_token, with_new_token):
        assert page.status_code == 403
        assert "filled in while another person was signed in here" in page.text
        assert "Vale Community Health" not in page.text
    assert not Agency.objects.exists()


def test_whose_page_it_was_is_not_shown_among_the_answers(left_open):
    _helen, given_back = left_open

    assert [answer.name for answer in given_back.context["readable"]] == ["name", "sector"]


def test_a_part_of_a_page_says_whose_it_is_as_well(client):
    ann, ben = agency_lead(), agency_lead()
    client.force_login(ben)

    theirs = client.post("/account/sessions/end-others/", headers={"x-written-by": writers.mark_of(ann)})
    own = client.post("/account/sessions/end-others/", headers={"x-written-by": writers.mark_of(ben)})

    assert (theirs.status_code, own.status_code) == (403, 302)
