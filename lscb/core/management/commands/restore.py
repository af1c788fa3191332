"""An archive back into an empty home: ``manage.py restore FILE [--migrate]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lscb.core.backup import restore
from lscb.core.exceptions import Refused


class Command(BaseCommand):
    help = "Put an archive's database and files back, into an empty home."
    requires_system_checks = []  # they ask the database, which is not there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--migrate", action="store_true", help="bring an older archive's database up to date")

    def handle(self, *args: Any, file: Path, migrate: bool, **options: Any) -> None:
        try:
            restored = restore(file, then_migrate=migrate)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        found = restored.manifest
        self.stdout.write(f"Restored what was backed up at {found.made_at} by version {found.version}.")
        if found.files_missing:
            self.stdout.write(f"{len(found.files_missing)} files were missing when it was made.")
        if not restored.log_holds:
            raise CommandError(
                "Everything is back, but the activity log's seals do not follow under LSCB_SEAL_KEY: give this machine "
                "the key that the archive's Board used, then run verify_activity."
            )
        self.stdout.write("The activity log's seals hold.")
