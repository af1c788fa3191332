"""What a framework in a file would make, row by row: ``manage.py import_framework FILE``."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from frameworks.bringing_in import preview
from frameworks.bringing_in.telling import as_json, as_lines
from lscb.core.exceptions import Refused
from lscb.core.reading import read_tables


class Command(BaseCommand):
    help = (
        "Read a performance framework from a Word, Excel or CSV file and print what each row would make. "
        "Nothing is saved."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print it for a program to read")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"“{path}” could not be read: {error.strerror}.") from error
        try:
            made = preview(read_tables(SimpleUploadedFile(path.name, content)))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(as_json(made), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(as_lines(made)))
