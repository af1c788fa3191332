"""Every timescale of the Boards' own papers, in their order, as a careful reader would have it."""

import pytest

from frameworks.timescales import read_timescale
from tests.frameworks.papers import durham_timescales, hertfordshire_entries, of_each_copy, southend_timescales

pytestmark = of_each_copy

# frequency, completed, due, started, months, ongoing
DURHAM = [
    (None, "2007-07 2008-07 2009-12 2010-12", "", "", [], False),
    (None, "2007-07 2008-07 2009-12 2010-12", "", "", [], False),
    ("yearly", "2010-04", "2011-06", "", [], False),
    (None, "2011-04", "", "", [], False),
    ("yearly", "", "2011-04 2011-08", "", [], False),
    (None, "", "2011-06", "", [], False),
    (None, "", "2011-08", "", [], False),
    ("yearly", "2011-04", "", "", [], True),
    ("yearly", "2011-04", "", "", [], True),
    ("yearly", "2010-12", "", "", [], False),
    ("quarterly", "2009-02 2009-03 2009-04 2010-04", "", "2008-04", [], False),
    ("yearly", "2007-05 2011-04", "", "2009-04", [], False),
    (None, "2010-01", "", "", [], False),
    ("yearly", "", "2011-06", "2006-09 2007-03", [4], False),
    (None, "2008-06 2009-04", "", "", [], False),
    ("yearly", "", "2011-06", "2007-03", [4], False),
    (None, "2009-08", "", "", [], False),
    (None, "2008-01", "", "", [], False),
    (None, "2008-12", "", "", [], False),
    (None, "", "2011-10", "", [], False),
    (None, "2010-06", "", "", [], False),
    ("yearly", "", "2011-06", "", [], False),
    ("yearly", "", "2011-06", "", [], False),
    (None, "2009-03", "2008-10", "", [], False),
    ("quarterly", "2009-02", "2009-04 2010-06 2011-06", "", [], False),
    (None, "2010-10 2011-03 2011-05", "", "", [], False),
    (None, "", "2011-08", "", [], False),
    (None, "", "2011-10", "", [], False),
    (None, "2011-02", "2011-06 2011-12", "", [], False),
    ("yearly", "", "2012-04", "", [], False),
    (None, "2011-04", "", "", [], False),
    (None, "2011-10", "", "", [], False),
]
SOUTHEND = [
    ("ongoing", "", "2018-06", "", [], True),
    ("ongoing", "", "2018 2018-03", "", [], True),
    (None, "", "2018-04 2018-06 2018-08", "", [], False),
]
# number of the entry: frequency, its number, months
HERTFORDSHIRE = [
    ("yearly", None, []),
    ("yearly", None, []),
    ("monthly", None, []),
    ("yearly", None, []),
    ("yearly", None, [6]),
    ("yearly", None, [9]),
    ("each_meeting", None, []),
    ("yearly", None, [9]),
    ("yearly", None, [12]),
    ("yearly", None, [6]),
    ("as_required", None, []),
    ("times_a_year", 3, []),
    ("monthly", None, []),
    ("as_required", None, []),
]


def as_a_row(text):
    made = read_timescale(text)
    dates = (" ".join(map(str, said)) for said in (made.completed, made.due, made.started))
    return (made.frequency, *dates, made.months, made.ongoing)


def test_durhams_framework_of_2011(papers):
    assert [as_a_row(cell) for cell in durham_timescales(papers)] == DURHAM


def test_southends_plan_of_2018(papers):
    assert [as_a_row(cell) for cell in southend_timescales(papers)] == SOUTHEND


def test_hertfordshires_programme_of_2017(papers):
    readings = [read_timescale(f"{entry[2]} {entry[3]}") for entry in hertfordshire_entries(papers)]

    assert [(made.frequency, made.number, made.months) for made in readings] == HERTFORDSHIRE


@pytest.mark.parametrize(
    ("place", "doubt"), [(13, "February to February"), (15, "February to February"), (24, "Annual")]
)
def test_what_durham_leaves_open_is_said(papers, place, doubt):
    assert doubt in read_timescale(durham_timescales(papers)[place]).doubts
