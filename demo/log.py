"""Lines of the activity log about days gone by. What happens from now on, the actions write themselves."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import models

from lscb.core.activity import detail_digest
from lscb.core.models import ActivityDetail, ActivityEvent, User

Changes = Mapping[str, tuple[str | date | None, str | date | None]]


@dataclass
class Log:
    """Collected while loading, written once, in the order in which it happened."""

    lines: list[tuple[ActivityEvent, ActivityDetail | None]] = field(default_factory=list)

    def record(
        self, verb: str, obj: models.Model, *, by: User | None, at: datetime, changes: Changes | None = None
    ) -> None:
        event = ActivityEvent(
            verb=verb,
            object_type=obj._meta.label_lower,
            object_id=obj.pk,
            object_label=str(obj)[:300],
            by=by,
            at=at,
        )
        detail = None
        if changes:
            plain = {name: [_plain(before), _plain(after)] for name, (before, after) in changes.items()}
            detail = ActivityDetail(event=event, salt=secrets.token_hex(16), changes=plain)
            event.detail_digest = detail_digest(detail.salt, plain)
        self.lines.append((event, detail))

    def write(self) -> None:
        self.lines.sort(key=lambda line: line[0].at)
        ActivityEvent.objects.bulk_create(event for event, _detail in self.lines)
        details = [detail for _event, detail in self.lines if detail]
        for detail in details:
            detail.event_id = detail.event.pk
        ActivityDetail.objects.bulk_create(details)


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
