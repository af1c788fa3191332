"""What every page carries, how long a person is signed in, and what becomes of a form sent too late."""

import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone

from lscb.core import bodies, request_id, sessions, writers
from lscb.core.gate import gate
from lscb.core.sessions import SessionRequest
from lscb.core.views import errors

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
GetResponse = Callable[[HttpRequest], HttpResponseBase]
HEADERS = {
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), "
        "midi=(), payment=(), usb=(), browsing-topics=()"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow",
}


logger = logging.getLogger("lscb.access")
# Asked every few seconds by whoever watches: a line each would drown all others.
UNTOLD = frozenset({"healthz", "readyz"})


class RequestLogMiddleware:
    """Outermost: every request has a number, which the answer carries, and one line in the log. Nobody's data in it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = request_id.begin(request.headers.get(request_id.HEADER, "") if settings.IS_BEHIND_PROXY else "")
        began = time.monotonic()
        response = self.get_response(request)
        response.headers[request_id.HEADER] = number
        match = request.resolver_match
        route = match.view_name if match else ""
        if route not in UNTOLD and not getattr(match and match.func, "is_untold", False):
            logger.info("request", extra=_told(request, response, route=route, began=began))
        return response


def _told(request: HttpRequest, response: HttpResponseBase, *, route: str, began: float) -> dict[str, Any]:
    """The route's name, not the address, which may hold a token. The person only where someone asked who it is."""
    user = getattr(request, "_cached_user", None)
    return {
        "method": request.method if request.method in METHODS else "other",
        "route": route,
        "status": response.status_code,
        "ms": round((time.monotonic() - began) * 1000),
        "user": getattr(user, "pk", None),
    }


class HeadersMiddleware:
    """Outside all others, so that static files, redirects to TLS and refused hosts carry these headers as well."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response


class PrivatePagesMiddleware:
    """Nothing a person sees is kept by browsers or proxies. WhiteNoise answers static files before this is asked."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response


class ReadableMiddleware:
    """What no page of ours sends comes no further than here: other methods, and text that a database could not keep.
    What forms hold, they refuse in words."""

    NUL = "\x00"
    METHODS = ("GET", "HEAD", "POST", "OPTIONS")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in self.METHODS:
            return HttpResponseNotAllowed(self.METHODS)
        if bodies.is_too_large(request):
            return bodies.heard_out(request, errors.too_large(request))
        for name in [name for name, value in request.COOKIES.items() if self.NUL in value]:
            del request.COOKIES[name]
        if self.NUL in request.path_info:
            raise Http404
        response = self.get_response(request)
        is_too_much = response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return bodies.heard_out(request, response) if is_too_much else response


class GateMiddleware:
    """Until the database answers and its log is protected, a page in words, with whatever was sent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request) if gate.lets_through(request.path_info) else errors.not_now(request)


class ViewMiddleware:
    """One that asks something once it is known which page is wanted."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)


class SessionLimitsMiddleware(ViewMiddleware):
    """A session that nobody worked in is over. Public pages are not asked: whoever watches us must not need a query."""

    def process_view(self, request: SessionRequest, view_func: Callable[..., Any], *_arguments: Any) -> None:
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return
        if not sessions.is_open(request, now=timezone.now()):
            logout(request)


class SignedInMiddleware(LoginRequiredMiddleware):
    """Sign-in for every page not declared public. A form sent too late is shown back, not thrown away."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal is not None and is_asked_by_a_page(request):
            # A part of a page cannot show the sign-in page: the page itself says what happened, and keeps the text.
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if refusal is not None and request.method == "POST" and request.POST:
            return errors.signed_out(request)
        return refusal


class SameWriterMiddleware(ViewMiddleware):
    """What one person typed before signing out is not saved under the name of whoever signed in after them."""

    def process_view(self, request: HttpRequest, *_arguments: Any) -> HttpResponseBase | None:
        if request.method != "POST" or not writers.is_someone_elses(request):
            return None
        return errors.someone_elses(request)


class SecondStepMiddleware(ViewMiddleware):
    """Whoever must have a second step and has none sets one up first; what they were sending is given back."""

    OPEN = frozenset({"account_logout", "account_reauthenticate", "session-left"})

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], *_arguments: Any
    ) -> HttpResponseBase | None:
        limits = sessions.limits_of(request) if request.user.is_authenticated else None
        if limits is None or not limits.owes_second_step or not getattr(view_func, "login_required", True):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in self.OPEN or name.startswith("mfa_"):
            return None
        if is_asked_by_a_page(request):
            return HttpResponse(status=HTTPStatus.FORBIDDEN)
        if request.method == "POST" and request.POST:
            return errors.second_step_first(request)
        return redirect("mfa_index")


def is_asked_by_a_page(request: HttpRequest) -> bool:
    """A script of ours asks, and a whole page would be no answer."""
    return "HX-Request" in request.headers or request.headers.get("Accept") == "application/json"
