"""Lines of the activity log about days gone by. What happens from now on, the actions write themselves."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from lscb.core.models import ActivityEvent, User


@dataclass
class Log:
    """Collected while loading, written once, in the order in which it happened."""

    events: list[ActivityEvent] = field(default_factory=list)

    def record(self, verb: str, obj: models.Model, *, by: User, at: datetime) -> None:
        self.events.append(
            ActivityEvent(
                verb=verb,
                object_type=obj._meta.label_lower,
                object_id=obj.pk,
                object_label=str(obj)[:300],
                by=by,
                at=at,
            )
        )

    def write(self) -> None:
        ActivityEvent.objects.bulk_create(sorted(self.events, key=lambda event: event.at))
