"""The Boards' own papers, where they lie beside the repository: their words are theirs and are kept out of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = next(
    (home for parent in Path(__file__).parents if (home := parent / "shared" / "source-documents").is_dir()), None
)
# A test asks for each copy of the papers that is at hand: one, or none.
of_each_copy = pytest.mark.parametrize("papers", [HOME] if HOME else [])
DURHAM, OPTIONS, HERTFORDSHIRE, SOUTHEND = "000", "001", "002", "004"
HEADINGS = re.compile(r"(?:standards|practice area)\b", re.IGNORECASE)


def paper(papers: Path, number: str) -> str:
    return next(papers.glob(f"{number}_*.txt")).read_text(encoding="utf-8")


def durham_tables(papers: Path) -> list[list[list[str]]]:
    """Each table of the framework, row by row, with its heading row first."""
    tables: list[list[list[str]]] = []
    for cells in _rows(paper(papers, DURHAM).partition("APPENDIX 2")[0]):
        if HEADINGS.match(cells[0]) and cells[-1].startswith("Timescale"):
            tables.append([])
        tables[-1].append(cells)
    return tables


def durham_timescales(papers: Path) -> list[str]:
    return [cells[-1] for table in durham_tables(papers) for cells in table[1:]]


def southend_timescales(papers: Path) -> list[str]:
    """The "when" of the plan."""
    plan = paper(papers, SOUTHEND).partition("10. How we will deliver our priorities\n")[2]
    rows = [cells for cells in _rows(plan) if len(cells) == 4 and cells[1] != "ACTIONS" and cells[2]]
    return [cells[2] for cells in rows if re.search(r"20[0-9]{2}", cells[2])]


def southend_tables(papers: Path) -> list[list[list[str]]]:
    """The plan: each table with the subject that heads it."""
    plan = paper(papers, SOUTHEND).partition("10. How we will deliver our priorities\n")[2].partition("APPENDICES")[0]
    tables: list[list[list[str]]] = []
    for cells in _rows(plan):
        if cells[1:] == ["ACTIONS", "WHEN", "WHO"]:
            tables.append([])
        tables[-1].append(cells)
    return tables


def lists_of_data(papers: Path) -> list[list[list[str]]]:
    """The options and the list of what to measure: numbers, words, sources; no heading names a column."""
    tables: list[list[list[str]]] = []
    for cells in _rows(paper(papers, OPTIONS)):
        wide = [*cells, "", "", ""][:4]
        if not cells[0] or not any(cells[1:]):
            tables.append([])
        if tables:
            tables[-1].append(wide)
    return tables


def hertfordshire_entries(papers: Path) -> list[list[str]]:
    """Number, subject, frequency, dates, lead, comment."""
    programme = paper(papers, HERTFORDSHIRE).rpartition("Overall Audit Programme 2017-2018")[2]
    return [cells for cells in _rows(programme) if cells[0].rstrip(".").isdigit()]


def hertfordshire_programme(papers: Path) -> list[list[list[str]]]:
    """Its tables with their headings and titles, each row as wide as its heading."""
    programme = paper(papers, HERTFORDSHIRE).rpartition("Overall Audit Programme 2017-2018")[2]
    tables: list[list[list[str]]] = []
    for cells in _rows(programme):
        if cells[1:2] == ["Audit subject & criteria"]:
            tables.append([])
        tables[-1].append([*cells, "", "", "", "", ""][:6])
    return tables


def _rows(text: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in text.splitlines() if "\t" in line)
