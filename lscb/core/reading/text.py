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


def tables_in_text(text: str) -> Tables:
    """One table. What stands most often in a line parts its cells."""
    found = Tables()
    found.begin("")
    lines = [line for line in text.splitlines() if line.strip()]
    separator = "\t" if _has_tabs(lines) else max(SEPARATORS, key=lines[0].count if lines else "".count)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            found.add(cells)
    except csv.Error as error:
        raise Refused(BROKEN) from error
    return found.whole()
