"""The readers of sheets: whatever stands in one, every row is spoken for, and nothing is read into it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.sheets.figures import Known, figures_in
from indicators.sheets.periods import period_named
from indicators.sheets.reading import SheetError, Wanted, lines_in
from lscb.core.periods import PeriodError, PeriodKind, YearKind, period_containing

pytestmark = pytest.mark.once

KNOWN = [Known(1, "H1", "Visits in time"), Known(2, "H2", "Attendances")]
WANTED = [Wanted(1, "H1", "Visits in time", ("numerator", "denominator")), Wanted(2, "H2", "Attendances", ("value",))]
CELLS = st.sampled_from(
    ["", "Code", "Indicator", "Period", "Value", "Numerator", "Denominator", "Q1", "Q2 2025/26", "2025/26", "H1", "h2",
     "Attendances", "7", "c", "63%", "-", "=1+1", "Reason", "Not ready in time"]
) | st.text(max_size=8)  # fmt: skip
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=8).map(
    lambda rows: list(enumerate(rows, 1))
)


@given(TABLES)
def test_every_row_that_is_counted_makes_a_figure_or_is_refused(rows):
    found = figures_in([rows], KNOWN)

    spoken_for = {one.row for one in found.said} | {one.row for one in found.refused}
    assert spoken_for == set(found.rows)
    written = {cell.strip() for _, cells in rows for cell in cells} | {""}
    assert all(text in written for one in found.said for text in one.texts.values())


@given(TABLES)
def test_a_return_takes_each_of_its_rows_at_most_once_and_only_what_was_written(rows):
    try:
        lines = lines_in(rows, WANTED, {"not ready in time": "not_ready"}, number=1)
    except SheetError:
        return

    taken = [line.key for line in lines if not line.refusal]
    assert len(taken) == len(set(taken))
    assert set(taken) <= {1, 2}
    for line in lines:
        assert bool(line.refusal) != (line.texts is not None)


@given(
    st.dates(date(2005, 1, 1), date(2040, 1, 1)),
    st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.TERM, PeriodKind.HALF_YEAR, PeriodKind.YEAR]),
    st.sampled_from(YearKind),
)
def test_a_period_is_read_from_its_own_name_and_from_any_of_its_days(day, kind, years):
    period = period_containing(day, kind, years)

    assert period_named(period.label, kind, years) == period
    assert period_named(period.label.replace("–", "/"), kind, years) == period
    assert period_named(day.isoformat(), kind, years) == period
    assert period_named(f"{day:%d/%m/%Y}", kind, years) == period


@pytest.mark.parametrize(
    ("text", "kind", "identifier", "label"),
    [
        ("201718", "year", "", "2017–18"),
        ("2025", "year", "Reporting year", "2024–25"),
        ("Apr-Jun 2025", "quarter", "", "Q1 2025–26"),
        ("October to December 2025", "quarter", "", "Q3 2025–26"),
        ("Qtr 4 2025/26", "quarter", "", "Q4 2025–26"),
        ("30th June 2025", "quarter", "", "Q1 2025–26"),
        ("Jun-25", "month", "", "June 2025"),
    ],
)
def test_periods_are_read_as_files_write_them(text, kind, identifier, label):
    assert period_named(text, kind, "april", identifier=identifier).label == label


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("2025", "year", "Write the period as"),
        ("2025/26", "quarter", "2025–26 is not a quarter"),
        ("31/02/2025", "quarter", "no day of the calendar"),
        ("May-Jul 2025", "quarter", "is not a quarter"),
        ("2025/26", "twelve_weeks", "2025–26 is not twelve weeks"),
        ("soon", "quarter", "Write the period as"),
    ],
)
def test_what_names_no_period_of_the_kind_is_refused(text, kind, words):
    with pytest.raises(PeriodError, match=words):
        period_named(text, kind, "april")
