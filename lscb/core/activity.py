"""The activity log: write a line, read a timeline, seal the chain."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from lscb.core.locks import is_only_one
from lscb.core.models import ActivityDetail, ActivityEvent, ActivitySeal, User

Changes = Mapping[str, tuple[Any, Any]]
GENESIS = "0" * 64
_sentences: dict[str, str] = {}


def describe(sentences: Mapping[str, str]) -> None:
    """Each app tells in words what its verbs mean, for the timelines."""
    _sentences.update(sentences)


def record(verb: str, obj: models.Model, *, by: User | None, changes: Changes | None = None) -> ActivityEvent:
    """Write one line of the log inside the caller's transaction. ``changes``: field -> (before, after)."""
    if not connection.in_atomic_block:
        raise RuntimeError("activity.record belongs inside the transaction of the change it records")
    plain = {field: [_plain(before), _plain(after)] for field, (before, after) in (changes or {}).items()}
    salt = secrets.token_hex(16) if plain else ""
    event = ActivityEvent.objects.create(
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        object_label=str(obj)[:300],
        by=by,
        at=timezone.now(),
        detail_digest=detail_digest(salt, plain) if plain else "",
    )
    if plain:
        ActivityDetail.objects.create(event=event, salt=salt, changes=plain)
    return event


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields whose value is another one afterwards."""
    return {field: (before.get(field), value) for field, value in after.items() if before.get(field) != value}


def detail_digest(salt: str, changes: Mapping[str, Any]) -> str:
    return hashlib.sha256((salt + _canonical(changes)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TimelineLine:
    at: datetime
    by_name: str
    sentence: str
    changes: dict[str, list[Any]] | None


def timeline(*objects: models.Model, with_changes: bool, limit: int = 50) -> list[TimelineLine]:
    """What happened to these objects, newest first; before and after only where ``with_changes``."""
    about = models.Q()
    for obj in objects:
        about |= models.Q(object_type=obj._meta.label_lower, object_id=obj.pk)
    events = ActivityEvent.objects.filter(about).for_timeline()[:limit] if objects else []
    return [
        TimelineLine(
            at=event.at,
            by_name=str(event.by) if event.by else "The system",
            sentence=_sentences.get(event.verb, event.verb),
            changes=event.detail.changes if with_changes and hasattr(event, "detail") else None,
        )
        for event in events
    ]


@transaction.atomic
def seal(*, at_most: int = 1000) -> int:
    """Link whatever is unsealed into the chain; the count of new links. One sealer at a time."""
    if not is_only_one("activity.seal"):
        return 0
    last = ActivitySeal.objects.order_by("-position").first()
    position, digest = (last.position, last.digest) if last else (0, GENESIS)
    links = []
    for event in ActivityEvent.objects.unsealed().order_by("pk")[:at_most]:
        position, digest = position + 1, link_digest(digest, event)
        links.append(ActivitySeal(position=position, event=event, digest=digest, sealed_at=timezone.now()))
    ActivitySeal.objects.bulk_create(links)
    return len(links)


def first_broken_link() -> int | None:
    """The position of the first link that does not follow from its line and the link before; None if all do."""
    digest = GENESIS
    seals = ActivitySeal.objects.select_related("event__detail").order_by("position")
    for position, link in enumerate(seals.iterator(), start=1):
        digest = link_digest(digest, link.event)
        if (link.position, link.digest) != (position, digest) or not _detail_holds(link.event):
            return position
    return None


def _detail_holds(event: ActivityEvent) -> bool:
    """Before and after may have been erased, which the chain survives; they may not have been altered."""
    detail = getattr(event, "detail", None)
    return detail is None or detail_digest(detail.salt, detail.changes) == event.detail_digest


def link_digest(previous: str, event: ActivityEvent) -> str:
    """HMAC-SHA-256 over the link before and the whole line, under a key that is not in the database."""
    line = [event.pk, event.verb, event.object_type, event.object_id, event.object_label, event.by_id]
    body = _canonical([previous, *line, event.at.isoformat(), event.detail_digest])
    return hmac.new(settings.SEAL_KEY.encode(), body.encode(), hashlib.sha256).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """JSON keeps text, numbers and yes or no; all else as a person would read it."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, Iterable) and not isinstance(value, models.Model | bytes):
        return [_plain(item) for item in value]
    return str(value)
