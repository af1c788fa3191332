"""What people were told about something, for its timeline."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from lscb.core import deadlines
from lscb.core.models import Notification, Reminder


def told_about(objects: Iterable[models.Model], *, limit: int) -> list[tuple[datetime, str]]:
    """Messages about these objects, and the digests that reminded someone of them, newest first. One query."""
    about = models.Q()
    for obj in objects:
        label = obj._meta.label_lower
        about |= models.Q(object_type=label, object_id=obj.pk)
        if key := deadlines.key_of(label, obj.pk):
            its = models.Q(deadline_key=key) | models.Q(deadline_key__startswith=f"{key}:")
            about |= models.Q(models.Exists(Reminder.objects.filter(its, notification=models.OuterRef("pk"))))
    if not about:
        return []
    notes = Notification.objects.filter(about).select_related("recipient").order_by("-queued_at", "-pk")[:limit]
    return [(note.sent_at or note.queued_at, _in_words(note)) for note in notes]


def _in_words(note: Notification) -> str:
    if note.sent_at:
        return f"Message to {note.reader}: {note.subject}"
    state = "could not be delivered" if note.given_up_at else "is not sent yet"
    return f"Message to {note.reader} {state}: {note.subject}"
