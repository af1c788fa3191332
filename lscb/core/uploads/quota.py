"""How much one person may send in a day: no single account fills the disk that everybody's files are on."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Sum

from lscb.core.enums import ScanState
from lscb.core.exceptions import Refused
from lscb.core.models import StoredFile, User
from lscb.core.uploads.limits import MEGABYTE

DAY = timedelta(days=1)


def refuse_too_much(size: int, *, by: User, now: datetime) -> None:
    """Their own row is held meanwhile: of files that one person sends at once each counts those before it."""
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=by.pk)
    sent = StoredFile.objects.exclude(scan=ScanState.OURS).filter(stored_by=by, stored_at__gt=now - DAY)
    so_far = sent.aggregate(bytes=Sum("size", default=0))["bytes"]
    if so_far + size > settings.UPLOADS_A_DAY:
        raise Refused(
            f"Within a day {settings.UPLOADS_A_DAY // MEGABYTE} MB are taken from one person: you have sent "
            f"{_in_megabytes(so_far)} MB, and this file has {_in_megabytes(size)}. Send it tomorrow."
        )


def _in_megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}"
