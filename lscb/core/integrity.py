"""Whether every stored file is still there and still what was stored."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from lscb.core import activity
from lscb.core.enums import FileFaultKind
from lscb.core.models import FileFault, StoredFile

PART = 500


def check_files(*, now: datetime, only_faulty: bool = False) -> None:
    """Read piece by piece: a large file takes no more memory than a small one."""
    for file in _files(only_faulty):
        kind = _what_is_wrong(file)
        if kind != (file.fault.kind if hasattr(file, "fault") else None):
            _keep(file, kind, now=now)


def _files(only_faulty: bool) -> Iterator[StoredFile]:
    files = StoredFile.objects.kept().select_related("fault").order_by("pk")
    files = files.exclude(fault=None) if only_faulty else files
    last = 0
    while part := list(files.filter(pk__gt=last)[:PART]):
        yield from part
        last = part[-1].pk


@transaction.atomic
def _keep(file: StoredFile, kind: FileFaultKind | None, *, now: datetime) -> None:
    """A fault is logged when it is found, and its end when the file is whole again; once, whoever finds it too."""
    if kind is None:
        if FileFault.objects.filter(file=file).delete()[0]:
            activity.record("file.restored", file, by=None)
        return
    if not StoredFile.objects.kept().filter(pk=file.pk).exists():
        return  # discarded while it was looked at
    known = FileFault.objects.filter(file=file)
    _fault, is_new = known.get_or_create(file=file, defaults={"kind": kind, "found_at": now})
    if is_new or known.exclude(kind=kind).update(kind=kind, found_at=now):
        activity.record(f"file.{kind.value}", file, by=None)


def _what_is_wrong(file: StoredFile) -> FileFaultKind | None:
    digest = hashlib.sha256()
    try:
        with default_storage.open(file.path) as opened:
            for piece in opened.chunks():
                digest.update(piece)
    except OSError:
        return FileFaultKind.MISSING
    return None if digest.hexdigest() == file.sha256 else FileFaultKind.ALTERED
