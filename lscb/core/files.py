"""Keeping files: written once under a random name, checked against their digest when read."""

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from lscb.core.enums import ScanState
from lscb.core.exceptions import Refused
from lscb.core.models import StoredFile, User


def store(
    content: bytes, *, name: str, content_type: str, by: User | None, scan: ScanState = ScanState.OURS
) -> StoredFile:
    """Write the bytes, then the row: a row never points at nothing."""
    token = secrets.token_hex(16)
    path = f"{token[:2]}/{token}"
    try:
        path = default_storage.save(path, ContentFile(content))
    except OSError:
        default_storage.delete(path)  # a full disk has no room for half a file
        raise
    with transaction.atomic():
        return StoredFile.objects.create(
            path=path,
            name=name,
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            stored_at=timezone.now(),
            stored_by=by,
            scan=scan,
        )


def read(file: StoredFile) -> bytes:
    """The bytes as they were stored, unless they are held back; then a sentence says why."""
    if file.discarded_at:
        raise Refused(f"The file “{file.name}” was discarded on {timezone.localtime(file.discarded_at):%-d %B %Y}.")
    if file.scan == ScanState.INFECTED:
        raise Refused(f"The file “{file.name}” was put aside: the virus scanner found “{file.finding}” in it.")
    if file.is_held_back:
        raise Refused(
            f"The file “{file.name}” has not been scanned for viruses yet and is held back until then. "
            "It is tried every minute: come back in a little while."
        )
    return content_of(file)


def content_of(file: StoredFile) -> bytes:
    """For the scanner and whoever counts what is kept. A missing or altered file is refused in words."""
    try:
        with default_storage.open(file.path) as opened:
            content = opened.read()
    except OSError as error:
        raise Refused(
            f"The file “{file.name}” is missing from the store. The Board's manager can have it restored."
        ) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Refused(f"The file “{file.name}” is not what was stored. It is held back until it has been restored.")
    return content


def attachment(file: StoredFile) -> HttpResponse:
    """Serve a file to be saved, never shown in place."""
    response = HttpResponse(read(file), content_type=file.content_type)
    name = " ".join(file.name.split())
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
