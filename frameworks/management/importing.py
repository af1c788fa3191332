"""``manage.py import_… FILE [--json] [--commit]``: what a file would make, row by row; ``--commit`` saves it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from frameworks.actions.stored import begin_bringing_in, save_bringing_in
from frameworks.bringing_in.kinds import Kind, kind_named
from frameworks.models import BringingIn
from lscb.core.exceptions import Refused
from lscb.core.reading import Tables, read_tables


class ImportCommand(BaseCommand):
    kind_name: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a Word, Excel or CSV file")
        parser.add_argument("--json", action="store_true", help="print it for a program to read")
        parser.add_argument("--commit", action="store_true", help="save it; without this nothing is saved")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        kind = kind_named(self.kind_name)
        assert kind is not None
        stored = self.stored(path, **options)
        today = timezone.localdate()
        try:
            content = path.read_bytes()
            tables = read_tables(SimpleUploadedFile(path.name, content))
            stored.found = tables
            self.look_at(stored, tables, **options)
            made = kind.read(stored, today=today)
            told = kind.as_json(made)
            if options["commit"]:
                with transaction.atomic():
                    begin_bringing_in(stored, tables, content, by=None)
                    saved = save_bringing_in(stored, by=None, today=today)
                told["saved"] = saved.made | {"bringing_in": saved.pk}
        except OSError as error:
            raise CommandError(f"“{path}” could not be read: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(kind, made, told, as_json=options["json"])

    def stored(self, path: Path, **options: Any) -> BringingIn:
        """Not kept, unless it is saved."""
        return BringingIn(kind=self.kind_name, file_name=path.name[:200], tables={})

    def look_at(self, stored: BringingIn, tables: Tables, **options: Any) -> None:
        """What the file itself says of the whole, where nobody said it."""

    def _tell(self, kind: Kind, made: Any, told: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        self.stdout.write("\n".join(kind.as_lines(made)))
        if "saved" in told:
            self.stdout.write(f"\n{self.saved_words(told['saved'])}")

    def saved_words(self, saved: dict[str, Any]) -> str:
        return f"Saved as {self.kind_name} {saved[self.kind_name]}."
