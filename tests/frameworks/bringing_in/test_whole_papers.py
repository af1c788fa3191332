"""Whole papers, as Word and as Excel: rows in, rows made, and how each stands on a fixed day.

The Boards' own, where they are at hand; and beside them tables in our own words, of the same shapes.
"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks import actions
from frameworks.bringing_in import Column, preview
from frameworks.models import Framework, MonitoringActivity
from frameworks.standing import stand
from lscb.core.reading import read_tables, tables_in_text
from lscb.core.reading.walking import NOTHING_BELOW
from tests.frameworks.bringing_in.test_preview import as_excel, as_word
from tests.frameworks.papers import durham_tables, lists_of_data, of_each_copy, southend_tables

pytestmark = pytest.mark.once

TODAY = date(2011, 6, 1)
PROPERTY = settings(deadline=None, derandomize=True)
in_each_form = pytest.mark.parametrize(("build", "name"), [(as_word, "paper.docx"), (as_excel, "paper.xlsx")])

THREE = ["Standards: Outcomes for Effective Work", "Performance Monitoring", "Timescales"]
FOUR = ["Practice Area", "Monitoring", "Action", "Timescale"]
# Each row's cells, and how it reads on 1 June 2011: its status, last done, next due.
OURS = [
    (
        THREE,
        [
            (
                "Every agency sends a senior person. | Annual review of who comes. | Completed July 2009, July 2010.",
                ("on_track", "2010-07", "2011-07"),
            ),
            (
                "Papers go out in time. | Dates are checked | Annually – next check due June 2011",
                ("due_soon", "", "2011-06"),
            ),
            ("The budget is agreed. | Audit of the budget | Completed April 2011", ("done", "2011-04", "")),
            ("Parents are heard. | Survey | August 2011", ("on_track", "", "2011-08")),
        ],
    ),
    (
        THREE,
        [
            (
                "Groups report. | Minutes | Achieved and ongoing.\nReviewed annually – last completed April 2011",
                ("on_track", "2011-04", "2012-04"),
            ),
            (
                "Lessons are learnt. | Workshops | Reviewed quarterly – last completed December 2010",
                ("overdue", "2010-12", "2011-03"),
            ),
        ],
    ),
    (
        FOUR,
        [
            (
                "Feedback to referrers | Themed audits | Files are read | Audit completed January 2010",
                ("done", "2010-01", ""),
            ),
            (
                "Restraints | Numbers | Figures | Last presented Feb 2011, thereafter June and December 2011",
                ("due_soon", "2011-02", "2011-06"),
            ),
            ("Sharing | Audit |  | Presented October 2011", ("on_track", "", "2011-10")),
            ("Meetings | Minutes |  | 6 weekly", ("no_date", "", "")),
            ("Deaths | Scrutiny |  | Ongoing", ("ongoing", "", "")),
            ("Yearly figures | Report |  | Annual report, next due April 2012", ("on_track", "", "2012-04")),
        ],
    ),
]

DURHAM = [
    ("on_track", "2010-12", "2011-12"),
    ("on_track", "2010-12", "2011-12"),
    ("due_soon", "2010-04", "2011-06"),
    ("on_track", "2011-04", "2012-04"),
    ("overdue", "", "2011-04"),
    ("due_soon", "", "2011-06"),
    ("on_track", "", "2011-08"),
    ("on_track", "2011-04", "2012-04"),
    ("on_track", "2011-04", "2012-04"),
    ("on_track", "2010-12", "2011-12"),
    ("overdue", "2010-04", "2010-07"),  # in doubt: what is done quarterly is not what was done in April
    ("on_track", "2011-04", "2012-04"),
    ("done", "2010-01", ""),
    ("due_soon", "", "2011-06"),
    ("done", "2009-04", ""),
    ("due_soon", "", "2011-06"),
    ("done", "2009-08", ""),
    ("done", "2008-01", ""),
    ("done", "2008-12", ""),
    ("on_track", "", "2011-10"),
    ("done", "2010-06", ""),
    ("due_soon", "", "2011-06"),
    ("due_soon", "", "2011-06"),
    ("done", "2009-03", ""),
    ("overdue", "2009-02", "2009-04"),  # in doubt: a quarterly tool and a yearly report in one cell
    ("done", "2011-05", ""),
    ("on_track", "", "2011-08"),
    ("on_track", "", "2011-10"),
    ("due_soon", "2011-02", "2011-06"),
    ("on_track", "", "2012-04"),
    ("on_track", "2011-04", "2012-04"),
    ("on_track", "", "2011-10"),
]
DURHAM_IN_DOUBT = [2, 3, 5, 14, 19, 21, 32, 38, 39]


def cells_of(rows):
    return [[cell.strip(" ") for cell in row.split("|")] for row, _ in rows]


def read(tables, tmp_path, build, name, **more):
    build(tables).save(tmp_path / name)
    found = read_tables(SimpleUploadedFile(name, (tmp_path / name).read_bytes()))
    return preview(found, **({"today": TODAY} | more))


def standing(made):
    framework = actions.bring_in(made, Framework(title="Standards"), by=None)
    activities = MonitoringActivity.objects.filter(standard__section__framework=framework)
    rows = stand(activities.order_by("standard__section__position", "standard__position"), today=TODAY)
    return [
        (row.position.status.value, str(row.position.last_done or ""), str(row.position.next_due or "")) for row in rows
    ]


@pytest.mark.django_db
@in_each_form
def test_a_framework_in_our_words_stands_as_a_careful_reader_would_have_it(tmp_path, build, name):
    made = read([[heads, *cells_of(rows)] for heads, rows in OURS], tmp_path, build, name)

    assert (made.rows_in, made.made, made.refused, made.notes) == (12, 12, [], [])
    assert standing(made) == [expected for _, rows in OURS for _, expected in rows]


@pytest.mark.django_db
@of_each_copy
@in_each_form
def test_durhams_framework_stands_as_a_careful_reader_would_have_it(papers, tmp_path, build, name):
    made = read(durham_tables(papers), tmp_path, build, name)

    assert (made.rows_in, made.made, made.refused, made.notes) == (32, 32, [], [])
    assert sorted({each.row for each in made.activities() if each.doubts}) == DURHAM_IN_DOUBT
    assert standing(made) == DURHAM


@of_each_copy
@in_each_form
def test_southends_plan_comes_in_under_the_subjects_that_head_its_tables(papers, tmp_path, build, name):
    made = read(southend_tables(papers), tmp_path, build, name, today=date(2018, 1, 1))

    assert (made.rows_in, made.made) == (4, 3)
    assert [(refusal.row, refusal.reason) for refusal in made.refused] == [(3, NOTHING_BELOW)]
    assert [section.title for section in made.sections] == [
        "Cross cutting system improvements",
        "System Changes",
        "Developing the LSCB and broader Safeguarding governance arrangements",
    ]
    assert [[str(day) for day in each.timescale.due] for each in made.activities()] == [
        ["2018-06"],
        ["2018", "2018-03"],
        ["2018-04", "2018-06", "2018-08"],
    ]


@of_each_copy
@in_each_form
def test_lists_without_headings_come_in_once_a_person_names_their_columns(papers, tmp_path, build, name):
    columns = {0: Column.NUMBER, 1: Column.STANDARD, 2: Column.COMMENT, 3: Column.COMMENT}
    made = read(lists_of_data(papers), tmp_path, build, name, columns=columns)

    assert (made.rows_in, made.made, [refusal.reason for refusal in made.refused]) == (91, 90, [NOTHING_BELOW])
    assert [len(section.standards) for section in made.sections] == [6, 8, 35, 28, 2, 5, 6]


def test_letters_count_below_the_number_above_them():
    made = preview(tables_in_text("No\tStandard\tTimescale\n1\tA\tYearly\na\tB\t–\n2\tC\tYearly\na\tD\t–\na\tE\t–\n"))

    assert [each.number for each in made.sections[0].standards] == ["1", "a", "2", "a"]
    assert [(refusal.row, refusal.reason) for refusal in made.refused] == [(6, "Row 5 has the number a already.")]


REWORDED = [
    ["Standard", "Standards", "Expected outcome", "Objective"],
    ["Performance Monitoring", "How it is monitored", "Method", "Evidence"],
    ["Action", "Actions to take", "Task"],
    ["Timescale", "Timescales", "When", "Deadline", "By when"],
    ["Lead", "Who", "Responsible officer", "Owner"],
]
ROW = ["Members attend", "Records", "Read minutes", "Yearly", "Chair"]


@PROPERTY
@given(st.tuples(*(st.sampled_from(words) for words in REWORDED)), st.permutations(range(5)))
def test_headings_may_be_worded_otherwise_and_stand_in_any_order(heads, order):
    lines = [[heads[place] for place in order], [ROW[place] for place in order]]
    made = preview(tables_in_text("\n".join("\t".join(line) for line in lines)))
    (act,) = made.activities()

    assert [made.sections[0].standards[0].words, act.monitoring, act.action, act.words, act.lead] == ROW


@PROPERTY
@given(st.integers(1, 4), st.lists(st.sampled_from(["", "–", "words", "2011"]), min_size=4, max_size=4))
def test_a_row_that_is_inserted_changes_no_other(place, cells):
    lines = [FOUR, *cells_of(OURS[2][1])]
    before = preview(tables_in_text("\n".join("\t".join(line) for line in lines)))
    after = preview(tables_in_text("\n".join("\t".join(line) for line in [*lines[:place], cells, *lines[place:]])))
    told = [(each.monitoring, each.action, each.words) for each in before.activities()]

    new = [(each.monitoring, each.action, each.words) for each in after.activities() if each.row != place + 1]
    assert new == told
    # It is a row more, made or refused; or a title, which is neither.
    assert after.rows_in - before.rows_in == (any(cells) and not is_title(cells))


def is_title(cells):
    return sum(map(bool, cells)) == 1 and bool(cells[0] or cells[1])
