"""PDFs: whole, open, and nothing in them that runs or unpacks. What is named openly or in packed objects is found."""

import re
import zlib

from lscb.core.exceptions import Refused
from lscb.core.uploads.archives import PASSWORD
from lscb.core.uploads.limits import MOST_UNPACKED

PDF = b"%PDF-"
DAMAGED = "The PDF is damaged or not whole. Save it anew and choose that file."
RUNS = "The PDF holds a script, a program or another file. Print it to a new PDF and choose that one."
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
LOCKED = re.compile(rb"/Encrypt\b")
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
PACKED_OBJECTS = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)


def check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise Refused(DAMAGED)
    _look(content)
    left = MOST_UNPACKED
    for start in PACKED_OBJECTS.finditer(content):
        objects = _inflated(content[start.end() : content.find(b"endstream", start.end())], left)
        left -= len(objects)
        _look(objects)


def _look(content: bytes) -> None:
    """Any letter of a name may be written as its number."""
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    if LOCKED.search(plain):
        raise Refused(PASSWORD)
    if ACTIVE.search(plain):
        raise Refused(RUNS)


def _inflated(content: bytes, at_most: int) -> bytes:
    packing = zlib.decompressobj()
    try:
        objects = packing.decompress(content, max(at_most, 1))
    except zlib.error as error:
        raise Refused(DAMAGED) from error
    if packing.unconsumed_tail:
        raise Refused(DAMAGED)
    return objects
