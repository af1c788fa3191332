"""Files that were kept and are not whole any more: found at night, told to the manager."""

import hashlib
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from board.permissions import can_manage, require
from board.queries import managers_who_can_sign_in
from lscb.core import integrity, outbox
from lscb.core.models import FileFault, User

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
