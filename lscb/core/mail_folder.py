"""Messages written to a folder instead of sent, for a demonstration: read back, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.utils import timezone

from lscb.core import letters

# What Django's file backend writes after each message.
RULE = b"-" * 79


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    written_at: datetime
    paragraphs: list[list[list[letters.Piece]]]


def latest(folder: Path, *, at_most: int) -> list[Letter]:
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:at_most]
    return [letter for path in files for letter in reversed(list(_letters_in(path)))][:at_most]


def _letters_in(path: Path) -> Iterator[Letter]:
    written_at = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    for part in path.read_bytes().split(RULE):
        if part.strip():
            message = message_from_bytes(part.lstrip(), policy=policy.default)
            text = message.get_body(("plain",))
            body = text.get_content() if text else ""
            yield Letter(str(message["To"]), str(message["Subject"]), written_at, letters.paragraphs(body))
