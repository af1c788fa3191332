"""The product as its web server runs it, called in this process: every middleware, no network."""

import io
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.middleware.csrf import _get_new_csrf_string

from lscb.core.models import User
from lscb.settings.environment import host_of


class Browser:
    """One signed-in person; ``get`` and ``post`` give back the body of what they were answered."""

    def __init__(self, application: Any, person: User) -> None:
        self.application = application
        self.token = _get_new_csrf_string()
        self.cookies = {settings.SESSION_COOKIE_NAME: _session_of(person), settings.CSRF_COOKIE_NAME: self.token}
        self.cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str) -> bytes:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str], *, by_script: bool = False) -> bytes:
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        return self._ask("POST", path, body, {"HTTP_HX_REQUEST": "true"} if by_script else {})

    def _ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> bytes:
        bare, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": bare,
            "QUERY_STRING": query,
            "SERVER_NAME": host_of(settings.BASE_URL),
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_COOKIE": self.cookie,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.url_scheme": "http",
            "wsgi.errors": io.StringIO(),
            **(headers or {}),
        }
        started: list[str] = []
        answer = self.application(environ, lambda status, _headers: started.append(status))
        try:
            content = b"".join(answer)
        finally:
            answer.close()
        if not started[0].startswith("200"):
            raise CannotMeasure(f"{method} {path} was answered with {started[0]}")
        return content


class CannotMeasure(Exception):
    """What was to be measured did not happen as it should; the message says what."""


def _session_of(person: User) -> str:
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, person, settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return str(request.session.session_key)
