"""How each kind of text past its period is found and erased."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lscb.core.models import ActivityDetail, ActivityErasure, Invitation, Notification, RetentionRun, StoredFile
from lscb.core.verifying import RETENTION

PART = 1000


def old_details(before: datetime) -> QuerySet[ActivityDetail]:
    """Not those of erasures themselves: by them the chain shows that no more was erased than was logged."""
    return ActivityDetail.objects.filter(event__at__lt=before).exclude(event__verb=RETENTION)


def erase_details(details: QuerySet[ActivityDetail], run: RetentionRun) -> None:
    """Each through the door that its erasure opens, a part at a time."""
    while keys := list(details.order_by("pk").values_list("pk", flat=True)[:PART]):
        ActivityErasure.objects.bulk_create([ActivityErasure(event_id=key, run=run) for key in keys])
        ActivityDetail.objects.filter(pk__in=keys).delete()


def count_messages(before: datetime) -> int:
    return _old_messages(before).count()


def erase_messages(before: datetime) -> int:
    """The row stays, as proof that it went out and so that it is not owed again."""
    return _old_messages(before).update(body="", address="", erased_at=timezone.now())


def _old_messages(before: datetime) -> QuerySet[Notification]:
    return Notification.objects.over().filter(queued_at__lt=before, erased_at=None)


def count_invitations(before: datetime) -> int:
    return _ended_invitations(before).count()


def erase_invitations(before: datetime) -> int:
    return _ended_invitations(before).delete()[0]


def _ended_invitations(before: datetime) -> QuerySet[Invitation]:
    """Whichever way they ended."""
    return Invitation.objects.filter(
        Q(accepted_at__lt=before) | Q(withdrawn_at__lt=before) | Q(expires_at__lt=before, accepted_at=None)
    )


def count_files(before: datetime) -> int:
    return _orphans(before).count() + len(list(_strays(before)))


def erase_files(before: datetime) -> int:
    """Rows now; bytes once that is certain. What a lost process leaves behind is a stray, and goes the next time."""
    orphans = list(_orphans(before).values_list("pk", "path"))
    paths = [*(path for _pk, path in orphans), *_strays(before)]
    StoredFile.objects.filter(pk__in=[pk for pk, _path in orphans]).delete()
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))
    return len(paths)


def _orphans(before: datetime) -> QuerySet[StoredFile]:
    return StoredFile.objects.orphaned().filter(stored_at__lt=before)


def _strays(before: datetime) -> Iterator[str]:
    """Bytes in the store that no row knows: written by a process that died before its row was."""
    for folder in _listed("")[0]:
        paths = [f"{folder}/{name}" for name in _listed(folder)[1]]
        known = set(StoredFile.objects.filter(path__in=paths).values_list("path", flat=True))
        for path in paths:
            if path not in known and default_storage.get_modified_time(path) < before:
                yield path


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:  # nothing has been stored yet
        return [], []


def count_mail(before: datetime) -> int:
    return len(list(_old_mail(before)))


def erase_mail(before: datetime) -> int:
    old = list(_old_mail(before))
    for path in old:
        transaction.on_commit(partial(path.unlink, missing_ok=True))
    return len(old)


def _old_mail(before: datetime) -> Iterator[Path]:
    """Where messages are written to a folder instead of sent."""
    folder = settings.MAIL_FOLDER
    for path in folder.glob("*.log") if folder else []:
        if datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) < before:
            yield path
