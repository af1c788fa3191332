"""``manage.py import_benchmarks FILE --mapping NAME [--json] [--commit]``: published figures of other places."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from indicators.actions import benchmarks as actions
from indicators.actions.benchmarks import Preview
from indicators.analysis.figures import DFE_SYMBOLS, FigureState
from indicators.mappings import LineSaid
from indicators.models import BenchmarkMapping, Indicator
from indicators.models.benchmarks import YearSaid
from indicators.sheets.benchmarks import recognised
from indicators.sheets.headings import readable
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.periods import PeriodKind
from lscb.core.reading import Tables, read_tables
from lscb.core.templatetags.words import quantity


class Command(BaseCommand):
    help = (
        "Read a published Excel or CSV file as a mapping says and print what became of each row. With --commit it is "
        "saved; the same file again changes nothing. A mapping that is not there yet is made of --line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an Excel or CSV file")
        parser.add_argument("--mapping", required=True, metavar="NAME", help="how such files are read")
        parser.add_argument(
            "--line",
            action="append",
            default=[],
            metavar="CODE=COLUMN[;WHERE=VALUE]…[;NUMERATOR/DENOMINATOR]",
            help="for a new mapping: in which column, and which rows, an indicator stands",
        )
        parser.add_argument("--source", default="", help="for a new mapping: what is said beside its figures")
        parser.add_argument("--sheet", default="", help="for a new mapping: which sheet of a workbook with several")
        parser.add_argument(
            "--every", default="year", choices=list(PeriodKind), help="for a new mapping: what a figure is of"
        )
        parser.add_argument(
            "--year", default="", choices=YearSaid.values, help="for a new mapping: what a year of one number is"
        )
        parser.add_argument(
            "--symbol", action="append", default=[], metavar="SYMBOL=MEANING", help="for a new mapping: x=suppressed"
        )
        parser.add_argument("--all-of", default="", help="the period of all rows, where no column names one: 2014-15")
        parser.add_argument("--published", type=date.fromisoformat, help="the day it was published, 2025-11-20")
        parser.add_argument("--json", action="store_true", help="print it for a program to read")
        parser.add_argument("--commit", action="store_true", help="save it; without this nothing is saved")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
            tables = read_tables(SimpleUploadedFile(path.name, content))
            with transaction.atomic():
                made, saved = _read(tables, content, path.name, options)
                if not options["commit"]:
                    transaction.set_rollback(True)
        except OSError as error:
            raise CommandError(f"“{path}” could not be read: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(_told(made, is_saved=saved), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(made, is_saved=saved)))


def _read(tables: Tables, content: bytes, name: str, options: dict[str, Any]) -> tuple[Preview, bool]:
    mapping = _mapping(tables, options)
    stored = actions.begin_benchmarks(
        tables,
        content,
        file_name=name,
        mapping=mapping,
        published_on=options["published"],
        all_of=options["all_of"],
        by=None,
    )
    made = actions.look_over(stored)
    if not made.made or not options["commit"]:
        stored.delete()  # nothing to keep of a file that says nothing new
        return made, False
    actions.save_benchmarks(stored, by=None)
    return made, True


def _mapping(tables: Tables, options: dict[str, Any]) -> BenchmarkMapping:
    name = options["mapping"]
    found = BenchmarkMapping.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    if not options["line"]:
        there = ", ".join(BenchmarkMapping.objects.values_list("name", flat=True)) or "none"
        raise Refused(f"No mapping is called “{name}”. There are: {there}. Say with --line how the file is read.")
    sheets = actions.rows_of(tables)
    if options["sheet"] and options["sheet"] not in sheets:
        raise Refused(actions.NO_SHEET.format(options["sheet"], ", ".join(f"“{name}”" for name in sheets)))
    symbols = {symbol: state.value for symbol, state in DFE_SYMBOLS.items()} | dict(map(_symbol, options["symbol"]))
    values = {
        "name": name,
        "source": options["source"],
        "sheet": options["sheet"],
        "frequency": options["every"],
        "year_said": options["year"],
        "columns": recognised([readable(rows) for sheet, rows in sheets.items() if options["sheet"] in {"", sheet}]),
        "symbols": symbols,
    }
    return actions.save_mapping(BenchmarkMapping(), Edit(values), [_line(said) for said in options["line"]], by=None)


def _symbol(said: str) -> tuple[str, str]:
    symbol, _, meaning = said.rpartition("=")
    if meaning not in set(FigureState):
        raise Refused(f"Write --symbol as SYMBOL=MEANING, such as x=suppressed, not “{said}”.")
    return symbol.casefold(), meaning


def _line(said: str) -> LineSaid:
    """CODE=COLUMN, then which rows and which two counts."""
    first, *others = said.split(";")
    code, _, column = first.partition("=")
    indicator = Indicator.objects.filter(code=code.strip()).first()
    if indicator is None or not column:
        raise Refused(f"Write --line as CODE=COLUMN with the code of an indicator, not “{said}”.")
    wheres: list[tuple[str, str]] = []
    counts = "", ""
    for other in others:
        if "=" in other:
            name, _, value = other.partition("=")
            wheres.append((name.strip(), value.strip()))
        else:
            over, _, under = other.partition("/")
            counts = over.strip(), under.strip()
    where, *also = wheres or [("", "")]
    return LineSaid(indicator, column.strip(), *counts, *where, also)


def _told(made: Preview, *, is_saved: bool) -> dict[str, Any]:
    by_row = made.by_row()
    return {
        "rows_in": len(made.rows),
        "made": by_row["made"],
        "unchanged": by_row["unchanged"],
        "left_out": by_row["left_out"],
        "refused": [{"row": row, "reason": reason} for row, reason in made.refused],
        "figures": {
            "made": len(made.made),
            "replaced": len(made.corrected),
            "without_a_number": made.symbols,
            "by_indicator": {indicator.code: count for indicator, count in made.by_indicator.items()},
        },
        "left_out_because": dict(made.reasons),
        "notes": made.notes,
        "saved": is_saved,
    }


def _lines(made: Preview, *, is_saved: bool) -> list[str]:
    by_row = made.by_row()
    return [
        f"{quantity(len(made.rows), 'row')} in: {by_row['made']:,} made, {by_row['unchanged']:,} unchanged, "
        f"{by_row['left_out']:,} about something else, {by_row['refused']:,} refused.",
        f"{quantity(len(made.made), 'figure')}, {len(made.corrected):,} of them in the place of others.",
        *(f"{state}: {count:,}." for state, count in made.symbols.items()),
        *made.notes,
        *(f"Row {row}: {reason}" for row, reason in made.refused),
        "Saved." if is_saved else "Nothing was saved.",
    ]
