"""``manage.py import_figures FILE --data-set CODE [--json] [--commit]``: figures of earlier periods out of a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from indicators.actions.importing import Preview, data_set_called, preview_import, save_import
from lscb.core.exceptions import Refused
from lscb.core.reading import read_tables
from lscb.core.templatetags.words import quantity


class Command(BaseCommand):
    help = (
        "Read figures from an Excel or CSV file, with a row, a column or a period to each figure, and print what "
        "they would make. With --commit they are saved as accepted figures; the same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an Excel or CSV file")
        parser.add_argument("--data-set", required=True, metavar="CODE", help="whose indicators the figures are of")
        parser.add_argument("--json", action="store_true", help="print it for a program to read")
        parser.add_argument("--commit", action="store_true", help="save it; without this nothing is saved")
        parser.add_argument("--area", action="append", default=[], help="rows about this place are taken as well")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="NAME=WHAT",
            help="what a column is: period, code, title, area, numerator, denominator, value, or an indicator's code",
        )
        parser.add_argument("--why", default="", help="why figures that were handed in and accepted are corrected")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        choices = {"areas": options["area"], "columns": _columns(options["column"]), "why": options["why"].strip()}
        try:
            data_set = data_set_called(options["data_set"])
            tables = read_tables(SimpleUploadedFile(path.name, path.read_bytes()))
            if options["commit"]:
                made = save_import(data_set, tables, source=path.name[:200], **choices)
            else:
                made = preview_import(data_set, tables, **choices)
        except OSError as error:
            raise CommandError(f"“{path}” could not be read: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        told = _told(made, is_saved=options["commit"])
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(made, is_saved=options["commit"])))


def _columns(said: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in said]
    if wrong := next((name for name, equals, what in pairs if not equals or not what.strip()), None):
        raise CommandError(f"Write --column as NAME=WHAT, not “{wrong}”.")
    return {name.strip(): what.strip() for name, _, what in pairs}


def _told(made: Preview, *, is_saved: bool) -> dict[str, Any]:
    by_row = made.by_row()
    return {
        "rows_in": len(made.rows),
        "made": len(made.new),
        "corrected": len(made.corrected),
        "unchanged": len(made.unchanged),
        "empty": len(made.empty),
        "refused": [{"row": row, "reason": reason} for row, reason in made.refused],
        "rows": {kind: by_row[kind] for kind in ("made", "unchanged", "empty", "refused")},
        "figures": [
            {
                "row": one.row,
                "indicator": one.indicator.code,
                "period": one.period.label,
                "state": str(one.reading.state),
                "value": None if one.reading.derived is None else format(one.reading.derived.normalize(), "f"),
            }
            for one in made.made
        ],
        "notes": made.notes,
        "saved": is_saved,
    }


def _lines(made: Preview, *, is_saved: bool) -> list[str]:
    by_row = made.by_row()
    return [
        f"{quantity(len(made.rows), 'row')} in: {by_row['made']:,} made, {by_row['unchanged']:,} unchanged, "
        f"{by_row['empty']:,} empty, {by_row['refused']:,} refused.",
        f"{quantity(len(made.new), 'figure')} new, {len(made.corrected):,} corrected, "
        f"{len(made.unchanged):,} as they stand.",
        *made.notes,
        *(f"Row {row}: {reason}" for row, reason in made.refused),
        "Saved." if is_saved else "Nothing was saved: --commit saves it.",
    ]
