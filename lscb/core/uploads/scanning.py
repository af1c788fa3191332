"""Whether a virus scanner has passed what people sent. The row is the queue: a scanner that is away loses time only."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction

from lscb.core import activity, files, keepers, nudges, outbox
from lscb.core.enums import ScanState
from lscb.core.exceptions import Refused
from lscb.core.models import StoredFile, User
from lscb.core.uploads import clamav

logger = logging.getLogger(__name__)


def first_state() -> ScanState:
    return ScanState.WAITING if settings.CLAMAV else ScanState.UNSCANNED


def ask(file: StoredFile) -> None:
    from lscb.core.tasks import scan_file

    if settings.CLAMAV:
        nudges.after_commit(scan_file, file.pk)


def scan(pk: int, *, now: datetime) -> None:
    """Ask about one file that has no verdict yet, and keep the first that comes."""
    file = StoredFile.objects.to_scan().select_related("stored_by").filter(pk=pk).first()
    if file is None:
        return
    finding = clamav.finding_in(files.content_of(file))[:200]
    state = ScanState.INFECTED if finding else ScanState.CLEAN
    with transaction.atomic():
        waiting = StoredFile.objects.to_scan().filter(pk=pk)
        if waiting.update(scan=state, scanned_at=now, finding=finding) and finding:
            activity.record("file.put_aside", file, by=None, changes={"finding": ("", finding)})
            _tell(file, finding)


@transaction.atomic
def scan_again(file: StoredFile, *, by: User) -> None:
    """The verdict so far is forgotten, and logged. Who may ask is asked by whoever calls."""
    if not settings.CLAMAV:
        raise Refused("There is no virus scanner here to ask.")
    file = StoredFile.objects.select_for_update(no_key=True, of=("self",)).get(pk=file.pk)
    if file.discarded_at or file.scan not in {ScanState.INFECTED, ScanState.WAITING, ScanState.UNSCANNED}:
        raise Refused(f"The virus scanner does not hold back the file “{file.name}” any more.")
    changes = {"finding": (file.finding, "")} if file.finding else None
    file.scan, file.scanned_at, file.finding = ScanState.WAITING, None, ""
    file.save(update_fields=["scan", "scanned_at", "finding"])
    activity.record("file.scanned_again", file, by=by, changes=changes)
    ask(file)


def sweep(*, now: datetime) -> None:
    """Whatever has no verdict, also of a time before there was a scanner. Stops when the scanner does not answer."""
    if not settings.CLAMAV:
        return
    for pk in StoredFile.objects.to_scan().order_by("stored_at", "pk").values_list("pk", flat=True)[:200]:
        if not scan_if_it_answers(pk, now=now):
            return


def scan_if_it_answers(pk: int, *, now: datetime) -> bool:
    """Whether the scanner can be asked about another file."""
    try:
        scan(pk, now=now)
    except clamav.ScannerAway as error:
        logger.warning("the virus scanner gives no verdict, files wait: %s", error)
        return False
    except Refused:
        logger.warning("file %s cannot be scanned, it is missing or altered", pk)
    return True


def _tell(file: StoredFile, finding: str) -> None:
    """Whoever sent it, who may have it elsewhere too; and whoever keeps this going."""
    told: dict[int, User] = {person.pk: person for person in [*keepers.people(), file.stored_by] if person}
    outbox.queue(
        recipients=told.values(),
        dedupe_key=f"infected:{file.pk}",
        subject=f"A file was put aside: {file.name}",
        body=(
            f"The file “{file.name}” that {file.stored_by} sent was put aside, because the virus scanner found "
            f"“{finding}” in it. Nobody can open it here. Whoever has it elsewhere should not open it either, "
            "and should tell those who look after their computer.\n"
        ),
        about=file,
    )
