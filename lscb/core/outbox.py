"""Messages owed to people: queued with the change, sent at least once."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone

from lscb.core import nudges
from lscb.core.models import Notification, User

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=2)
GIVE_UP_AFTER = 12


def queue(
    *, recipients: Iterable[User], dedupe_key: str, subject: str, body: str, about: models.Model | None = None
) -> list[Notification]:
    """Owe each active recipient one message. Queueing the same key twice is harmless, and nudges again."""
    from lscb.core.tasks import deliver_notification

    notes = []
    for recipient in recipients:
        if not recipient.is_active:
            continue
        note, _created = Notification.objects.get_or_create(
            recipient=recipient,
            dedupe_key=dedupe_key,
            defaults={
                "subject": " ".join(subject.split())[:200],
                "body": body,
                "object_type": about._meta.label_lower if about else "",
                "object_id": about.pk if about else None,
                "queued_at": timezone.now(),
            },
        )
        if note.sent_at is None:
            nudges.after_commit(deliver_notification, note.pk)
        notes.append(note)
    return notes


def address(path: str) -> str:
    """The whole address of a page, for a message."""
    return settings.BASE_URL + path


def deliver(pk: int, *, now: datetime) -> bool:
    """Send one message unless it is sent or being sent.

    Claimed first and marked after, with no lock held while the mail server answers. If we die between
    sending and marking it goes out again: a rare duplicate is better than a lost deadline notice.
    """
    claimed = Notification.objects.claimable(now=now).filter(pk=pk).update(
        claimed_until=now + CLAIM, attempts=models.F("attempts") + 1
    )
    if not claimed:
        return False
    note = Notification.objects.select_related("recipient").get(pk=pk)
    try:
        _send(note)
    except (SMTPException, OSError) as error:
        _failed(note, error, now=now)
        return False
    Notification.objects.filter(pk=pk).update(sent_at=timezone.now(), claimed_until=None, last_error="")
    return True


def overdue(*, now: datetime) -> list[int]:
    """Messages whose nudge was lost or whose sending failed."""
    return list(Notification.objects.claimable(now=now).order_by("queued_at").values_list("pk", flat=True)[:500])


def _send(note: Notification) -> None:
    context = {"note": note, "base_url": settings.BASE_URL}
    message = EmailMultiAlternatives(note.subject, note.body, to=[note.recipient.email])
    message.attach_alternative(render_to_string("mail/message.html", context), "text/html")
    message.send()


def _failed(note: Notification, error: Exception, *, now: datetime) -> None:
    """Wait longer each time; after a day or so of refusals, give up and let the manager see it."""
    gives_up = note.attempts >= GIVE_UP_AFTER
    logger.warning("message %s was not sent, attempt %s: %s", note.pk, note.attempts, type(error).__name__)
    Notification.objects.filter(pk=note.pk).update(
        last_error=str(error)[:300],
        claimed_until=now + timedelta(minutes=min(2**note.attempts, 240)),
        given_up_at=now if gives_up else None,
    )
