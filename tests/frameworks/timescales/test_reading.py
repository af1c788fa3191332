import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frameworks.timescales import PartialDate, read_timescale
from frameworks.timescales.words import MONTH_NAMES

pytestmark = pytest.mark.once

PROPERTY = settings(deadline=None, derandomize=True)


def dates(said):
    return " ".join(map(str, said))


@pytest.mark.parametrize(
    ("text", "frequency", "number"),
    [
        ("Monthly", "monthly", None),
        ("once a month", "monthly", None),
        ("every 6 weeks", "every_n_weeks", 6),
        ("Six-weekly", "every_n_weeks", 6),
        ("fortnightly", "every_n_weeks", 2),
        ("Every 12 weeks in each area", "every_n_weeks", 12),
        ("Quarterly", "quarterly", None),
        ("on 3 monthly cycles", "quarterly", None),
        ("every three months", "quarterly", None),
        ("3 x Annually", "times_a_year", 3),
        ("three times per year", "times_a_year", 3),
        ("x4 per annum", "times_a_year", 4),
        ("every other month", "times_a_year", 6),
        ("twice yearly", "twice_a_year", None),
        ("2 x per year", "twice_a_year", None),
        ("6 monthly", "twice_a_year", None),
        ("Bi-annually", "twice_a_year", None),
        ("half-yearly", "twice_a_year", None),
        ("Annual – rolling program", "yearly", None),
        ("once a year", "yearly", None),
        ("per annum", "yearly", None),
        ("every two years", "every_two_years", None),
        ("Biennial", "every_two_years", None),
        ("termly", "termly", None),
        ("each term", "termly", None),
        ("At each meeting of the group", "each_meeting", None),
        ("standing agenda item", "each_meeting", None),
        ("As and when required", "as_required", None),
        ("ad hoc", "as_required", None),
        ("one-off", "once", None),
        ("On-going", "ongoing", None),
        ("Rolling programme", "ongoing", None),
    ],
)
def test_how_often(text, frequency, number):
    made = read_timescale(text)

    assert (made.frequency, made.number, made.completed, made.due) == (frequency, number, [], [])
    assert made.doubts == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Sept 2011", "2011-09"),
        ("sept. 2011", "2011-09"),
        ("By March 2018", "2018-03"),
        ("by the end of March 2018", "2018-03"),
        ("1st October 2011", "2011-10-01"),
        ("1 of October, 2011", "2011-10-01"),
        ("October 1, 2011", "2011-10-01"),
        ("01/10/2011", "2011-10-01"),
        ("1.10.11", "2011-10-01"),
        ("2011-10-01", "2011-10-01"),
        ("10/2011", "2011-10"),
        ("Oct '11", "2011-10"),
        ("Oct-11", "2011-10"),
        ("1st Oct ’11", "2011-10-01"),
        ("Overdue since October 2011", "2011-10"),
        ("w/c 12 March 2018", "2018-03-12"),
        ("June, September, December 2011 and March 2012", "2011-06 2011-09 2011-12 2012-03"),
        ("Oct/Nov 2014", "2014-10 2014-11"),
        ("4th, 11th & 18th June 2011", "2011-06-04 2011-06-11 2011-06-18"),
        ("4 June and 3 December 2011", "2011-06-04 2011-12-03"),
        ("2016, 2018", "2016 2018"),
        ("deferred to June 2012", "2012-06"),
        ("Not yet completed. Due May 2012", "2012-05"),
        ("To be completed and presented June 2012", "2012-06"),
        ("completed by July 2012", "2012-07"),
    ],
)
def test_when_it_is_due(text, due):
    made = read_timescale(text)

    assert (dates(made.due), made.completed, made.unread) == (due, [], [])


@pytest.mark.parametrize(
    ("text", "completed", "due"),
    [
        ("Done Jan 2012", "2012-01", ""),
        ("Completed: 2009, 2010", "2009 2010", ""),
        ("Last audit: 14/03/2013. Next audit: 14/03/2014", "2013-03-14", "2014-03-14"),
        ("June 2011 – completed", "2011-06", ""),
        ("June 2011 (presented)", "2011-06", ""),
        ("Reviewed in May 2012 and November 2012; next May 2013", "2012-05 2012-11", "2013-05"),
        ("Next due June 2012, last reviewed June 2011", "2011-06", "2012-06"),
        ("Annually: last 2010, due 2011", "2010", "2011"),
        ("First audit March 2009. Reviewed May 2010", "2009-03 2010-05", ""),
        ("First audit March 2009", "", "2009-03"),
        ("Held on 3 May 2012, then November 2012", "2012-05-03", "2012-11"),
    ],
)
def test_what_was_done_and_what_is_due(text, completed, due):
    made = read_timescale(text)

    assert (dates(made.completed), dates(made.due)) == (completed, due)


def test_from_when_on():
    began, first = read_timescale("Data collected from March 2007"), read_timescale("Quarterly from April 2018")

    assert (dates(began.started), began.due) == ("2007-03", [])
    assert (first.started, dates(first.due)) == ([], "2018-04")


def test_of_a_range_its_end_is_due():
    made = read_timescale("April – June 2011")

    assert (dates(made.started), dates(made.due)) == ("2011-04", "2011-06")


def test_months_without_a_year_stay_months():
    made = read_timescale("every April and October")

    assert (made.frequency, made.months, made.due) == ("twice_a_year", [4, 10], [])


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("TBC", "TBC"),
        ("To be agreed", "To be agreed"),
        ("bi-monthly", "bi-monthly"),
        ("every three years", "every three years"),
        ("academic year 2011/12", "academic year 2011/12"),
        ("2011-12", "2011-12"),
        ("31/06/2011", "31/06/2011"),
        ("30 February 2012", "30 February 2012"),
        ("Apirl 2011", "Apirl 2011"),
        ("Q4 2018", "Q4 2018"),
        ("Winter 2012", "Winter 2012"),
        ("Working Together 2015", "2015"),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_left_to_a_person(text, unread):
    made = read_timescale(text)

    assert (made.frequency, made.completed, made.due, made.started, made.months) == (None, [], [], [], [])
    assert made.doubts == [unread]


@pytest.mark.parametrize(("text", "doubt"), [("Q2 2018", "Q2"), ("Autumn term 2018", "Autumn term")])
def test_of_a_part_of_a_year_the_year_is_known(text, doubt):
    made = read_timescale(text)

    assert (dates(made.due), made.unread) == ("2018", [doubt])


def test_december_before_march_has_no_year_of_its_own():
    made = read_timescale("Dec and March 2012")

    assert (dates(made.due), made.unread) == ("2012-03", ["Dec"])


def test_a_day_without_a_year_gives_its_month_and_is_shown():
    made = read_timescale("Annually by 31 March")

    assert (made.frequency, made.months, made.due, made.doubts) == ("yearly", [3], [], ["31 March"])


def test_a_second_frequency_is_left_to_a_person():
    made = read_timescale("Tool reviewed quarterly. Annual report")

    assert (made.frequency, made.doubts) == ("quarterly", ["Annual"])


def test_not_applicable_says_nothing():
    assert read_timescale("N/A") == read_timescale("")


PIECES = st.sampled_from(
    [*MONTH_NAMES, "Sept", "May", "2011", "2012", "11", "31st", "Q2", "2011/12", "and", ",", ".", "-", "–", "to", "by",
     "completed", "last", "next due", "annually", "6 weekly", "every", "from", "first", "rolling", "TBC", "30/02/2011",
     "\n", "<p>", "(", ")", "review", "to be", "x", "3"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=80)


@PROPERTY
@given(TEXTS)
@example("0/0/0000 99 May 99/99/9999 every 0 months ٣٠ x 0 a year 2011-13-45")
def test_whatever_is_written_no_year_is_invented(text):
    made = read_timescale(text)

    assert all(
        re.search(rf"{date.year}|(?<![0-9]){date.year % 100:02}(?![0-9])", text)
        for date in [*made.completed, *made.due, *made.started]
    )


@PROPERTY
@given(TEXTS)
def test_every_figure_is_read_or_given_back(text):
    """A year in the text is in a date or among the unread words."""
    made = read_timescale(text)
    known = {str(date.year) for date in [*made.completed, *made.due, *made.started]}

    assert all(year in known or any(year in word for word in made.unread) for year in re.findall(r"\b201[12]\b", text))


@PROPERTY
@given(st.dates(), st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%dth of %b %Y"]))
def test_a_whole_date_is_read_as_it_was_meant(day, shape):
    day = day.replace(year=1980 + day.year % 100)

    assert read_timescale(f"Completed {day.strftime(shape)}").completed == [PartialDate(day.year, day.month, day.day)]
