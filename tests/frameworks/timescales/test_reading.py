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


# As other Boards write it: how often, its number, completed, due, started, months, and what stays unread.
ELSEWHERE = [
    ("Quarterly (Jan/Apr/Jul/Oct)", "quarterly", None, "", "", "", [1, 4, 7, 10], []),
    ("every other month", "times_a_year", 6, "", "", "", [], []),
    ("Jan & July each year", "twice_a_year", None, "", "", "", [1, 7], []),
    ("31st March each year", "yearly", None, "", "", "", [3], ["31st March"]),
    ("Sept 2019 – Mar 2020", None, None, "", "2020-03", "2019-09", [], []),
    ("Monthly from April 2012", "monthly", None, "", "2012-04", "", [], []),
    ("Completed – Dec 09; next Dec 10", None, None, "2009-12", "2010-12", "", [], []),
    ("Completed March 10", None, None, "", "", "", [3], ["March 10"]),
    ("Mon 14 Jul 07", None, None, "", "2007-07-14", "", [], []),
    ("Feb - 2010", None, None, "", "2010-02", "", [], []),
    ("Done Dec '98", None, None, "1998-12", "", "", [], []),
    ("ongoing – reviewed annually", "yearly", None, "", "", "", [], []),
    ("Spring term 2020", None, None, "", "2020", "", [], ["Spring term"]),
    ("FY 2019/20", None, None, "", "", "", [], ["FY 2019/20"]),
    ("end of Q3", None, None, "", "", "", [], ["Q3"]),
    ("Annually at year-end", "yearly", None, "", "", "", [], ["at year-end"]),
    ("Year end", None, None, "", "", "", [], ["Year end"]),
    ("6-8 weekly", None, None, "", "", "", [], ["6-8 weekly"]),
    ("Twice a term", None, None, "", "", "", [], ["Twice a term"]),
    ("at every other meeting", None, None, "", "", "", [], ["at every other meeting"]),
    ("4 meetings a year", "times_a_year", 4, "", "", "", [], []),
    ("every third month", "quarterly", None, "", "", "", [], []),
    ("twice-yearly", "twice_a_year", None, "", "", "", [], []),
    ("Qtrly", "quarterly", None, "", "", "", [], []),
    ("Monthly until Sept 2012, then quarterly", "monthly", None, "", "", "", [], ["until Sept 2012", "quarterly"]),
    ("Report to LSCB 6 monthly – March, Sept", "twice_a_year", None, "", "", "", [3, 9], []),
    ("Nov 2011 (delayed from Sept 2011)", None, None, "", "2011-11", "", [], ["delayed from Sept 2011"]),
    ("Sept 2019 (Completed) Sept 2020 (Due)", None, None, "2019-09", "2020-09", "", [], []),
    ("June 2011 – completed, June 2012 – due", None, None, "2011-06", "2012-06", "", [], []),
    ("✓ July 2019", None, None, "2019-07", "", "", [], []),
    ("Not due until March 2021", None, None, "", "2021-03", "", [], []),
    ("Cancelled March 2020", None, None, "", "", "", [], ["Cancelled March 2020"]),
    ("April 2012 onwards", None, None, "", "", "2012-04", [], []),
    ("0/0/2011", None, None, "", "", "", [], ["0/0/2011"]),
    ("Completed", None, None, "", "", "", [], ["Completed"]),
]  # fmt: skip


@pytest.mark.parametrize("row", ELSEWHERE, ids=[row[0] for row in ELSEWHERE])
def test_what_other_boards_write(row):
    text, *expected = row
    made = read_timescale(text)
    frequency = None if made.frequency == "ongoing" else made.frequency

    assert [
        frequency, made.number, dates(made.completed), dates(made.due), dates(made.started), made.months, made.unread
    ] == expected  # fmt: skip
    assert made.doubts == made.unread


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
        ("Not started", "Not started"),
        ("See plan", "See"),
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
     "09", "Dec 10", "(due)", "✓", "until", "cancelled", "each year", "every third", "0/0/2011",
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
    assert all(PartialDate.parse(str(date)) == date for date in [*made.completed, *made.due, *made.started])
    assert made.recurrence is None or made.recurrence.frequency == (made.frequency or "once")
    assert made.first_due is None or made.first_due in made.due


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
