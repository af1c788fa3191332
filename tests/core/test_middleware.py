from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/help/", "/account/sign-in/", "/", "/nowhere/", "/healthz"])
def test_every_page_is_private_and_hardened(client, path):
    headers = client.get(path).headers

    assert {name: headers[name] for name in ("Cache-Control", "X-Frame-Options", "X-Content-Type-Options")} == {
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
    }
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(
        headers["Content-Security-Policy"].split("; ")
    )
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_page_is_asked_for_sign_in_first(client):
    response = client.get(reverse("account_change_password"))

    assert (response.status_code, response.url) == (302, f"{reverse(settings.LOGIN_URL)}?next=/account/password/")


def test_a_form_sent_after_the_session_ended_gives_the_words_back(client):
    response = client.post("/", {"commentary": "Rota gaps\nsince March", "agency": ["4", "7"]})

    assert response.status_code == 403
    assert [(answer.name, answer.text) for answer in response.context["answers"]] == [
        ("commentary", "Rota gaps\nsince March"),
        ("agency", "4"),
        ("agency", "7"),
    ]
    assert response.text.count("Rota gaps\nsince March") == 2  # to read, and to send again
    assert reverse("account_login") in response.text


@pytest.fixture
def style_sheet(settings):
    folder = Path(settings.STATIC_ROOT)
    folder.mkdir(exist_ok=True)
    (folder / "plain.css").write_text("p { color: black }")
    yield f"/{settings.STATIC_URL.strip('/')}/plain.css"
    (folder / "plain.css").unlink()


HARDENED = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def test_static_files_are_hardened_and_may_be_kept(style_sheet):
    response = Client().get(style_sheet)

    assert response.status_code == 200
    assert {name: response.headers.get(name) for name in HARDENED} == HARDENED
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "no-store" not in response.headers["Cache-Control"]


def test_a_redirect_to_tls_is_hardened(settings):
    settings.SECURE_SSL_REDIRECT = True

    response = Client().get("/help/")

    assert response.status_code == 301
    assert {name: response.headers.get(name) for name in HARDENED} == HARDENED
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_an_address_with_a_nul_byte_is_no_page_of_ours(client):
    assert client.get("/join/a%00b/").status_code == 404


def test_a_cookie_with_a_nul_byte_is_no_cookie(client):
    response = client.get("/tasks/", headers={"cookie": 'sessionid="abcdefgh\\000ijkl"'})

    assert (response.status_code, response.url) == (302, "/account/sign-in/?next=/tasks/")
