"""Database and files in one archive: ``manage.py backup FILE``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lscb.core.backup import back_up
from lscb.core.exceptions import Refused


class Command(BaseCommand):
    help = "Put the database and every file into one archive, while people go on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            made = back_up(file, now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{file}: {made.rows} rows and {made.files} files.")
        self.stdout.write(
            "LSCB_SECRET_KEY, LSCB_SEAL_KEY and LSCB_RETURNS_KEY are not in it. Keep copies of them elsewhere."
        )
        if made.files_missing:
            names = ", ".join(made.files_missing[:5])
            raise CommandError(
                f"The archive was made, but {len(made.files_missing)} files were missing from the store: {names}"
            )
