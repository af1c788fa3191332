"""A sheet of figures, read: every row found by its indicator, or refused in a sentence. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.analysis import child_level

# A column's names, however it is called in an agency's own sheet.
BOXES: Mapping[str, tuple[str, ...]] = {
    "numerator_text": ("numerator", "numerator or value"),
    "denominator_text": ("denominator",),
    "value_text": ("value", "figure"),
    "missing_reason": ("if not available", "reason", "why not available"),
    "commentary": ("commentary", "comment", "comments"),
    "explanation": ("explain this figure", "explanation"),
}
CODES = ("code", "indicator code", "ref", "reference")
TITLES = ("indicator", "title", "indicator title", "measure")
RETURN = re.compile(r"Return ([0-9]{1,18})")

NO_HEADINGS = "None of its rows names its columns: there must be one for the code, and one for a numerator or a value."
OTHER_RETURN = "It is the sheet of another return: its first lines say so. Download the sheet of this one."


class SheetError(ValueError):
    """The sheet as a whole cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: which of the return's rows it is, and what it says, of the columns there are; or why it is refused."""

    number: int
    called: str
    key: int | None = None
    texts: Mapping[str, str] | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row of the return."""

    key: int
    code: str
    title: str
    boxes: tuple[str, ...]  # "numerator", "denominator" or "value"


def lines_in(
    rows: Sequence[tuple[int, Sequence[str]]], wanted: Sequence[Wanted], reasons: Mapping[str, str], *, number: int
) -> list[Line]:
    """``rows`` with their numbers; ``reasons``: words, in small letters, and the reason that they are."""
    if sign := child_level.first_sign(rows):
        raise SheetError(sign.sentence)
    start, columns = _headings(rows, number)
    known = {_folded(one.title): one for one in wanted} | {_folded(one.code): one for one in wanted}
    seen: dict[int, int] = {}
    lines = []
    for at, cells in rows[start:]:
        if not any(cells) or _columns_of(cells) is not None:
            continue
        line = _line(at, cells, columns, known, reasons)
        if line.key is None or line.refusal:
            lines.append(line)
        elif before := seen.get(line.key):
            lines.append(Line(at, line.called, refusal=f"Row {before} is about the same indicator."))
        else:
            seen[line.key] = at
            lines.append(line)
    if not lines:
        raise SheetError("There is no row below its headings.")
    return lines


def _headings(rows: Sequence[tuple[int, Sequence[str]]], number: int) -> tuple[int, dict[int, str]]:
    for place, (_, cells) in enumerate(rows):
        for cell in cells:
            if (match := RETURN.fullmatch(cell.strip())) and int(match[1]) != number:
                raise SheetError(OTHER_RETURN)
        columns = _columns_of(cells)
        if columns is not None:
            return place + 1, columns
    raise SheetError(NO_HEADINGS)


def _columns_of(cells: Sequence[str]) -> dict[int, str] | None:
    """By place, what each column holds; nothing where this row does not name them."""
    found: dict[int, str] = {}
    names = {name: column for column, each in {**BOXES, "code": CODES, "title": TITLES}.items() for name in each}
    for at, cell in enumerate(cells):
        column = names.get(_folded(cell))
        if column is not None and column not in found.values():
            found[at] = column
    held = set(found.values())
    is_row_of_names = held & {"code", "title"} and held & {"numerator_text", "value_text"}
    return found if is_row_of_names else None


def _line(
    at: int, cells: Sequence[str], columns: Mapping[int, str], known: Mapping[str, Wanted], reasons: Mapping[str, str]
) -> Line:
    said = {column: _unquoted(cells[place].strip()) if place < len(cells) else "" for place, column in columns.items()}
    code, title = said.pop("code", ""), said.pop("title", "")
    called = code or title
    one = known.get(_folded(code)) if code else known.get(_folded(title))
    if one is None:
        if not any(said.values()) or not called:
            return Line(at, called, refusal="It names no indicator.")
        return Line(at, called, refusal="No row of this return that is yours to fill in is called this.")
    texts = {name: text for name, text in said.items() if not name.endswith("_text")}
    boxes = {name.removesuffix("_text"): text for name, text in said.items() if name.endswith("_text")}
    if one.boxes == ("value",) and not boxes.get("value") and "numerator" in boxes:
        # As in the grid, where one column holds the numerator or the value.
        boxes["value"] = boxes.pop("numerator")
    for name, text in boxes.items():
        if name in one.boxes:
            texts[f"{name}_text"] = text
        elif text and name != "value":
            return Line(at, called, one.key, refusal=f"It takes no {name}.")
        # The value of two counts is worked out: what a sheet says of it is not taken, and is no mistake.
    if reason := texts.get("missing_reason", ""):
        if _folded(reason) not in reasons:
            refusal = f"“{reason[:60]}” is none of the reasons why there may be no figure."
            return Line(at, called, one.key, refusal=refusal)
        texts["missing_reason"] = reasons[_folded(reason)]
    return Line(at, called, one.key, texts)


def _unquoted(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a cell."""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def rows_in(tables: Iterable[Iterable[tuple[int, Sequence[str]]]]) -> list[tuple[int, Sequence[str]]]:
    """All of a file's tables, one after the other."""
    return [row for table in tables for row in table]
