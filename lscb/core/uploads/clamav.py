"""A client of ClamAV's daemon: bytes go over its socket, a verdict comes back."""

import socket
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 60
STEP = 64 * 1024
CLEAN, FOUND = "stream: OK", " FOUND"


class ScannerAway(ConnectionError):
    """No verdict: not reached, too slow, or it says that it could not."""


def finding_in(content: bytes) -> str:
    """What ClamAV calls what it found; nothing when that is nothing."""
    parts = (content[at : at + STEP] for at in range(0, len(content), STEP))
    reply = _ask(b"zINSTREAM\0", *(len(part).to_bytes(4) + part for part in parts), bytes(4))
    if reply == CLEAN:
        return ""
    if reply.startswith("stream: ") and reply.endswith(FOUND):
        return reply.removeprefix("stream: ").removesuffix(FOUND)
    raise ScannerAway(f"the scanner said: {reply[:200]!r}")


def answers(*, seconds: float = SECONDS) -> bool:
    return _ask(b"zPING\0", seconds=seconds) == "PONG"


def _ask(*messages: bytes, seconds: float = SECONDS) -> str:
    try:
        with _connection(seconds) as scanner:
            for message in messages:
                scanner.sendall(message)
            with scanner.makefile("rb") as replies:
                return replies.read(4096).rstrip(b"\0\n").decode(errors="replace")
    except OSError as error:
        raise ScannerAway(f"{type(error).__name__}: {error}") from error


def _connection(seconds: float) -> socket.socket:
    where = urlsplit(settings.CLAMAV)
    if where.scheme == "tcp":
        return socket.create_connection((where.hostname or "", where.port or 3310), timeout=seconds)
    scanner = socket.socket(socket.AF_UNIX)
    scanner.settimeout(seconds)
    scanner.connect(where.path)
    return scanner
