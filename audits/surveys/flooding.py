"""How many answers one place may send in a minute. No address is kept: a place is one of a thousand drawers."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# A whole agency may sit behind one address: as many as answer together in a meeting.
A_PLACE, A_LINK = 30, 200
DRAWERS = 1000
TOO_OFTEN = "Too many answers came in at once. Yours is still below and not sent yet: send it again in a minute."


def is_flooded(request: HttpRequest, link: str) -> bool:
    minute = int(time.time() // 60)
    digest = salted_hmac("lscb.surveys.flooding", get_adapter().get_client_ip(request), algorithm="sha256").hexdigest()
    of_link = salted_hmac("lscb.surveys.link", link, algorithm="sha256").hexdigest()[:16]
    counted = ((f"survey:{minute}:place:{int(digest, 16) % DRAWERS}", A_PLACE), (f"survey:{minute}:{of_link}", A_LINK))
    over = [_count(key) > most for key, most in counted]
    return any(over)


def _count(key: str) -> int:
    cache.add(key, 0, timeout=120)
    try:
        return int(cache.incr(key))
    except ValueError:  # it went out between the two
        return 1
