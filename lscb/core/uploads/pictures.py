"""Pictures by their own headers: whole, of one kind, and no larger than a screen can show."""

import re

from lscb.core.exceptions import Refused
from lscb.core.uploads.limits import MOST_PIXELS

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
DAMAGED = "The picture is damaged. Open it, save it anew and choose that file."
TOO_LARGE = "The picture has too many pixels. Save a smaller copy and choose that one."
# Markers that carry the frame's size; all others are passed over by their length.
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN = 0xDA
FILLING = re.compile(rb"\xff+")


def check_png(content: bytes) -> None:
    """Chunk by chunk to its end, with nothing after it."""
    at, kind = len(PNG), b""
    while kind != b"IEND":
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if at == len(PNG):
            if kind != b"IHDR":
                raise Refused(DAMAGED)
            _check_size(int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))
        at += 12 + length
        if at > len(content):
            raise Refused(DAMAGED)
    if at != len(content):
        raise Refused(DAMAGED)


def check_jpeg(content: bytes) -> None:
    """Segment by segment to its frame. Cameras write all manner of things after a picture's end."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF and content[at + 1] != SCAN:
        if content[at + 1] in FRAMES:
            _check_size(int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7]))
            return
        if content[at + 1] == 0xFF:  # a marker may be led in by any number of filling bytes
            at = FILLING.match(content, at).end() - 1  # type: ignore[union-attr]
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise Refused(DAMAGED)


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(DAMAGED)
    if width * height > MOST_PIXELS:
        raise Refused(TOO_LARGE)
