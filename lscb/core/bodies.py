"""How much a request may bring, and what becomes of the rest."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from lscb.core.uploads.limits import LARGEST

# How much more than is taken is listened to for politeness: so many times as much.
PATIENCE = 4
STEP = 64 * 1024


def most() -> int:
    """A file and the words beside it."""
    return LARGEST + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def is_too_large(request: HttpRequest) -> bool:
    """By what it announces: servers read no further than that."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return length.isascii() and length.isdigit() and (len(length) > 12 or int(length) > most())


def heard_out(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Most browsers show no answer before they have sent all: the rest is read and thrown away, within reason."""
    left = PATIENCE * most()
    while left > 0 and (part := request.read(min(left, STEP))):
        left -= len(part)
    return response
