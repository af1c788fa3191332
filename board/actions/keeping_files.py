"""Files that are held back: not whole any more, as the night finds them, or stopped by the virus scanner."""

import hashlib
from datetime import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from board.permissions import can_manage, require
from board.queries import managers_who_can_sign_in
from lscb.core import activity, integrity, outbox
from lscb.core.exceptions import Refused
from lscb.core.models import FileFault, StoredFile, User
from lscb.core.uploads import scanning

LINES = 20


def check_all(*, now: datetime) -> None:
    """Reading takes long and holds nothing; each fault is a transaction of its own."""
    integrity.check_files(now=now)
    faults = FileFault.objects.select_related("file").order_by("pk")
    if faults:
        _tell(list(faults), now=now)


def _tell(faults: list[FileFault], *, now: datetime) -> None:
    """Once for the same faults, whichever night they were found and however often this runs."""
    found = ",".join(f"{fault.pk}:{fault.kind}:{fault.found_at.isoformat()}" for fault in faults)
    lines = "\n".join(f"- {fault.file.name}: {fault.get_kind_display().lower()}" for fault in faults[:LINES])
    more = f"\n- and {len(faults) - LINES} more" if len(faults) > LINES else ""
    outbox.queue(
        recipients=managers_who_can_sign_in(today=timezone.localdate(now)),
        dedupe_key=f"files-not-whole:{hashlib.sha256(found.encode()).hexdigest()[:16]}",
        subject="Stored files are not whole",
        body=(
            "The nightly check of the stored files finds these missing, or not what was stored:\n\n"
            f"{lines}{more}\n\n"
            "None of them is given out until it has been restored from a backup:\n\n"
            f"{outbox.address(reverse('board:files-not-whole'))}\n"
        ),
    )


def check_again(*, by: User, now: datetime) -> None:
    """Those known not to be whole, once someone has restored them."""
    require(can_manage(by))
    integrity.check_files(now=now, only_faulty=True)


def scan_again(file: StoredFile, *, by: User) -> None:
    require(can_manage(by))
    scanning.scan_again(file, by=by)


@transaction.atomic
def discard(file: StoredFile, *, reason: str, by: User, now: datetime) -> None:
    """Let the bytes of a file that is held back go. The row stays, and says so to whoever asks for the file."""
    require(can_manage(by))
    StoredFile.objects.select_for_update(no_key=True).get(pk=file.pk)
    held = StoredFile.objects.held_back().filter(pk=file.pk).first()
    if held is None:
        raise Refused(f"The file “{file.name}” is not held back any more.")
    FileFault.objects.filter(file=held).delete()
    held.discarded_at = now
    held.save(update_fields=["discarded_at"])
    activity.record("file.discarded", held, by=by, changes={"reason": (None, reason)})
    transaction.on_commit(partial(default_storage.delete, held.path))
