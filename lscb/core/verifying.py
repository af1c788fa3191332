"""Whether the activity log is still what was written: the first thing wrong, in parts, so that memory stays flat."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import Min

from lscb.core.activity import detail_digest
from lscb.core.chain import GENESIS, key_id, key_of, link_digest
from lscb.core.models import ActivityDetail, ActivityErasure, ActivityEvent, ActivitySeal, RetentionRun

PART = 1000
RETENTION = "retention.applied"


class Wrong(StrEnum):
    ALTERED = (
        "the line and its seal do not match: it was altered, the seal was made without the key, "
        "or a line before it was taken out and the rest renumbered"
    )
    REMOVED = "a line was removed"
    REORDERED = "lines were put in another order"
    EXTRA = "a seal was added that the chain does not know"
    DETAIL_ALTERED = "its before and after were altered"
    DETAIL_MISSING = "its before and after are missing, and no erasure of them is logged"
    UNKNOWN_KEY = "it was sealed with a key that was not given"
    OLD_KEY = "it was sealed with an older key than the line before it"
    ERASURE_ALTERED = "what was erased is not what the run logged"
    WITNESS = "the head that was kept elsewhere is not in the chain"


@dataclass(frozen=True, slots=True)
class Fault:
    """The place in the chain and the line's key, where there is one."""

    position: int | None
    event: int | None
    wrong: Wrong

    def __str__(self) -> str:
        place = f"link {self.position}" if self.position is not None else "the log"
        line = f", line {self.event}" if self.event is not None else ""
        return f"At {place}{line}: {self.wrong}."


@dataclass(frozen=True, slots=True)
class Verdict:
    links: int
    fault: Fault | None
    unsealed: int
    oldest_unsealed: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One link with what it seals. The line is None where it is gone."""

    link: ActivitySeal
    event: ActivityEvent | None
    detail: ActivityDetail | None
    is_erased: bool


def verify(*, witness: tuple[int, str] | None = None) -> Verdict:
    """``witness`` is the position and digest of a head that was kept elsewhere, such as on a printed pack."""
    previous, position, fault, rank = GENESIS, 0, None, len(settings.SEAL_KEYS)
    is_witnessed = witness is None
    for row in _rows():
        position += 1
        fault = _fault(row, position=position, previous=previous, rank=rank)
        if fault:
            break
        previous, rank = row.link.digest, _rank(row.link)
        is_witnessed = is_witnessed or witness == (position, previous)
    fault = fault or (None if is_witnessed else Fault(None, None, Wrong.WITNESS)) or _wrong_erasure()
    unsealed = ActivityEvent.objects.unsealed()
    oldest = unsealed.aggregate(oldest=Min("at"))["oldest"]
    return Verdict(position, fault, unsealed.count(), oldest)


def _fault(row: Row, *, position: int, previous: str, rank: int) -> Fault | None:
    link, event = row.link, row.event
    if link.position != position:
        removed = link.position > position
        return Fault(position, None, Wrong.REMOVED) if removed else Fault(link.position, link.event_id, Wrong.EXTRA)
    if event is None:
        return Fault(position, link.event_id, Wrong.REMOVED)
    if key_of(link, settings.SEAL_KEYS) is None:
        return Fault(position, event.pk, Wrong.UNKNOWN_KEY)
    if _digest(previous, link, event) != link.digest:
        return Fault(position, event.pk, _how_it_broke(row, previous=previous))
    if _rank(link) > rank:
        return Fault(position, event.pk, Wrong.OLD_KEY)
    if row.detail and detail_digest(row.detail.salt, row.detail.changes) != event.detail_digest:
        return Fault(position, event.pk, Wrong.DETAIL_ALTERED)
    if event.detail_digest and not row.detail and not row.is_erased:
        return Fault(position, event.pk, Wrong.DETAIL_MISSING)
    return None


def _how_it_broke(row: Row, *, previous: str) -> Wrong:
    """Whether one of the next lines belongs in this place."""
    here, event = row.link.position, row.event
    for distance, other in enumerate(_with_what_they_seal(_next_links(here))):
        if other.event is None or event is None:
            continue
        if _digest(previous, row.link, other.event) == row.link.digest:
            return Wrong.REORDERED  # the lines changed places, the links stayed
        if _digest(previous, _at(here, other.link), other.event) == other.link.digest:
            # When this line then follows that one they changed places; else this one was pushed in.
            follows = _digest(other.link.digest, _at(here + 1, row.link), event) == row.link.digest
            return Wrong.REORDERED if follows or distance else Wrong.EXTRA
    return Wrong.ALTERED


def _at(position: int, link: ActivitySeal) -> ActivitySeal:
    """The same link in another place."""
    return ActivitySeal(position=position, event_id=link.event_id, sealed_at=link.sealed_at, key_id=link.key_id)


def _digest(previous: str, link: ActivitySeal, event: ActivityEvent) -> str:
    key = key_of(link, settings.SEAL_KEYS)
    return link_digest(previous, link, event, key) if key is not None else ""


def _rank(link: ActivitySeal) -> int:
    """0 for the key in use; more for each before it, most for links made before keys had names."""
    if not link.key_id:
        return len(settings.SEAL_KEYS)
    return [key_id(key) for key in settings.SEAL_KEYS].index(link.key_id)


def _rows() -> Iterator[Row]:
    last: int | None = None
    while links := _next_links(last):
        last = links[-1].position
        yield from _with_what_they_seal(links)


def _next_links(last: int | None) -> list[ActivitySeal]:
    links = ActivitySeal.objects.order_by("position")
    return list((links if last is None else links.filter(position__gt=last))[:PART])


def _with_what_they_seal(links: list[ActivitySeal]) -> list[Row]:
    """Three queries, and no join: a join would pass over a link whose line is gone."""
    keys = [link.event_id for link in links]
    events = ActivityEvent.objects.in_bulk(keys)
    details = ActivityDetail.objects.in_bulk(keys)
    erased = set(ActivityErasure.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return [Row(link, events.get(key), details.get(key), key in erased) for link, key in zip(links, keys, strict=True)]


def erased_digest(run: RetentionRun) -> str:
    """SHA-256 over the keys of the lines whose before and after a run erased, in order."""
    digest = hashlib.sha256()
    for key in run.erasures.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=PART):
        digest.update(f"{key}\n".encode())
    return digest.hexdigest()


def _wrong_erasure() -> Fault | None:
    """An erasure that no line of the log tells of would be a way to make text vanish."""
    label = RetentionRun._meta.label_lower
    for run in RetentionRun.objects.order_by("pk").iterator(chunk_size=PART):
        event = ActivityEvent.objects.filter(verb=RETENTION, object_type=label, object_id=run.pk).first()
        logged = ActivityDetail.objects.filter(event=event).values_list("changes", flat=True).first() or {}
        if logged.get("erased_lines") != [None, erased_digest(run)]:
            return Fault(None, event.pk if event else None, Wrong.ERASURE_ALTERED)
    return None
