import pytest
from django.conf import settings
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
