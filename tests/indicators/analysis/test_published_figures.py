"""Every figure in the published files is read: a few rows kept here, the whole files where they lie beside us."""

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from indicators.analysis.figures import SYMBOLS, FigureError, FigureState, parse_figure

pytestmark = pytest.mark.once

EXTRACTS = Path(__file__).parent / "data"
WHOLE = Path(__file__).parents[4] / "shared" / "data"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# What stands before the figures in each kind of file.
WORDS = {
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name", "category", "population_type", "population_count",
    "New_geog_code", "geog_l", "geog_c", "geog_n", "LocalAuthority",
    "area_code", "area_name", "period", "indicator", "measure", "unit", "org_code", "type",
}  # fmt: skip

FILES = [
    *((path, "sfr34_2015" if "2015" in path.name else "dfe") for path in sorted(EXTRACTS.glob("*.csv"))),
    *((path, "dfe") for path in sorted(WHOLE.glob("dfe_csc_tidy/[bc]*.csv"))),
    *((path, "dfe") for path in sorted(WHOLE.glob("trafford/*.csv")) if path.stem != "cssn_statistical_neighbours"),
    *((path, "dfe") for path in sorted(WHOLE.glob("lgbf_scotland/*.csv"))),
    *((path, "dfe") for path in sorted(WHOLE.glob("nhs_spc_source/*.csv"))),
    *((path, "sfr34_2015") for path in sorted(WHOLE.glob("dfe_old_sfr/*.csv"))),
]
WORKBOOKS = sorted([*WHOLE.glob("lgbf_scotland/*.xlsx"), *WHOLE.glob("dfe_old_sfr/*.xlsx")])


def figures_in(path, source):
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column, text in row.items():
                if column not in WORDS:
                    yield text, parse_figure(text, SYMBOLS[source])


def cells_of(path):
    with ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for cell in ElementTree.fromstring(book.read(name)).iter(f"{SHEET}c"):
                    yield cell.get("r"), cell.get("t"), "".join(cell.itertext())


@pytest.mark.parametrize(("path", "source"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_every_cell_of_a_published_file_is_a_figure_or_a_known_symbol(path, source):
    read = list(figures_in(path, source))

    assert [text for text, figure in read if figure.value == 0 and not text.startswith("0")] == []
    assert sum(figure.state == FigureState.GIVEN for _, figure in read) > len(read) / 2


def test_every_cell_of_a_published_workbook_is_a_figure_or_a_known_symbol():
    for path in WORKBOOKS:
        for place, kind, text in cells_of(path):
            # Numbers wherever they stand; and text below the three rows of headings, beside the names.
            if kind in (None, "n") or (kind == "inlineStr" and re.fullmatch(r"(?!A\d)[A-Z]+([4-9]|\d\d+)", place)):
                parse_figure(text, SYMBOLS["sfr12_2017"])


def test_every_number_in_any_workbook_is_read_and_two_in_one_cell_are_refused():
    """Headings and names are no figures; "1717 (5%)" is two of them, and neither is guessed at."""
    refused = set()
    for path in sorted(WHOLE.glob("*/*.xlsx")):
        for sheet in load_workbook(path, data_only=True):
            for value in (value for row in sheet.iter_rows(values_only=True) for value in row):
                if isinstance(value, int | float):
                    assert parse_figure(str(value)).value == Decimal(str(value)), (path.name, value)
                elif path.parent.name == "small_cohort" and re.match(r"[0-9]", value or ""):
                    refused |= {value} if is_refused(value) else set()

    assert [text for text in refused if not re.fullmatch(r"[0-9]+ \([0-9]+%\)", text)] == []


def is_refused(text):
    try:
        parse_figure(text)
    except FigureError:
        return True
    return False


def test_each_symbol_in_the_extracts_is_the_state_its_source_says():
    states = {
        path.stem: Counter(figure.state for _, figure in figures_in(path, source) if figure.value is None)
        for path, source in FILES
        if path.parent == EXTRACTS
    }

    assert {stem: set(counted) for stem, counted in states.items()} == {
        "children_in_need": {"suppressed", "not_available"},
        "looked_after": {"not_available", "not_applicable"},
        "missing_2015": {"suppressed"},
        "referrals": {"suppressed", "not_available", "unreliable"},
    }
