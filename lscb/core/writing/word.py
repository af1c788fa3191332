"""Tables as a Word document: one under each title, its headings repeated on every page."""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lscb.core.writing.tables import Line, Sheet, Written, plain

SHADE = "E4EBE9"


def as_word(written: Written) -> bytes:
    document = Document()
    document.core_properties.title = plain(written.title)[:250]
    document.core_properties.author = ""
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    # In the page's head: above a table it would be read as that table's title.
    page.header.paragraphs[0].text = plain(written.title)
    for sheet in written.sheets:
        if sheet.title:
            document.add_heading(plain(sheet.title), level=2)
        else:
            document.add_paragraph()
        _add(document, sheet)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Any, sheet: Sheet) -> None:
    width = max((len(line.cells) for line in sheet.lines), default=1)
    table = document.add_table(rows=0, cols=width)
    table.style = "Table Grid"
    for number, line in enumerate(sheet.lines):
        table._tbl.append(_row(line, is_first=number == 0))


def _row(line: Line, *, is_first: bool) -> Any:
    """Written part by part: the library's own way takes minutes for a thousand rows."""
    row = OxmlElement("w:tr")
    if line.is_heading and is_first:
        row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if line.title_at is None:
        for text in line.cells:
            row.append(_cell(text, is_bold=line.is_heading))
        return row
    for text in line.cells[: line.title_at]:
        row.append(_cell(text))
    row.append(_cell(line.cells[line.title_at], is_bold=True, span=len(line.cells) - line.title_at))
    return row


def _cell(text: str, *, is_bold: bool = False, span: int = 1) -> Any:
    cell = OxmlElement("w:tc")
    settings = OxmlElement("w:tcPr")
    if span > 1:
        settings.append(_valued("w:gridSpan", str(span)))
    if is_bold:
        shade = _valued("w:shd", "clear")
        shade.set(qn("w:fill"), SHADE)
        settings.append(shade)
    cell.append(settings)
    for words in plain(text).split("\n"):
        cell.append(_paragraph(words, is_bold=is_bold))
    return cell


def _paragraph(words: str, *, is_bold: bool) -> Any:
    paragraph, run, text = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    if is_bold:
        settings = OxmlElement("w:rPr")
        settings.append(OxmlElement("w:b"))
        run.append(settings)
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    paragraph.append(run)
    return paragraph


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element
