import io
import json

import pytest
from django.core.management import CommandError, call_command
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from frameworks.bringing_in import Column, preview
from frameworks.bringing_in.preview import NO_STANDARD
from frameworks.bringing_in.telling import as_json
from lscb.core.reading import tables_in_text
from lscb.core.reading.walking import NO_COLUMNS, NOTHING_BELOW
from tests.frameworks.papers import durham_tables, hertfordshire_entries, of_each_copy

PROPERTY = settings(deadline=None, derandomize=True)
HEADS = "Practice area\tMonitoring\tAction\tTimescale\n"


def of(text, **more):
    return preview(tables_in_text(text), **more)


def tree(made):
    return [
        (section.title, [(each.words, [act.row for act in each.activities]) for each in section.standards])
        for section in made.sections
    ]


def refused(made):
    return [(refusal.row, refusal.reason) for refusal in made.refused]


def test_each_row_makes_an_activity_of_its_standard():
    made = of(HEADS + "Referrals\tAudit\tRead files\tYearly\n\tData\t\tQuarterly\nConferences\t\t\tBy March 2018\n")

    assert tree(made) == [("", [("Referrals", [2, 3]), ("Conferences", [4])])]
    assert [each.timescale.frequency for each in made.activities()] == ["yearly", "quarterly", None]
    assert (made.rows_in, made.made, made.refused) == (3, 3, [])


def test_rows_with_one_cell_are_sections():
    made = of(HEADS + "ONGOING\t\t\t\nReferrals\tAudit\t\tYearly\nRESPONSIVE\t\t\t\nDeaths\tAudit\t\tYearly\n")

    assert tree(made) == [("ONGOING", [("Referrals", [3])]), ("RESPONSIVE", [("Deaths", [5])])]


def test_a_title_with_nothing_below_is_refused_not_lost():
    made = of(HEADS + "ONGOING\t\t\t\nReferrals\tAudit\t\tYearly\nA standard alone\t\t\t\n")

    assert (refused(made), made.rows_in) == ([(4, NOTHING_BELOW)], 2)


def test_a_frequency_and_its_dates_are_one_timescale():
    (act,) = of("Subject\tFrequency\tDates\nReferrals\tAnnually\tJune\n").activities()

    assert (act.words, act.timescale.frequency, act.timescale.months) == ("Annually\nJune", "yearly", [6])


def test_the_subject_of_a_table_may_head_its_first_column():
    made = of("System changes\tACTIONS\tWHEN\tWHO\nLook ahead\tScan\tBy March 2018\tChair\n")

    assert tree(made) == [("System changes", [("Look ahead", [2])])]


@of_each_copy
def test_hertfordshires_programme_reads_as_a_framework_too(papers):
    heads = "No\tAudit subject & criteria\tFrequency\tDates for audit\tLead\tComment\n"
    made = of(heads + "\n".join("\t".join(entry) for entry in hertfordshire_entries(papers)))

    assert (made.rows_in, made.made, made.notes) == (14, 14, [])
    assert [each.timescale.months for each in made.activities() if each.timescale.months] == [[6], [9], [9], [12], [6]]


def test_a_column_that_is_not_known_is_said():
    made = of("Standard\tTimescale\tBudget\nReferrals\tYearly\t£5\n")

    assert made.notes == ["The column “Budget” in row 1 is not known: what stands in it is left out."]


@pytest.mark.parametrize(
    "heads",
    [
        "Priority\tAction\tLead\tTarget date",
        "Ref\tRequirement\tEvidence required\tReview cycle",
        "Theme\tAudit activity\tSchedule",
        "Indicator:\tSource:\tReporting schedule:",
        "No.\tRecommendation\tAction\tDue by",
        "What we want to achieve\tHow we will do it\tBy when\tHow we will know",
        "Function\tMonitoring arrangements\tReporting period",
    ],
)
def test_other_boards_name_their_columns_otherwise(heads):
    cells = heads.split("\t")
    row = ["1", "Words"] if cells[0] in {"Ref", "No."} else ["Words"]
    made = of(heads + "\n" + "\t".join([*row, *["more"] * (len(cells) - len(row))]))

    assert (tree(made), made.notes) == ([("", [("Words", [2])])], [])


def test_a_heading_that_is_merged_names_each_column_below_it():
    made = of("Standard\t\tMonitoring\tTimescale\t\n1\tReferrals\tAudit\tMarch 2011\tMarch 2012\n\t\tData\tYearly\t\n")
    standard = made.sections[0].standards[0]

    assert (standard.number, standard.words, made.notes) == ("1", "Referrals", [])
    assert [act.words for act in made.activities()] == ["March 2011\nMarch 2012", "Yearly"]


WORDS = ["Standard", "Monitoring", "Action", "Timescale", "Lead", "Comments", "Progress", "Budget", "No", "", ""]


@PROPERTY
@given(st.permutations(WORDS), st.lists(st.lists(st.booleans(), min_size=12, max_size=12), max_size=6))
def test_no_word_is_dropped_unsaid(heads, filled):
    rows = [[f"cell{at}x{row}" if full else "" for at, full in enumerate(line)] for row, line in enumerate(filled)]
    made = of("\n".join("\t".join(line) for line in [heads, *rows]))
    kept = json.dumps(as_json(made))
    refused = {refusal.row for refusal in made.refused}
    told = [at for at, head in enumerate(heads) if any(f"“{head}”" in note for note in made.notes)]
    untitled = any("has no heading" in note for note in made.notes)

    for row, line in enumerate(rows):
        lost = [at for at, cell in enumerate(line) if cell and cell not in kept and row + 2 not in refused]
        assert all(at in told or (untitled and not [*heads, ""][at]) for at in lost)


def test_a_heading_row_within_a_table_names_the_columns_anew():
    made = of(HEADS + "Referrals\tAudit\t\tYearly\nWhen\tStandard\tMethod\tWho\nMonthly\tDeaths\tData\tChair\n")

    assert [(each.monitoring, each.words, each.lead) for each in made.activities()] == [
        ("Audit", "Yearly", ""),
        ("Data", "Monthly", "Chair"),
    ]


def test_a_row_that_speaks_as_a_heading_does_is_still_a_row():
    made = of("Standard\tMonitoring\tTimescale\nStandards for foster care\tMonitoring of visits\tWhen required\n")

    assert tree(made) == [("", [("Standards for foster care", [2])])]


def test_what_names_no_standard_is_refused_with_its_row():
    made = of(HEADS + "\tAudit\tRead files\tYearly\n")

    assert (refused(made), made.rows_in, made.made) == ([(2, NO_STANDARD)], 1, 0)


def test_a_number_of_the_monitoring_alone_stands_before_it():
    made = of(
        "No\tStandard\tMonitoring\tTimescale\n1\tReferrals\tAudit\tYearly\n1.1\t\tData\tMonthly\n1\t\tSurvey\tOnce\n"
    )

    assert [act.monitoring for act in made.activities()] == ["Audit", "1.1 Data", "Survey"]


def test_two_rows_with_one_number():
    made = of("No\tStandard\tTimescale\n1.\tReferrals\tYearly\n1\tDeaths\tYearly\n")

    assert refused(made) == [(3, "Row 2 has the number 1 already.")]


def test_unknown_columns_refuse_every_row_unless_they_are_mapped_by_hand():
    text = "Thing\tThen\nReferrals\tYearly\n"

    assert refused(of(text)) == [(1, NO_COLUMNS), (2, NO_COLUMNS)]
    assert of(text, columns={0: Column.STANDARD, 1: Column.TIMESCALE}).made == 2


CELLS = st.text(st.characters(exclude_characters='"\t', exclude_categories=["Cc", "Zl", "Zp", "Cs"]), max_size=12)


@PROPERTY
@given(st.permutations(["Standard", "Performance Monitoring", "Action", "Timescales", "Lead"]))
def test_columns_stand_in_any_order(heads):
    row = {"Standard": "S", "Performance Monitoring": "M", "Action": "A", "Timescales": "Yearly", "Lead": "L"}
    made = of("\t".join(heads) + "\n" + "\t".join(row[head] for head in heads))
    (act,) = made.activities()

    assert (act.monitoring, act.action, act.words, act.lead) == ("M", "A", "Yearly", "L")
    assert made.sections[0].standards[0].words == "S"


@PROPERTY
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=8))
def test_no_row_is_lost(rows):
    found = tables_in_text(HEADS + "\n".join("\t".join(cells) for cells in rows))
    made = preview(found)
    told = {each.row for each in made.activities()} | {refusal.row for refusal in made.refused}

    assert {row.number for row in found.tables[0].rows[1:]} <= told | {section.row for section in made.sections}
    assert made.rows_in == len(told)


def as_word(tables):
    document = Document()
    for rows in tables:
        document.add_paragraph("A heading")
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    return document


def as_excel(tables):
    book = Workbook()
    for row in (row for rows in tables for row in rows):
        book.active.append(row)
    return book


def printed(path, *options):
    out = io.StringIO()
    call_command("import_framework", str(path), *options, stdout=out)
    return out.getvalue()


@of_each_copy
@pytest.mark.parametrize(("build", "name"), [(as_word, "durham.docx"), (as_excel, "durham.xlsx")])
def test_durhams_framework_comes_in_whole(papers, tmp_path, build, name):
    tables = durham_tables(papers)
    build(tables).save(tmp_path / name)
    told = json.loads(printed(tmp_path / name, "--json"))
    standards = [each for section in told["sections"] for each in section["standards"]]

    assert (told["rows_in"], told["made"], told["refused"]) == (32, 32, [])
    assert [" ".join(each["words"].split()) for each in standards] == [
        " ".join(row[0].split()) for table in tables for row in table[1:]
    ]
    assert standards[28]["activities"][0]["timescale"]["due"] == ["2011-06", "2011-12"]


def test_the_preview_is_told_in_lines(tmp_path):
    (tmp_path / "rows.csv").write_text("Standard,Timescale\nReferrals,Yearly; last done May 2010; then TBC\n")

    assert printed(tmp_path / "rows.csv").splitlines() == [
        "1 row: 1 made, 0 refused.",
        "",
        "Without a heading",
        "   Referrals",
        "    row 2: yearly; done 2010-05; look at: TBC",
    ]


@pytest.mark.parametrize(("name", "content"), [("absent.csv", None), ("false.docx", b"a,b\n1,2\n")])
def test_a_file_that_is_not_there_or_not_what_it_says(tmp_path, name, content):
    if content:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError, match=name):
        printed(tmp_path / name)
