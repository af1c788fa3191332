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
def ask(thread: Thread | None, subject: str, text: str, *, by: User) -> Message:
    """A question about one thing: the first opens its thread, the next stands in it, closed or not."""
    if thread is None:
        return open_thread(subject, text, by=by).messages.get()
    return say(thread, text, by=by) if thread.is_open else reopen_thread(thread, text, by=by)


@transaction.atomic
def say(thread: Thread, text: str, *, by: User) -> Message:
    if not text.strip():
        raise Refused("Write what you want to say first.")
    if not _locked(thread).is_open:
        raise Refused("This conversation is closed. What you wrote was not added to it.")
    return Message.objects.create(thread=thread, by=by, at=timezone.now(), text=text.strip())


@transaction.atomic
def close_thread(thread: Thread, *, by: User) -> None:
    """Whoever asked is satisfied. Closing twice is harmless: the first closing stands."""
    if _locked(thread).is_open:
        thread.closed_by, thread.closed_at = by, timezone.now()
        thread.save(update_fields=["closed_by", "closed_at"])


@transaction.atomic
def reopen_thread(thread: Thread, text: str, *, by: User) -> Message:
    """Ask again about the same thing; whoever asks now is the one to be satisfied."""
    if _locked(thread).is_open:
        raise Refused("This conversation is open already.")
    thread.opened_by, thread.closed_by, thread.closed_at = by, None, None
    thread.save(update_fields=["opened_by", "closed_by", "closed_at"])
    return say(thread, text, by=by)


def _locked(thread: Thread) -> Thread:
    """As it is now, and stays until we are done."""
    return Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
