"""What must not come in: each is told in a sentence, and nothing of it is half saved."""

import html
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from audits.programme.models import ProgrammeEntry
from board.enums import Role
from frameworks.models import BringingIn, Framework, MonitoringActivity
from lscb.core.reading.word import NESTED, TRACKED
from tests.factories.board import person_with
from tests.hostile.making import excel, with_part, with_sheet, with_type, word
from tests.hostile.test_uploads import BILLION, WORD_MAIN

pytestmark = pytest.mark.django_db
MACRO_MAIN = "vnd.ms-word.document.macroEnabled.main+xml"
CELL = '<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>'


def row_of(number, *texts):
    cells = "".join(CELL.format(column, number, text) for column, text in zip("AB", texts, strict=True))
    return f'<row r="{number}">{cells}</row>'


def table(*lines):
    document, out = Document(), io.BytesIO()
    made = document.add_table(rows=0, cols=len(lines[0]))
    for line in lines:
        for cell, text in zip(made.add_row().cells, line, strict=True):
            cell.text = text
    document.save(out)
    return out.getvalue()


REFUSED = {
    "not what its name says": ("false.docx", b"\x89PNG\r\n\x1a\n" + bytes(64), "was not taken"),
    "a bomb": ("bomb.xlsx", with_part(excel(), "xl/media/bomb", bytes(61 * 1024**2)), "Unpacked it is too large"),
    "a macro file": ("macro.docx", with_type(word(), WORD_MAIN, MACRO_MAIN), "It holds macros"),
    "entities": ("entities.docx", with_part(word(), "word/document.xml", BILLION), "It declares things of its own"),
    "too many rows": ("rows.csv", b"Standard,When\n" * 10_002, "It has more than 10,000 rows"),
    "no table": ("words.docx", word("Only words"), "There is no table in it"),
    "nothing": ("nothing.csv", b"", "It is empty"),
    "unknown columns": ("thing.csv", b"Thing,Then\nA,B\n", "None of its rows would make anything"),
    "a heading and no row": ("heads.csv", b"Standard,When\n", "None of its rows would make anything"),
}


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_a_sentence_and_nothing_is_kept(tmp_path, client, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    client.force_login(person_with(Role.MANAGER))

    for command in ("import_framework", "import_programme"):
        with pytest.raises(CommandError, match=sentence):
            call_command(command, str(tmp_path / name), "--commit")
    assert BringingIn.objects.count() == 0
    for kind in ("framework", "programme"):
        sent = {"title": "Standards", "year": 2026, "file": SimpleUploadedFile(name, content)}
        response = client.post(reverse("frameworks:bring-in", args=[kind]), sent, follow=True)
        # What can be read is shown, and its columns may be named by hand; the rest is refused where it was chosen.
        assert sentence in html.unescape(response.text) or "None" in sentence
        assert response.status_code == 200

    assert (Framework.objects.count(), ProgrammeEntry.objects.count()) == (0, 0)
    assert BringingIn.objects.exclude(state="preview").count() == 0


def told(tmp_path, capsys, name, content):
    (tmp_path / name).write_bytes(content)
    call_command("import_framework", str(tmp_path / name))
    return capsys.readouterr().out


def test_a_dimension_that_lies_hides_no_row(tmp_path, capsys):
    rows = row_of(1, "Standard", "When") + row_of(2, "Fostering", "Yearly")
    sheet = with_sheet(f'<dimension ref="A1"/><sheetData>{rows}</sheetData>')

    assert "1 row: 1 made, 0 refused." in told(tmp_path, capsys, "lies.xlsx", sheet)


def test_headings_that_are_merged_are_read(tmp_path, capsys):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (
        ["What the Board expects", "", ""],
        ["Standard", "Monitoring", "When"],
        ["Fostering", "Audit", "Yearly"],
    ):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.save(out)

    assert "What the Board expects\n   Fostering" in told(tmp_path, capsys, "merged.xlsx", out.getvalue())


def test_two_rows_with_one_number_and_an_impossible_date_are_told_with_their_rows(tmp_path, capsys):
    content = table(["No", "Standard", "When"], ["1", "Fostering", "31 February 2011"], ["1", "Deaths", "Yearly"])
    lines = told(tmp_path, capsys, "numbers.docx", content)

    assert "row 2: look at: 31 February 2011" in lines
    assert "Row 3 refused. Row 2 has the number 1 already." in lines
    assert not Framework.objects.exists()

    call_command("import_framework", str(tmp_path / "numbers.docx"), "--commit")
    (activity,) = MonitoringActivity.objects.all()
    assert (activity.standard.outcome, activity.timescale_words) == ("Fostering", "31 February 2011")
    assert (activity.first_due, activity.dates) == (None, [])


def test_tracked_changes_and_nested_tables_are_read_and_told(tmp_path, capsys):
    document, out = Document(), io.BytesIO()
    made = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*made.rows[0].cells, *made.rows[1].cells], ["Standard", "When", "Foster", "Yearly"], strict=True
    ):
        cell.text = text
    made.cell(1, 0).paragraphs[0]._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>ing</w:t></w:r></w:ins>"))
    made.cell(1, 0).add_table(1, 1).cell(0, 0).text = "inner"
    document.save(out)
    lines = told(tmp_path, capsys, "changes.docx", out.getvalue())

    assert TRACKED in lines
    assert NESTED in lines
    assert "Fostering inner" in lines
