"""A programme out of a file: ``manage.py import_programme FILE [--json] [--commit] [--year 2017]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from board.models import Board
from board.rules import year_label, year_of
from frameworks.management.importing import ImportCommand
from frameworks.models import BringingIn


class Command(ImportCommand):
    help = (
        "Read an audit programme from a Word, Excel or CSV file and print what each row would make. "
        "With --commit its entries are saved in the programme of the year."
    )
    kind_name = "programme"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, help="the year it begins in; else the Board's year today")

    def stored(self, path: Path, **options: Any) -> BringingIn:
        stored = super().stored(path, **options)
        starts_in = Board.current().year_starts_in
        stored.year = options["year"] or year_of(timezone.localdate(), starts_in)
        stored.title = f"Audit programme {year_label(stored.year, starts_in)}"
        return stored
