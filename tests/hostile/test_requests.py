"""Requests that no browser of ours makes: each is answered, never with a fault, and changes nothing."""

import json
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from board.models import Agency
from lscb.core.views import errors
from tests.factories.board import AgencyFactory, agency_lead, manager
from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "lscb.core.signin.ActivePeopleBackend"
FORM = "application/x-www-form-urlencoded"
PART = b'--X\r\nContent-Disposition: form-data; name="name"\r\n\r\nHope\r\n'
A_FILE = PART.replace(b'"\r', b'"; filename="a.txt"\r') + b"--X--"


@pytest.fixture
def helen(client):
    client.raise_request_exception = False
    client.force_login(manager(), backend=BACKEND)
    return client


def deep(opening: bytes, closing: bytes) -> bytes:
    return opening * 100_000 + b"1" + closing * 100_000


BODIES = {
    "nothing": (FORM, b"", 200),
    "JSON": ("application/json", json.dumps({"name": "Hope"}).encode(), 200),
    "JSON a hundred thousand deep": ("application/json", deep(b"[", b"]"), 200),
    "XML": ("text/xml", b"<name>Hope</name>", 200),
    "XML with an entity": ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 200),
    "no type": ("", b"name=Hope", 200),
    "a type that is none": ("////", b"name=Hope", 200),
    "bytes that are no letters": (FORM, b"name=\xff\xfe\x80", 200),
    "percent signs alone": (FORM, b"name=%&%zz=%u1234&=&&&", 200),
    "multipart without a boundary": ("multipart/form-data", PART, 400),
    "multipart with an endless boundary": (f"multipart/form-data; boundary={'X' * 300}", PART, 400),
    "multipart that breaks off": ("multipart/form-data; boundary=X", PART[:40], 200),
    "multipart without an end": ("multipart/form-data; boundary=X", PART, 200),
    "multipart in an encoding that is none": (
        "multipart/form-data; boundary=X",
        PART.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!"),
        200,
    ),
    "a file where words belong": ("multipart/form-data; boundary=X", A_FILE, 200),
    "ten thousand and one fields": (FORM, b"&".join(b"a%d=1" % n for n in range(10_001)), 413),
    "a hundred and one files": (
        "multipart/form-data; boundary=X",
        b"".join(b'--X\r\nContent-Disposition: form-data; name=f%d; filename=a\r\n\r\n\r\n' % n for n in range(101)),
        413,
    ),
    "six megabytes of words": (FORM, b"name=" + b"a" * 6_000_000, 413),
    "a file larger than any that is taken": (
        "multipart/form-data; boundary=X", A_FILE.replace(b"Hope", bytes(26_300_000)), 413,
    ),
    "the same field a thousand times": (FORM, b"&".join([b"name=Hope"] * 1000 + [b"code=1"] * 1000), 200),
    "names that look like ours": (FORM, b"name[]=Hope&name.x=1&__proto__=1&name[$ne]=1&csrfmiddlewaretoken=x", 200),
}  # fmt: skip


@pytest.mark.parametrize(("content_type", "body", "status"), BODIES.values(), ids=BODIES)
def test_a_body_that_no_page_sends_changes_nothing(helen, content_type, body, status):
    response = helen.generic("POST", reverse("board:agency-add"), body, content_type)

    assert (response.status_code, Agency.objects.count()) == (status, 0)


COOKIES = {
    "no session": "sessionid=",
    "another's guess": f"sessionid={'a' * 32}",
    "markup": "sessionid=<script>alert(1)</script>",
    "a path": "sessionid=../../../etc/passwd",
    "endless": f"sessionid={'a' * 8_000}",
    "not letters": "sessionid=\xff\xfe; csrftoken=\xff",
    "no pairs": ";;;===;,,\t",
    "quotes that never end": 'sessionid="abc; csrftoken="',
    "an old message": "messages=gAAAAA; sessionid=x",
}


@pytest.mark.parametrize("cookie", COOKIES.values(), ids=COOKIES)
def test_a_cookie_that_we_never_gave_lets_nobody_in(cookie):
    response = Client(raise_request_exception=False).get("/tasks/", headers={"cookie": cookie})

    assert (response.status_code, response.url) == (302, "/account/sign-in/?next=/tasks/")


def test_a_session_ends_where_its_person_signs_out_even_for_who_copied_it(client):
    person = UserFactory()
    client.force_login(person, backend=BACKEND)
    copied = Client()
    copied.cookies["sessionid"] = client.cookies["sessionid"].value
    assert copied.get("/tasks/").status_code == 200

    client.post(reverse("account_logout"))

    assert copied.get("/tasks/").status_code == 302


def test_a_session_chosen_beforehand_is_not_the_one_signed_in(client):
    client.get("/account/sign-in/")
    client.cookies["sessionid"] = "a" * 32

    client.post("/account/sign-in/", {"login": UserFactory().email, "password": PASSWORD})

    assert client.cookies["sessionid"].value != "a" * 32
    stranger = Client()
    stranger.cookies["sessionid"] = "a" * 32
    assert stranger.get("/tasks/").status_code == 302


# Whose form it is


def form_sent(client, **headers):
    return client.post(reverse("board:agency-add"), {"name": "Hope"}, headers=headers).status_code


def test_a_form_without_its_token_saves_nothing():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(manager(), backend=BACKEND)

    assert form_sent(strict) == 403
    assert form_sent(strict, **{"x-csrftoken": "a" * 32}) == 403
    assert not Agency.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"origin": "http://evil.example#testserver"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://[testserver"}, 403),
    ],
    ids=str,
)
def test_a_form_with_its_token_counts_only_when_it_comes_from_us(headers, status):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(manager(), backend=BACKEND)
    token = strict.get(reverse("board:agency-add")).context["csrf_token"]

    assert form_sent(strict, **headers | {"x-csrftoken": str(token)}) == status


@pytest.mark.parametrize(
    ("referer", "status"),
    [
        ("https://testserver/board/", 200),
        ("https://evil.example/", 403),
        ("http://testserver/board/", 403),
        ("https://testserver.evil.example/", 403),
        ("https://[", 403),
        ("", 403),
    ],
)
def test_over_tls_a_form_says_where_it_comes_from(referer, status):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(manager(), backend=BACKEND)
    token = str(strict.get(reverse("board:agency-add"), secure=True).context["csrf_token"])

    response = strict.post(
        reverse("board:agency-add"), {"name": "Hope"}, headers={"x-csrftoken": token, "referer": referer}, secure=True
    )

    assert response.status_code == status


# Whom it is sent to


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver.evil.example", "testserver@evil.example", "testserver:80@evil", "", "a b",
     "127.0.0.1:x", "[::1", "testserver\tevil", "xn--testserver-", "TESTSERVER.evil"],
)  # fmt: skip
def test_a_host_that_is_not_ours_is_refused(host):
    assert Client(raise_request_exception=False).get("/help/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "header",
    [
        "x-forwarded-host",
        "forwarded",
        "x-original-url",
        "x-rewrite-url",
        "x-forwarded-server",
        "x-http-method-override",
    ],
)
def test_what_a_stranger_forwards_is_not_believed(helen, header):
    response = helen.get(reverse("board:agency-list"), headers={header: "evil.example"})

    assert response.status_code == 200
    assert "evil.example" not in response.text
    assert "evil.example" not in str(response.headers)


def test_a_stranger_cannot_claim_tls_where_no_proxy_is(client):
    assert settings.SECURE_PROXY_SSL_HEADER is None

    assert not client.get("/help/", headers={"x-forwarded-proto": "https"}).wsgi_request.is_secure()


NEXT = {
    "https://evil.example/": "/",
    "//evil.example": "/",
    "///evil.example": "/",
    "/\\/evil.example": "/",
    "\\\\evil.example": "/",
    "http:///evil.example": "/",
    "http:evil.example": "/",
    "https://testserver@evil.example": "/",
    "https://testserver.evil.example": "/",
    "\thttps://evil.example": "/",
    "data:text/html,<script>alert(1)</script>": "/",
    "JaVaScRiPt:alert(1)": "/",
    "/help/\r\nSet-Cookie: a=b": "/help/%0D%0ASet-Cookie:%20a=b",
    "/help/": "/help/",
}


@pytest.mark.parametrize(("asked", "led_to"), NEXT.items(), ids=NEXT)
def test_signing_in_and_out_lead_to_pages_of_ours_alone(asked, led_to, client):
    person = UserFactory()
    client.force_login(person, backend=BACKEND)

    signed_in_already = client.get("/account/sign-in/", {"next": asked})
    out = client.post(reverse("account_logout"), {"next": asked})
    back = client.post("/account/sign-in/", {"login": person.email, "password": PASSWORD, "next": asked})

    assert signed_in_already.url == led_to
    assert out.url == ("/account/sign-in/" if led_to == "/" else led_to)
    assert back.url == led_to


# What is left behind


@pytest.mark.parametrize("path", ["/tasks/", "/board/people/", "/indicators/returns/", "/nowhere/", "/files/1/"])
def test_nothing_a_person_saw_stays_in_a_cache(client, path):
    client.force_login(agency_lead(AgencyFactory()), backend=BACKEND)

    response = client.get(path)

    assert response.headers["Cache-Control"] == "no-store"


def test_a_fault_of_ours_tells_nothing_of_itself(rf):
    page = errors.server_error(rf.get("/"))

    assert (page.status_code, "Traceback" in page.text, "Exception" in page.text) == (500, False, False)


def test_a_body_that_ends_before_it_is_whole_changes_nothing(helen):
    response = helen.generic(
        "POST", reverse("board:agency-add"), b"", FORM, **{"wsgi.input": BytesIO(b"name=H"), "CONTENT_LENGTH": "5000"}
    )

    assert (response.status_code, Agency.objects.count()) == (200, 0)
