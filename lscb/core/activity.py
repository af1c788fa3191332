"""The activity log: write a line, read a timeline. ``chain`` seals and verifies it."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.utils import timezone

from lscb.core import correspondence
from lscb.core.models import ActivityDetail, ActivityEvent, User

Changes = Mapping[str, tuple[Any, Any]]
_sentences: dict[str, str] = {}


def describe(sentences: Mapping[str, str]) -> None:
    """Each app tells in words what its verbs mean, for the timelines."""
    _sentences.update(sentences)


def record(verb: str, obj: models.Model, *, by: User | None, changes: Changes | None = None) -> ActivityEvent:
    """Write one line of the log inside the caller's transaction. ``changes``: field -> (before, after)."""
    if not connection.in_atomic_block:
        raise RuntimeError("activity.record belongs inside the transaction of the change it records")
    plain = _plainly(changes or {})
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


def record_each(
    verb: str, objects: Iterable[models.Model], *, by: User | None, changes: Mapping[int, Changes] | None = None
) -> None:
    """The same line for many objects: of one act. ``changes``: by object's key. One query, and one more for these."""
    if not connection.in_atomic_block:
        raise RuntimeError("activity.record_each belongs inside the transaction of the changes it records")
    now, found = timezone.now(), list(objects)
    plain = {pk: _plainly(of_one) for pk, of_one in (changes or {}).items() if of_one}
    salts = {pk: secrets.token_hex(16) for pk in plain}
    events = ActivityEvent.objects.bulk_create(
        ActivityEvent(
            verb=verb,
            object_type=obj._meta.label_lower,
            object_id=obj.pk,
            object_label=str(obj)[:300],
            by=by,
            at=now,
            detail_digest=detail_digest(salts[obj.pk], plain[obj.pk]) if obj.pk in plain else "",
        )
        for obj in found
    )
    ActivityDetail.objects.bulk_create(
        ActivityDetail(event=event, salt=salts[obj.pk], changes=plain[obj.pk])
        for event, obj in zip(events, found, strict=True)
        if obj.pk in plain
    )


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields whose value is another one afterwards."""
    return {field: (before.get(field), value) for field, value in after.items() if before.get(field) != value}


def detail_digest(salt: str, changes: Mapping[str, Any]) -> str:
    return hashlib.sha256((salt + canonical(changes)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TimelineLine:
    at: datetime
    by_name: str
    sentence: str
    changes: dict[str, list[Any]] | None


def timeline(
    *objects: models.Model, with_changes: bool, with_messages: bool = True, limit: int = 50
) -> list[TimelineLine]:
    """What happened to these objects and who was told, newest first; before and after only where ``with_changes``.

    ``with_messages`` is false for what nobody is ever written to about, which saves looking.
    """
    about = models.Q()
    for obj in objects:
        about |= models.Q(object_type=obj._meta.label_lower, object_id=obj.pk)
    events = ActivityEvent.objects.filter(about).for_timeline()[:limit] if objects else []
    lines = [
        TimelineLine(
            at=event.at,
            by_name=str(event.by) if event.by else "The system",
            sentence=_sentences.get(event.verb, event.verb),
            changes=event.detail.changes if with_changes and hasattr(event, "detail") else None,
        )
        for event in events
    ]
    told = correspondence.told_about(objects, limit=limit) if with_messages else []
    lines += [TimelineLine(at=at, by_name="The system", sentence=words, changes=None) for at, words in told]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:limit]


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plainly(changes: Changes) -> dict[str, list[Any]]:
    return {field: [_plain(before), _plain(after)] for field, (before, after) in changes.items()}


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
