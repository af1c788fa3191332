"""The number of the request that is being answered, from the web through the queue to the worker's log."""

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
TASK_HEADER = "lscb_request_id"
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """Empty outside a request and outside work that one asked for."""
    return _current.get()


def begin(given: str = "") -> str:
    """Take over the proxy's number where it is one; else make our own."""
    number = given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
    _current.set(number)
    return number


def carry(number: str) -> None:
    """For the worker: what it does now was asked for by this request, or by none."""
    _current.set(number if _WELL_FORMED.fullmatch(number) else "")
