"""A table that is small as a file and boundless once read, or whose parts do not agree: read or refused in words."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.bringing_in import coverage
from indicators.sheets import figures
from lscb.core.exceptions import Refused
from lscb.core.reading import read_tables, tables_in_text
from lscb.core.reading.tables import LONGEST_CELL, MOST_LETTERS
from tests.hostile.making import excel, packed, parts_of, with_part, with_sheet, with_type

pytestmark = pytest.mark.once
STRINGS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
    "<si><t>{}</t></si></sst>"
)


def read(content, name="a.xlsx"):
    return read_tables(SimpleUploadedFile(name, content))


def said(number, text="Standard"):
    return f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{text}</t></is></c>{{}}</row>'


def far_out(rows, last):
    """Something in each row's first cell, and in its last that."""
    return with_sheet(
        "<sheetData>" + "".join(said(n).format(last.format(n)) for n in range(1, rows + 1)) + "</sheetData>"
    )


def naming_one_text(rows, text):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, rows + 1))
    content = with_part(
        with_sheet(f"<sheetData>{cells}</sheetData>"), "xl/sharedStrings.xml", STRINGS.format(text).encode()
    )
    strings = '<Override PartName="/xl/sharedStrings.xml" ContentType="{}.sharedStrings+xml"/></Types>'
    return with_type(content, "</Types>", strings.format("application/vnd.openxmlformats-officedocument.spreadsheetml"))


REFUSED = {
    "a cell in the thousandth column of every row": (far_out(1_001, '<c r="ALL{}"><v>1</v></c>'), "too many columns"),
    "one text that ten thousand cells name": (naming_one_text(1_000, "a" * 30_000), "say too much"),
    "a cell that says more than any may": (naming_one_text(1, "a" * (LONGEST_CELL + 1)), "more than 32,767 letters"),
    "a text that is not there": (
        with_sheet('<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>'), "could not be opened",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_boundless_workbook_is_refused_in_words(content, sentence):
    with pytest.raises(Refused, match=sentence):
        read(content)


def test_where_formatting_alone_leads_far_nothing_is_read():
    """To the last column in every row, and to the last row: a few kilobytes that made a cell of every place."""
    wide = far_out(2_000, '<c r="XFD{}" s="0"/>')
    deep = with_sheet("<sheetData>" + said(1).format("") + '<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>')

    for content, rows in ((wide, 2_000), (deep, 1)):
        [table] = read(content).tables
        assert (len(table.rows), set(table.rows[0].cells)) == (rows, {"Standard"})


@pytest.mark.parametrize("text", ["," * 1_000_001, "\n".join(["a" * 30_000] * (MOST_LETTERS // 30_000 + 1))])
def test_the_same_holds_for_text(text):
    with pytest.raises(Refused, match="too many columns, or say too much"):
        tables_in_text(text)


def test_a_heading_of_dashes_is_looked_at_in_no_time():
    """And a cell of blank lines: both took the square of their length, which is minutes."""
    assert figures._period_of("-" * LONGEST_CELL) is None
    for pattern in (coverage.ASKED, coverage.OFTEN):
        assert pattern.search("\n" * LONGEST_CELL + "!") is None
    assert figures._period_of("Q1 2023/24 numerator") == ("Q1 2023/24", "numerator")


def document():
    made, out = docx.Document(), BytesIO()
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 0).text = "Standard", "1.1"
    made.save(out)
    return out.getvalue()


WHOLE = {"a.xlsx": excel(), "a.docx": document()}
ODD = ["", "-1", "0", "7", "99999999999", "1e400", "NaN", "A0", "../a.xml", "s", "b", "d", "e", "true", "é", "{}"]
CHANGES = ["take out", "empty", "twice", "rename", "say", "attribute"]


def altered(content, draw):
    """One part, still well-formed, in which something is not as Word or Excel would have it."""
    parts = parts_of(content)
    name = draw(st.sampled_from(sorted(name for name in parts if name.endswith((".xml", ".rels")))))
    if draw(st.integers(0, 12)) == 0:
        return packed({other: part for other, part in parts.items() if other != name})
    root = fromstring(parts[name])
    for _ in range(draw(st.integers(1, 3))):
        parents = [each for each in root.iter() if len(each)] or [root]
        parent = draw(st.sampled_from(parents))
        child = draw(st.sampled_from(list(parent) or [root]))
        match draw(st.sampled_from(CHANGES)):
            case "take out" if child is not root:
                parent.remove(child)
            case "empty":
                child.clear()
            case "twice" if child is not root:
                parent.append(child)
            case "rename":
                child.tag = draw(st.sampled_from([each.tag for each in root.iter()]))
            case "say":
                child.text = draw(st.sampled_from(ODD))
            case _ if child.attrib:
                child.set(draw(st.sampled_from(sorted(child.attrib))), draw(st.sampled_from(ODD)))
    return packed(parts | {name: ElementTree.tostring(root)})


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says more than we ask
@settings(max_examples=120, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(WHOLE)))
def test_parts_that_do_not_agree_are_read_or_refused_in_words(data, name):
    content = altered(WHOLE[name], data.draw)
    assert ZipFile(BytesIO(content)).testzip() is None

    assert outcome(content, name) in {"read", ".", "!", "?"}


def outcome(content, name):
    """How it ends: read, or a sentence's own end."""
    try:
        return "read" if read(content, name).tables else "nothing"
    except Refused as refusal:
        return str(refusal)[-1]
