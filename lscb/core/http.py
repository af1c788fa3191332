"""Requests: whose they are, what they were sent with, and as what they are read."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.http import HttpRequest, QueryDict

from lscb.core.models import User


class SignedInRequest(HttpRequest):
    """What every view behind sign-in receives."""

    user: User


View = TypeVar("View", bound=Callable[..., Any])


def untold(view: View) -> View:
    """No line in the log says that it was asked: who answers a survey, and when, is nobody's to know."""
    view.is_untold = True  # type: ignore[attr-defined]
    return view


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, even when that is nothing; None while it is only being shown."""
    return request.POST if request.method == "POST" else None


Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def read_as_utf_8(application: Application) -> Application:
    """Our pages send nothing else. A request may name a charset that is no text at all, which Django cannot take."""

    def read(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
        return application(environ, start_response)

    return read
