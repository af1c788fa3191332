"""The library that ships: national indicators in our own words, with source, clause and the day of checking."""

from pathlib import Path

from lscb.core.reading import Tables, tables_in_text

FILE = Path(__file__).parent / "library.csv"
NAME = "Starting library"


def tables() -> Tables:
    return tables_in_text(FILE.read_text(encoding="utf-8"))
