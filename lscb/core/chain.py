"""The chain of seals behind the activity log: each link an HMAC over its line and the link before."""

import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lscb.core.activity import canonical
from lscb.core.locks import is_only_one
from lscb.core.models import ActivityEvent, ActivitySeal

logger = logging.getLogger(__name__)

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Head:
    """The latest link. Printed where it cannot be altered with the database, it bears witness to all before it."""

    position: int
    digest: str
    sealed_at: datetime

    def __str__(self) -> str:
        """As ``manage.py verify_activity --head`` takes it."""
        return f"{self.position}:{self.digest}"


def head() -> Head | None:
    last = ActivitySeal.objects.order_by("-position").first()
    return Head(last.position, last.digest, last.sealed_at) if last else None


@transaction.atomic
def seal(*, at_most: int = 1000) -> int:
    """Link whatever is unsealed into the chain; the count of new links. One sealer at a time."""
    if not is_only_one("activity.seal"):
        return 0
    last = head()
    position, digest = (last.position, last.digest) if last else (0, GENESIS)
    key, now = settings.SEAL_KEYS[0], timezone.now()
    links = []
    for event in ActivityEvent.objects.unsealed().order_by("pk")[:at_most]:
        link = ActivitySeal(position=position + 1, event=event, sealed_at=now, key_id=key_id(key))
        link.digest = link_digest(digest, link, event, key)
        links.append(link)
        position, digest = link.position, link.digest
    ActivitySeal.objects.bulk_create(links)
    if links:
        # A witness outside the database, wherever the process's lines are kept.
        logger.info("the activity log is sealed up to %s: %s", position, digest)
    return len(links)


def link_digest(previous: str, link: ActivitySeal, event: ActivityEvent, key: str) -> str:
    """HMAC-SHA-256 over the link before, this place in the chain and the whole line."""
    line = [event.pk, event.verb, event.object_type, event.object_id, event.object_label, event.by_id]
    place = [link.position, link.sealed_at.isoformat(), link.key_id] if link.key_id else []
    body = canonical([previous, *place, *line, event.at.isoformat(), event.detail_digest])
    return hmac.new(key.encode(), body.encode(), hashlib.sha256).hexdigest()


def key_id(key: str) -> str:
    """What a key is called in the database: nothing of the key can be learnt from it."""
    return hashlib.sha256(b"seal key " + key.encode()).hexdigest()[:16]


def key_of(link: ActivitySeal, keys: Sequence[str]) -> str | None:
    """The key that made it, of those we were given; the oldest where it was made before keys had names."""
    if not link.key_id:
        return keys[-1]
    return next((key for key in keys if key_id(key) == link.key_id), None)
