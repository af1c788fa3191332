"""Tables of coverage: by sector, under headings, with ticks, words and cells across the table."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from docx import Document
from openpyxl import Workbook

from board.models import Board, KeyQuestion
from frameworks.bringing_in.coverage import CellKind, preview, recognise
from frameworks.models import BringingIn, Coverage, CoverageCell, CoverageRow
from lscb.core.reading import read_tables, tables_in_text
from tests.factories.board import KeyQuestionFactory, manager
from tests.frameworks.papers import SOUTHEND, of_each_copy, paper

HEADING = ["What we do", "Local Authority", "Health", "Criminal Justice", "Education", "Other"]
OWN = [
    HEADING,
    ["Meeting each other", "Chair sits on the improvement group", "", "", "Chair visits heads", ""],
    ["Checks of compliance"],
    ["These show that duties are kept to, year after year, also while everything around them changes."],
    ["Self-assessment: (Annual)", "Early help", "Hospital\nAmbulance", "Police", "College", ""],
    HEADING,
    ["Plans after inspections (KEY QUESTION 4)", "Plan of 2026", "", "✓", "n/a", ""],
    ["", "One plan for the whole system, with the actions of reviews", "", "", "", ""],
    ["Reports on themes – (KEY QUESTIONS 1 & 2)"],
    ["Case audits", "✓", "✓", "", "College as required", "N/A"],
    [
        "Voices of children: what they say of being safe is asked for and used. (KEY QUESTION 3)\n"
        "Voices of staff: what practitioners see is asked for twice a year. (KEY QUESTIONS 1-4)"
    ],
]


def as_word(rows):
    document = Document()
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        cells = table.add_row().cells
        alone = [place for place, cell in enumerate(row) if cell]
        if len(alone) == 1 and (len(row) == 1 or not row[0]):
            merged = cells[alone[0]].merge(cells[-1])
            merged.text = row[alone[0]]
        else:
            for place, words in enumerate(row):
                cells[place].text = words
    stream = io.BytesIO()
    document.save(stream)
    return SimpleUploadedFile("coverage.docx", stream.getvalue())


def as_excel(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("coverage.xlsx", stream.getvalue())


def titles(made):
    return [(section.title, [row.title for row in section.rows]) for section in made.sections]


@pytest.mark.parametrize("written", [as_word, as_excel])
def test_a_table_is_read_row_by_row(written):
    made = preview(read_tables(written(OWN)))

    assert titles(made) == [
        ("", ["Meeting each other"]),
        ("Checks of compliance", ["Self-assessment", "Plans after inspections"]),
        ("Reports on themes", ["Case audits"]),
        ("", ["Voices of children", "Voices of staff"]),
    ]
    assert made.sections[1].introduction.startswith("These show that duties are kept to")
    assessment, plans = made.sections[1].rows
    assert (assessment.how_often, assessment.cells["health"].words) == ("Annual", "Hospital\nAmbulance")
    assert "other" not in assessment.cells
    assert (plans.questions, plans.words) == ((4,), "One plan for the whole system, with the actions of reviews")
    assert plans.cells["criminal_justice"].kind == CellKind.TICK
    assert plans.cells["education"].kind == CellKind.NOT_NEEDED
    (audits,) = made.sections[2].rows
    assert (audits.questions, audits.cells["education"].words) == ((1, 2), "College as required")
    assert [row.questions for row in made.sections[3].rows] == [(3,), (1, 2, 3, 4)]
    assert (made.rows_in, made.made, made.refused) == (6, 6, [])


@pytest.mark.parametrize("written", [as_word, as_excel])
def test_what_is_said_across_all_sectors_is_in_doubt_until_someone_looked(written):
    made = preview(read_tables(written(OWN)))

    doubtful = [row for row, explained in made.explained().items() if explained.doubts]
    assert len(doubtful) == 1


def test_columns_in_any_order_and_other_words_are_recognised():
    rows = [["Education", "Police and probation", "Assurance", "Health services"], ["✓", "", "Case audits", "Yes"]]
    made = preview(tables_in_text("\n".join("\t".join(row) for row in rows)))

    (row,) = made.sections[0].rows
    assert (row.title, sorted(row.cells)) == ("Case audits", ["education", "health"])


def test_a_row_of_any_other_table_is_refused_with_its_reason():
    made = preview(tables_in_text("Name\tDay\nAudit\tMonday\n"))

    assert (made.made, [refusal.row for refusal in made.refused]) == (0, [1, 2])
    assert recognise(["Activity", "Health"]) is None


def southend_table(papers):
    """The table of Appendix 2, as far as its rows go."""
    text = paper(papers, SOUTHEND).rpartition("12. Appendix 2")[2]
    lines = text[text.index("QA & performance activities") :].split("Southend LSCB -")[0].splitlines()
    rows = [line.split("\t") for line in lines if line.strip()]
    return [["\n".join(cell.replace("</p> <p>", "</p>\n<p>").splitlines()) for cell in row] for row in rows]


@of_each_copy
@pytest.mark.parametrize("written", [as_word, as_excel])
def test_the_papers_own_table_is_brought_in_whole(papers, written):
    rows = southend_table(papers)

    made = preview(read_tables(written(rows)))

    found = [row for section in made.sections for row in section.rows]
    assert made.refused == []
    assert len(found) == 17
    assert [len(section.rows) for section in made.sections] == [1, 3, 2, 9, 2]
    assert sum(cell.kind == CellKind.TICK for row in found for cell in row.cells.values()) == 30
    by_title = {row.title.split(":")[0].split(" (")[0]: row for row in found}
    assert by_title["Section 11 audits"].how_often == "Annual"
    assert "SUHFT" in by_title["Section 11 audits"].cells["health"].words
    assert by_title["Cross-cutting"].cells["other"].kind == CellKind.NOT_NEEDED
    assert by_title["Inspections and inspection improvement plans"].questions == (4,)
    assert by_title["Inspections and inspection improvement plans"].words.startswith("Cross system")
    assert by_title["CSE & Missing Children"].questions == (1, 2)
    assert "other" not in by_title["CSE & Missing Children"].cells
    assert by_title["Engagement of frontline staff"].questions == (1, 2, 3, 4)
    # Nothing that stands in a cell is lost.
    kept = " ".join(
        " ".join([row.title, row.words, row.how_often, *(cell.words for cell in row.cells.values())]) for row in found
    )
    for row in rows:
        for cell in row[1:]:
            if len(cell) > 3 and row[0] != rows[0][0]:  # not its heading rows
                assert " ".join(cell.split()[:6]) in " ".join(kept.split()), cell


@pytest.mark.django_db
def test_a_table_is_brought_in_and_taken_back_in_the_browser(client):
    Board.current()
    helen = manager()
    client.force_login(helen)
    for number in (1, 2, 3):
        KeyQuestionFactory(number=number)

    sent = {"title": "Coverage 2026", "file": as_word(OWN)}
    response = client.post(reverse("frameworks:bring-in", args=["coverage"]), sent)
    stored = BringingIn.objects.get()
    page = client.get(response.url).text
    assert "There is no key question 4 here" in page
    assert "College as required" in page
    client.post(reverse("frameworks:bringing-in-save", args=[stored.pk]))

    coverage = Coverage.objects.get()
    audits = CoverageRow.objects.get(title="Case audits")
    assert sorted(audits.cells.values_list("sector", "kind", "words")) == [
        ("education", "words", "College as required"),
        ("health", "tick", ""),
        ("local_authority", "tick", ""),
        ("other", "not_needed", ""),
    ]
    assert set(audits.key_questions.all()) == set(KeyQuestion.objects.filter(number__in=[1, 2]))
    assert "Case audits" in client.get(coverage.get_absolute_url()).text
    client.post(reverse("frameworks:bringing-in-undo", args=[stored.pk]))
    assert (Coverage.objects.count(), CoverageCell.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(("written", "name"), [(as_word, "Coverage.docx"), (as_excel, "Coverage.xlsx")])
def test_the_command_shows_and_saves_it(tmp_path, capsys, written, name):
    (tmp_path / name).write_bytes(written(OWN).read())

    call_command("import_coverage", str(tmp_path / name), "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["rows_in"], told["made"], told["refused"]) == (6, 6, [])
    assert told["sections"][1]["rows"][1]["cells"]["criminal_justice"] == ["tick", ""]
    assert not Coverage.objects.exists()

    call_command("import_coverage", str(tmp_path / name), "--commit", "--title", "Coverage of 2026")
    assert "6 rows: 6 made, 0 refused." in capsys.readouterr().out
    assert Coverage.objects.get().title == "Coverage of 2026"
    assert CoverageRow.objects.count() == 6
