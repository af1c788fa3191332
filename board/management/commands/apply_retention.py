"""Erase text past the Board's periods: ``manage.py apply_retention [--dry-run]``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from board.models import Board
from lscb.core import retention
from lscb.core.exceptions import Refused


class Command(BaseCommand):
    help = "Erase, by a logged act, text older than the periods in the Board's settings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        before = Board.current().keeps_from(now)
        if dry_run:
            for due in retention.what_would_go(before):
                self.stdout.write(f"{due.label} from before {timezone.localdate(due.before):%d %B %Y}: {due.count}")
            return
        try:
            run = retention.apply(before, by=None, now=now)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if run is None:
            self.stdout.write("Nothing is past its period.")
            return
        for name, count in run.counts.items():
            self.stdout.write(f"{retention.LABELS[name]}: {count} erased")
