"""``manage.py import_neighbours FILE --own NAME --year YEAR [--json] [--commit]``: which authorities are like ours."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from indicators.actions.neighbours import read_neighbours, save_neighbours
from lscb.core.exceptions import Refused
from lscb.core.reading import read_tables


class Command(BaseCommand):
    help = (
        "Read a neighbour model from an Excel or CSV file. With --commit it is saved; the newest one is compared with."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an Excel or CSV file")
        parser.add_argument("--own", required=True, help="our authority, by its name in the file or its code")
        parser.add_argument("--year", required=True, type=int, help="the year of the model")
        parser.add_argument("--model", default="Statistical neighbours", help="what the model is called")
        parser.add_argument("--source", default="", help="where it comes from")
        parser.add_argument("--json", action="store_true", help="print it for a program to read")
        parser.add_argument("--commit", action="store_true", help="save it; without this nothing is saved")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            tables = read_tables(SimpleUploadedFile(path.name, path.read_bytes()))
            found = read_neighbours(tables, own=options["own"])
            if options["commit"]:
                said = {name: options[name] for name in ("model", "year", "own", "source")}
                save_neighbours(tables, **said, by=None)
        except OSError as error:
            raise CommandError(f"“{path}” could not be read: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        told = {
            "rows_in": len(found.rows),
            "made": len(found.rows) - len(found.left_out) - len(found.refused),
            "left_out": len(found.left_out),
            "refused": [{"row": one.row, "reason": one.reason} for one in found.refused],
            "neighbours": [
                {"code": one.code, "name": one.name, "closeness": one.closeness} for one in found.neighbours
            ],
            "saved": options["commit"],
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            names = ", ".join(one.name or one.code for one in found.neighbours)
            self.stdout.write(
                f"{told['rows_in']} rows in: {told['made']} made, {told['left_out']} about other authorities, "
                f"{len(found.refused)} refused.\nNeighbours, the likest first: {names}.\n"
                f"{'Saved.' if options['commit'] else 'Nothing was saved: --commit saves it.'}"
            )
