"""Whether the activity log is still what was written: ``manage.py verify_activity``."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from lscb.core import append_only, chain, verifying
from lscb.core.templatetags.words import quantity

ALTERED, TAIL_TOO_OLD, NO_TRIGGERS = 1, 2, 3
# The sealer comes by every minute.
OLDEST_TAIL = timedelta(hours=1)


class Command(BaseCommand):
    help = (
        "Recompute every link of the activity log's chain and name the first thing wrong. "
        "Ends with 0 when all holds, 1 when the log was altered, 2 when lines have waited over an hour for a seal, "
        "3 when triggers that protect it are missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head", metavar="POSITION:DIGEST", help="a head of the chain kept elsewhere, as packs print it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verifying.verify(witness=_head(options["head"]))
        tail = _tail(verdict)
        if verdict.fault:
            raise CommandError(f"The log was altered. {verdict.fault} {tail}", returncode=ALTERED)
        self.stdout.write(f"{quantity(verdict.links, 'link holds,links hold')}. {tail}")
        if head := chain.head():
            self.stdout.write(f"Head {head}, sealed {head.sealed_at:%Y-%m-%d %H:%M:%S} UTC.")
        if gone := append_only.missing(connection):
            raise CommandError(f"Triggers are missing, off or altered: {', '.join(gone)}.", returncode=NO_TRIGGERS)
        if verdict.oldest_unsealed and timezone.now() - verdict.oldest_unsealed > OLDEST_TAIL:
            raise CommandError("The sealer is not running: see to worker and beat.", returncode=TAIL_TOO_OLD)


def _tail(verdict: verifying.Verdict) -> str:
    if verdict.oldest_unsealed is None:
        return "No line waits for its seal."
    minutes = int((timezone.now() - verdict.oldest_unsealed).total_seconds() // 60)
    waits = quantity(verdict.unsealed, "line waits for its seal,lines wait for their seals")
    return f"{waits}, the oldest for {quantity(minutes, 'minute')}."


def _head(text: str | None) -> tuple[int, str] | None:
    if not text:
        return None
    position, _, digest = text.partition(":")
    if not position.isdecimal() or not digest:
        raise CommandError("Give the head as it is printed: its position, a colon, its digest.")
    return int(position), digest.strip().lower()
