"""A programme out of a file: ``manage.py import_programme FILE [--json] [--commit] [--year 2017]``."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from audits.programme.bringing_in import year_named
from board.models import Board
from board.rules import year_label, year_of
from frameworks.management.importing import ImportCommand
from frameworks.models import BringingIn
from lscb.core.reading import Tables


class Command(ImportCommand):
    help = (
        "Read an audit programme from a Word, Excel or CSV file and print what each row would make. "
        "With --commit its entries are saved in the programme of the year."
    )
    kind_name = "programme"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--year", type=int, help="the year it begins in; else the one that the file names, else the Board's today"
        )

    def look_at(self, stored: BringingIn, tables: Tables, **options: Any) -> None:
        starts_in = Board.current().year_starts_in
        named = year_named([*(table.heading for table in tables.tables), stored.file_name])
        stored.year = options["year"] or named or year_of(timezone.localdate(), starts_in)
        stored.title = f"Audit programme {year_label(stored.year, starts_in)}"
