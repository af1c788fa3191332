"""PDFs: whole, open, and nothing in them that runs or unpacks. What is named openly or in packed objects is found.

Each packed object is looked at once, up to where the next begins: a file that nests thousands must not take hours.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice, pairwise

from lscb.core.exceptions import Refused
from lscb.core.uploads.archives import PASSWORD
from lscb.core.uploads.limits import MOST_UNPACKED

PDF = b"%PDF-"
DAMAGED = "The PDF is damaged or not whole. Save it anew and choose that file."
RUNS = "The PDF holds a script, a program or another file. Print it to a new PDF and choose that one."
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
LOCKED = re.compile(rb"/Encrypt\b")
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
PACKED_OBJECTS, STREAM, END = b"/ObjStm", re.compile(rb"stream\r?\n"), b"endstream"
LONGEST_HEAD = 1_000  # of a packed object: from its kind to where its bytes begin
MOST_PACKED, MOST_ESCAPED = 20_000, 200_000


def check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise Refused(DAMAGED)
    plain = _look(content)
    # A kind that is spelt in numbers, or stands where no bytes follow, is there to be passed over.
    if plain.count(PACKED_OBJECTS) != content.count(PACKED_OBJECTS) or content.count(PACKED_OBJECTS) > MOST_PACKED:
        raise Refused(DAMAGED)
    left = MOST_UNPACKED
    for packed in _packed_objects(content):
        objects = _inflated(packed, left)
        left -= len(objects)
        _look(objects)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    starts = [found.start() for found in re.finditer(re.escape(PACKED_OBJECTS), content)]
    for start, following in pairwise([*starts, len(content)]):
        stream = STREAM.search(content, start, min(start + LONGEST_HEAD, following))
        if stream is None:
            raise Refused(DAMAGED)
        end = content.find(END, stream.end(), following)
        yield content[stream.end() : end if end >= 0 else following]


def _look(content: bytes) -> bytes:
    """Any letter of a name may be written as its number; as it reads then."""
    if next(islice(ESCAPED.finditer(content), MOST_ESCAPED, None), None):
        raise Refused(DAMAGED)
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    if LOCKED.search(plain):
        raise Refused(PASSWORD)
    if ACTIVE.search(plain):
        raise Refused(RUNS)
    return plain


def _inflated(content: bytes, at_most: int) -> bytes:
    packing = zlib.decompressobj()
    try:
        objects = packing.decompress(content, max(at_most, 1))
    except zlib.error as error:
        raise Refused(DAMAGED) from error
    if packing.unconsumed_tail:
        raise Refused(DAMAGED)
    return objects
