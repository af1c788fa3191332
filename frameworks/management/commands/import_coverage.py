"""A table of coverage out of a file: ``manage.py import_coverage FILE [--json] [--commit] [--title TITLE]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from frameworks.management.importing import ImportCommand
from frameworks.models import BringingIn


class Command(ImportCommand):
    help = (
        "Read a table of coverage (activities by sector) from a Word, Excel or CSV file and print what each row would "
        "make. With --commit it is saved."
    )
    kind_name = "coverage"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--title", default="", help="what the table is called; else as the file")

    def stored(self, path: Path, **options: Any) -> BringingIn:
        stored = super().stored(path, **options)
        stored.title = (options["title"] or path.stem)[:200]
        return stored
