"""Questions and answers about one thing."""

from django.db import transaction
from django.utils import timezone

from lscb.core.exceptions import Refused
from lscb.core.models import Message, Thread, User


@transaction.atomic
def open_thread(subject: str, text: str, *, by: User) -> Thread:
    thread = Thread.objects.create(subject=subject, opened_by=by, opened_at=timezone.now())
    say(thread, text, by=by)
    return thread


@transaction.atomic
def say(thread: Thread, text: str, *, by: User) -> Message:
    if not text.strip():
        raise Refused("Write what you want to say first.")
    if not thread.is_open:
        raise Refused("This conversation is closed.")
    return Message.objects.create(thread=thread, by=by, at=timezone.now(), text=text.strip())


@transaction.atomic
def close_thread(thread: Thread, *, by: User) -> None:
    if thread.is_open:
        thread.closed_by, thread.closed_at = by, timezone.now()
        thread.save(update_fields=["closed_by", "closed_at"])
