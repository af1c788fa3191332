"""Tables in a Word document, each under the heading or paragraph before it."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from lscb.core.exceptions import Refused
from lscb.core.reading.tables import Tables

TRACKED = "It has tracked changes: it was read as if all of them were accepted."
NESTED = "A table lies inside a cell of another: its words were read as lines of that cell."
UNREADABLE = "It could not be opened. Open it in Word, save it as a new .docx and choose that file."
MOST_COLUMNS = 63
TAKEN_OUT = {qn("w:del"), qn("w:moveFrom")}


def tables_in_word(content: bytes) -> Tables:
    try:
        body = Document(io.BytesIO(content)).element.body
    except (LookupError, ValueError, TypeError, AttributeError, SyntaxError, OpcError, PythonDocxError) as error:
        raise Refused(UNREADABLE) from error
    if body is None:
        raise Refused(UNREADABLE)
    found = Tables()
    if next(body.iter(qn("w:ins"), qn("w:del")), None) is not None:
        found.note(TRACKED)
    heading = ""
    for block in body.iter(qn("w:p"), qn("w:tbl")):
        if _is_inside(block, qn("w:tbl")):
            continue
        if block.tag == qn("w:p"):
            heading = _text(block).strip() or heading
        else:
            found.begin(heading)
            heading = ""
            _read(block, found)
    return found.whole()


def _read(table: Any, found: Tables) -> None:
    if table.find(f".//{qn('w:tc')}//{qn('w:tbl')}") is not None:
        found.note(NESTED)
    for row in _own(table, qn("w:tr")):
        cells = [""] * _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"))
        for cell in _own(row, qn("w:tc")):
            cells += [_cell(cell), *[""] * (_span(cell) - 1)]
        found.add(cells)


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """Also those that a content control or a tracked change wraps; never those of a table inside."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
            yield from _own(child, tag)


def _span(cell: Any) -> int:
    return max(_number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")), 1)


def _number(element: Any) -> int:
    """What it says, as far as Word itself would go."""
    said = element.get(qn("w:val"), "") if element is not None else ""
    return min(int(said), MOST_COLUMNS) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _cell(cell: Any) -> str:
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merged is not None and merged.get(qn("w:val"), "continue") == "continue":
        return ""
    return "\n".join(filter(None, (_text(paragraph).strip() for paragraph in cell.iter(qn("w:p")))))


def _text(paragraph: Any) -> str:
    """With what was put in by a tracked change and without what was taken out."""
    parts = []
    for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")):
        if any(above.tag in TAKEN_OUT for above in piece.iterancestors()):
            continue
        parts.append({qn("w:t"): piece.text or "", qn("w:br"): "\n", qn("w:noBreakHyphen"): "-"}.get(piece.tag, " "))
    return "".join(parts)


def _is_inside(block: Any, tag: str) -> bool:
    return any(above.tag == tag for above in block.iterancestors())
