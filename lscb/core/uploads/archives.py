"""Packed folders, unpacked in memory and never further than they may: Word and Excel files are such."""

import io
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lscb.core.exceptions import Refused
from lscb.core.uploads.limits import MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED, RATIO_FROM
from lscb.core.uploads.markup import DAMAGED

PACKED = b"PK\x03\x04"
TOO_LARGE = "Unpacked it is too large. Take out pictures or rows that are not needed and save it as a new file."
PASSWORD = "It is protected by a password. Save a copy without one."  # noqa: S105
STEP = 256 * 1024


class Allowance:
    """What may still be unpacked: shared by a file and the one that may lie inside it."""

    def __init__(self) -> None:
        self.left = MOST_UNPACKED

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Refused(TOO_LARGE)


def unpacked(content: bytes, allowance: Allowance) -> Iterator[tuple[str, bytes]]:
    """Each entry's name and bytes. What the folder says of sizes is not believed; they are counted."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            for entry in _plain_entries(archive):
                yield entry.filename, _read(archive, entry, allowance)
    except (BadZipFile, RuntimeError, zlib.error, EOFError, OSError, ValueError) as error:
        raise Refused(DAMAGED) from error


def _plain_entries(archive: ZipFile) -> list[ZipInfo]:
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise Refused(TOO_LARGE)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(PASSWORD)
    # Two of one name, none, a path that leads out, something before or after the folder: readers would disagree.
    is_odd = (
        len(set(names)) < len(names)
        or "" in names
        or any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names)
        or any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries)
        or min((entry.header_offset for entry in entries), default=0) > 0
        or archive.comment != b""
    )
    if is_odd:
        raise Refused(DAMAGED)
    return [entry for entry in entries if not entry.is_dir()]


def _read(archive: ZipFile, entry: ZipInfo, allowance: Allowance) -> bytes:
    parts = []
    size = 0
    with archive.open(entry) as opened:
        while part := opened.read(STEP):
            allowance.take(len(part))
            size += len(part)
            if size > RATIO_FROM and size > MOST_RATIO * max(entry.compress_size, 1):
                raise Refused(TOO_LARGE)
            parts.append(part)
    return b"".join(parts)
