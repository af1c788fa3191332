import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from lscb.core.exceptions import Refused
from lscb.core.reading import read_tables, tables_in_text
from lscb.core.reading.tables import MOST_ROWS, NO_TABLE, TOO_MANY
from lscb.core.reading.word import NESTED, TRACKED


def word(document):
    content = io.BytesIO()
    document.save(content)
    return read_tables(SimpleUploadedFile("table.docx", content.getvalue()))


def excel(book):
    content = io.BytesIO()
    book.save(content)
    return read_tables(SimpleUploadedFile("table.xlsx", content.getvalue()))


def rows(found):
    return [[row.cells for row in table.rows] for table in found.tables]


def a_table(document, *lines):
    table = document.add_table(rows=0, cols=len(lines[0]))
    for line in lines:
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    return table


def test_several_tables_under_their_headings():
    document = Document()
    document.add_heading("The Board")
    a_table(document, ["Standard", "When"], ["Members attend", "Yearly"])
    document.add_heading("Groups")
    a_table(document, ["Minutes are kept", "Monthly"])

    found = word(document)

    assert [table.heading for table in found.tables] == ["The Board", "Groups"]
    assert rows(found) == [[("Standard", "When"), ("Members attend", "Yearly")], [("Minutes are kept", "Monthly")]]
    assert [row.number for table in found.tables for row in table.rows] == [1, 2, 3]


def test_merged_cells_stand_in_the_first():
    document = Document()
    table = a_table(document, ["Across", "", "x"], ["Down", "1", "2"], ["", "3", "4"])
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))

    assert rows(word(document)) == [[("Across", "", "x"), ("Down", "1", "2"), ("", "3", "4")]]


def test_paragraphs_of_a_cell_stay_lines():
    document = Document()
    a_table(document, ["a", "b"]).cell(0, 1).add_paragraph("c")

    assert rows(word(document)) == [[("a", "b\nc")]]


def test_tracked_changes_are_read_as_accepted_and_said():
    document = Document()
    paragraph = a_table(document, ["a"]).cell(0, 0).paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>new</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>old</w:delText></w:r></w:del>"))

    found = word(document)

    assert (rows(found), found.notes) == ([[("anew",)]], [TRACKED])


def test_a_table_in_a_cell_is_read_as_its_lines_and_said():
    document = Document()
    inner = a_table(document, ["outer", "b"]).cell(0, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "in", "side"

    found = word(document)

    assert (rows(found), found.notes) == ([[("outer\nin\nside", "b")]], [NESTED])


def test_a_workbook_sheet_by_sheet():
    book = Workbook()
    book.active.title = "2011"
    book.active.append(["Standard", "When"])
    book.active.append([])
    book.active.append(["Members attend", 3.0])
    book.create_sheet("Empty")

    found = excel(book)

    assert [table.heading for table in found.tables] == ["2011"]
    assert [(row.number, row.cells) for row in found.tables[0].rows] == [
        (1, ("Standard", "When")),
        (3, ("Members attend", "3")),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_however_it_was_saved(encoding, separator):
    written = f'Standard{separator}When\r\n"Members’ \r\nattendance"{separator}3 – 4 × a year\r\n'
    file = SimpleUploadedFile("table.csv", written.encode(encoding))

    assert rows(read_tables(file)) == [[("Standard", "When"), ("Members’\nattendance", "3 – 4 × a year")]]


def test_as_many_rows_as_may_be_and_one_more():
    assert len(tables_in_text("a,b\n" * MOST_ROWS).tables[0].rows) == MOST_ROWS
    with pytest.raises(Refused, match=TOO_MANY):
        tables_in_text("a,b\n" * (MOST_ROWS + 1))


def test_no_table_at_all():
    document = Document()
    document.add_paragraph("Only words.")

    with pytest.raises(Refused, match=NO_TABLE):
        word(document)


def test_a_quotation_mark_left_open():
    with pytest.raises(Refused, match="not closed"):
        tables_in_text('a,"b\nc,d')


@pytest.mark.parametrize(
    ("span", "width"), [("2", 2), ("999999999", 63), ("99999999999999999999", 1), ("-1", 1), ("x", 1)]
)
def test_a_cell_spans_no_more_than_word_allows(span, width):
    document = Document()
    cell = a_table(document, ["a"]).cell(0, 0)._tc
    cell.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{span}"/>'))

    assert rows(word(document)) == [[("a", *[""] * (width - 1))]]
