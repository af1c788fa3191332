"""Messages owed to people: queued with the change, sent at least once."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.db import models
from django.utils import timezone

from lscb.core import letters, nudges
from lscb.core.models import Notification, User

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=2)
GIVE_UP_AFTER = 12


class Outcome(Enum):
    SENT = auto()
    NOT_OURS = auto()  # sent, given up, being sent by someone else, or to someone who is not active any more
    REFUSED = auto()  # this message or its address
    SERVER_DOWN = auto()  # nothing would go out now


@dataclass(frozen=True, slots=True)
class Draft:
    """One message to one person, before it is owed."""

    recipient: User
    dedupe_key: str
    subject: str
    body: str
    about: models.Model | None = None
    one_time_link: str = ""


def queue(
    *,
    recipients: Iterable[User],
    dedupe_key: str,
    subject: str,
    body: str,
    about: models.Model | None = None,
    one_time_link: str = "",
) -> list[Notification]:
    """Owe each active recipient one message. Queueing the same key twice is harmless, and nudges again."""
    return queue_each([Draft(person, dedupe_key, subject, body, about, one_time_link) for person in recipients])


def queue_each(drafts: Iterable[Draft]) -> list[Notification]:
    """Owe many messages in two queries."""
    from lscb.core.tasks import deliver_notification

    wanted = {(draft.recipient.pk, draft.dedupe_key): draft for draft in drafts if draft.recipient.is_active}
    if not wanted:
        return []
    Notification.objects.bulk_create([_owed(draft) for draft in wanted.values()], ignore_conflicts=True)
    people, keys = {person for person, _key in wanted}, {key for _person, key in wanted}
    rows = Notification.objects.filter(recipient__in=people, dedupe_key__in=keys)
    found = {(note.recipient_id, note.dedupe_key): note for note in rows}
    notes = [found[owed] for owed in wanted]
    for note in notes:
        if note.sent_at is None:
            nudges.after_commit(deliver_notification, note.pk)
    return notes


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to someone without an account; the key is theirs alone."""

    address: str
    dedupe_key: str
    subject: str
    body: str
    one_time_link: str = ""


def write_to(letters: Iterable[Letter]) -> list[Notification]:
    """Owe many messages to addresses in two queries. The same key twice is one message."""
    from lscb.core.tasks import deliver_notification

    wanted = {letter.dedupe_key: letter for letter in letters}
    owed = [
        Notification(
            address=letter.address,
            dedupe_key=letter.dedupe_key,
            subject=_one_line(letter.subject),
            body=letter.body,
            one_time_link=letter.one_time_link,
            queued_at=timezone.now(),
        )
        for letter in wanted.values()
    ]
    Notification.objects.bulk_create(owed, ignore_conflicts=True)
    notes = list(Notification.objects.filter(recipient=None, dedupe_key__in=wanted)) if wanted else []
    for note in notes:
        if note.sent_at is None:
            nudges.after_commit(deliver_notification, note.pk)
    return notes


def address(path: str) -> str:
    """The whole address of a page, for a message."""
    return settings.BASE_URL + path


def deliver(pk: int, *, now: datetime) -> Outcome:
    """Send one message unless it is sent or being sent.

    Claimed first and marked after, with no lock held while the mail server answers. If we die between
    sending and marking it goes out again: a rare duplicate is better than a lost deadline notice.
    """
    claim = Notification.objects.claimable(now=now).filter(pk=pk)
    if not claim.update(claimed_until=now + CLAIM, attempts=models.F("attempts") + 1):
        return Outcome.NOT_OURS
    note = Notification.objects.select_related("recipient").get(pk=pk)
    if note.recipient and not note.recipient.is_active:
        _keep(note, given_up_at=now)
        return Outcome.NOT_OURS
    try:
        letters.send(note)
    except (SMTPRecipientsRefused, SMTPDataError, ValueError) as error:
        _failed(note, error, now=now, gives_up=note.attempts >= GIVE_UP_AFTER)
        return Outcome.REFUSED
    except OSError as error:
        # However long the server is away: what is owed goes out when it is back.
        _failed(note, error, now=now, gives_up=False)
        return Outcome.SERVER_DOWN
    _keep(note, sent_at=timezone.now(), claimed_until=None, last_error="", one_time_link="", address="")
    return Outcome.SENT


def sweep() -> int:
    """Rescue what was not nudged or not sent; how many went out. Stops when the mail server is down."""
    sent = 0
    for pk in overdue(now=timezone.now()):
        outcome = deliver(pk, now=timezone.now())
        sent += outcome is Outcome.SENT
        if outcome is Outcome.SERVER_DOWN:
            break
    return sent


def overdue(*, now: datetime) -> list[int]:
    """Messages whose nudge was lost or whose sending failed."""
    return list(Notification.objects.claimable(now=now).order_by("queued_at").values_list("pk", flat=True)[:500])


def send_again(note: Notification) -> None:
    """A person has seen to what was wrong: start afresh, now."""
    from lscb.core.tasks import deliver_notification

    again = Notification.objects.undelivered().filter(pk=note.pk)
    if again.update(given_up_at=None, claimed_until=None, attempts=0, last_error=""):
        nudges.after_commit(deliver_notification, note.pk)


def send_all_again(person: User) -> None:
    """Their address was put right: what could not be delivered to the old one goes to the new one."""
    for note in Notification.objects.undelivered().filter(recipient=person):
        send_again(note)


def _one_line(subject: str) -> str:
    return " ".join(subject.split())[:200]


def _owed(draft: Draft) -> Notification:
    return Notification(
        recipient=draft.recipient,
        dedupe_key=draft.dedupe_key,
        subject=_one_line(draft.subject),
        body=draft.body,
        one_time_link=draft.one_time_link,
        object_type=draft.about._meta.label_lower if draft.about else "",
        object_id=draft.about.pk if draft.about else None,
        queued_at=timezone.now(),
    )


def _failed(note: Notification, error: Exception, *, now: datetime, gives_up: bool) -> None:
    """Wait longer each time; after a day or so of refusals, give up and let the manager see it."""
    logger.warning("message %s was not sent, attempt %s: %s", note.pk, note.attempts, type(error).__name__)
    _keep(
        note,
        last_error=_in_words(error)[:300],
        claimed_until=now + timedelta(minutes=min(2 ** min(note.attempts, 8), 240)),
        given_up_at=now if gives_up else None,
    )


def _in_words(error: Exception) -> str:
    """What the mail server said, without the library's wrapping."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(_said(*answer) for answer in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _said(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"


def _keep(note: Notification, **fields: object) -> None:
    Notification.objects.filter(pk=note.pk).update(**fields)
