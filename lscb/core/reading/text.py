"""A table as text: CSV, or cells copied from a document or a sheet, which come with tabs between them."""

import csv
import io

from lscb.core.exceptions import Refused
from lscb.core.reading.tables import Tables

SEPARATORS = "\t,;|"
BROKEN = "A quotation mark in it is not closed, or a cell is too long. Save the table anew and choose that file."


def _has_tabs(lines: list[str]) -> bool:
    """In its first line, or in most: one that was typed within a cell parts nothing."""
    return bool(lines) and ("\t" in lines[0] or sum("\t" in line for line in lines) * 2 > len(lines))


def _how_often(separator: str, lines: list[str]) -> tuple[int, int]:
    """In how many lines, for a title above the table has none; then how often at all."""
    return sum(separator in line for line in lines), sum(line.count(separator) for line in lines)


def tables_in_text(text: str) -> Tables:
    """One table. What stands in most of its lines parts its cells."""
    found = Tables()
    found.begin("")
    lines = [line for line in text.splitlines() if line.strip()]
    separator = "\t" if _has_tabs(lines) else max(SEPARATORS, key=lambda each: _how_often(each, lines))
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            found.add(cells)
    except csv.Error as error:
        raise Refused(BROKEN) from error
    return found.whole()
