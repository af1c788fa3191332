"""The gate: what is taken, under what name, and why the rest is not."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from lscb.core import files
from lscb.core.exceptions import Refused
from lscb.core.models import StoredFile, User
from lscb.core.uploads import kinds, names, quota, scanning, sniffing
from lscb.core.uploads.kinds import Kind
from lscb.core.uploads.limits import LARGEST, MEGABYTE

NOT_TAKEN = "“{}” was not taken. {}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked at and is not kept yet."""

    name: str
    kind: Kind
    content: bytes


def check(file: UploadedFile, *, allowed: Collection[Kind] = kinds.ANY) -> Checked:
    """Its bytes, its kind and its clean name; whatever is wrong with it is said in a sentence that names it."""
    name = names.clean_name(file.name or "")
    try:
        content = _read(file)
        kind = sniffing.kind_of(content)
        if kind not in allowed:
            raise Refused(f"It is a {kind.value.label}. Choose {kinds.in_words(allowed)}.")
        return Checked(sniffing.named_alike(name, kind), kind, content)
    except Refused as refusal:
        raise Refused(NOT_TAKEN.format(name, refusal)) from refusal


def keep(checked: Checked, *, by: User) -> StoredFile:
    """Store it under a random name. Where a scanner is, nobody gets it before that has passed it."""
    try:
        quota.refuse_too_much(len(checked.content), by=by, now=timezone.now())
    except Refused as refusal:
        raise Refused(NOT_TAKEN.format(checked.name, refusal)) from refusal
    file = files.store(
        checked.content,
        name=checked.name,
        content_type=checked.kind.value.content_type,
        by=by,
        scan=scanning.first_state(),
    )
    scanning.ask(file)
    return file


def accept(file: UploadedFile, *, by: User, allowed: Collection[Kind] = kinds.ANY) -> StoredFile:
    """Check and keep in one."""
    return keep(check(file, allowed=allowed), by=by)


def _read(file: UploadedFile) -> bytes:
    too_large = Refused(f"It is larger than {LARGEST // MEGABYTE} MB. Make it smaller, or send it in parts.")
    if (file.size or 0) > LARGEST:
        raise too_large
    file.seek(0)
    content: bytes = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise too_large
    if not content:
        raise Refused("It is empty.")
    return content
