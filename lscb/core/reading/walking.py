"""Down the rows of a table: headings of columns, titles across it, and rows that say something. No row goes unsaid."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lscb.core.reading.tables import Row, Table

NO_COLUMNS = "The columns of its table are not known: none of its rows names what they hold."
ONLY_A_NUMBER = "Nothing stands in any column that is known."
NOTHING_BELOW = "Only one of its cells is filled, as in a heading, and no row stands below it."
A_SENTENCE = "It is a sentence across the table, and neither a heading nor a row."
BELOW_NO_HEADING = "A column has no heading: what stands in it, from row {} on (“{}”), is left out."
LEFT_OUT = "Left out: {}"
LONGEST_SENTENCE_OF_A_TITLE = 80
MOST_OF_A_CELL = 40  # where it is quoted
MOST_WORDS = 3  # of a column's name where a table names its columns anew
# A title that is merged across the table stands where numbers do.
A_NUMBER = re.compile(r"\W*(?:[^\W\d]{0,4}[\W_]?\d[\w.()/-]*|[A-Za-z]|[ivxlc]+)\W*", re.IGNORECASE)
# How people fill a cell in which there is nothing to say.
NOTHING = re.compile(r"[-–—]+")

Columns = dict[int, str]
Recognise = Callable[[Sequence[str]], Columns | None]


@dataclass(frozen=True)
class Correction:
    """What a person said of one row: other words, how to understand it, or why it is left out."""

    cells: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    is_heading: bool | None = None
    left_out: str = ""

    @classmethod
    def parse(cls, said: Mapping[str, Any]) -> "Correction":
        return cls(said.get("cells", {}), said.get("settings", {}), said.get("is_heading"), said.get("left_out", ""))

    def as_json(self) -> dict[str, Any]:
        return {
            "cells": dict(self.cells),
            "settings": dict(self.settings),
            "is_heading": self.is_heading,
            "left_out": self.left_out,
        }


UNCORRECTED = Correction()


@dataclass(frozen=True)
class Refusal:
    row: int
    reason: str
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)  # by column, where these are known


@dataclass
class Walk(ABC):
    """One table's. What its rows make is for those who inherit: ``begin`` at a title, ``take`` at a row."""

    table: Table
    recognise: Recognise
    columns: Columns | None = None
    corrections: Mapping[int, Correction] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    _headings: set[tuple[str, ...]] = field(default_factory=set)

    @abstractmethod
    def begin(self, title: str, row: int | None) -> None:
        """Rows after this one stand under its title."""

    @abstractmethod
    def take(self, row: Row, said: dict[str, str], correction: Correction) -> None:
        """A row that says something, by column."""

    def heads(self, row: Row, columns: Columns) -> None:  # noqa: B027 - few have to know
        """A row that names the columns anew."""

    def go(self) -> None:
        for row in self.table.rows:
            correction = self.corrections.get(row.number, UNCORRECTED)
            if correction.left_out:
                self.refuse(row, LEFT_OUT.format(correction.left_out))
            elif correction.is_heading:
                self.begin(_words_of(row), row.number)
            elif correction.is_heading is None and (columns := self._named_by(row)):
                self.columns = self._spread(row, columns)
                self._headings.add(_folded(row))
                self._note_unknown(row, columns)
                self.heads(row, self.columns)
            elif correction.is_heading is None and self._is_title(row):
                self._begin_or_refuse(row)
            elif self.columns is None and not correction.cells:
                self.refuse(row, NO_COLUMNS)
            else:
                self._take(row, correction)

    def refuse(self, row: Row, reason: str, said: Mapping[str, str] | None = None) -> None:
        self.refused.append(Refusal(row.number, reason, said or self._by_column(row)))

    def _named_by(self, row: Row) -> Columns | None:
        """Further down, a heading row is as the one above, or short and all of it known: all else is a row."""
        columns = self.recognise(row.cells)
        if columns is None or self.columns is None or _folded(row)[1:] in {said[1:] for said in self._headings}:
            return columns
        filled = [at for at, cell in enumerate(row.cells) if cell]
        is_short = all(at in columns and len(row.cells[at].split()) <= MOST_WORDS for at in filled)
        return columns if is_short and len(filled) > 2 else None

    def _spread(self, row: Row, columns: Columns) -> Columns:
        """A heading that is merged across columns names each of them; of what stands below no heading it is told."""
        spread, name = dict(columns), None
        for at in range(max(len(each.cells) for each in self.table.rows)):
            heading = row.cells[at] if at < len(row.cells) else None
            if heading or at in columns:
                name = columns.get(at)
                continue
            below = self._below(row, at)
            if not below:
                continue
            if name is None or heading is None:
                self._note(BELOW_NO_HEADING.format(below[0].number, below[0].cells[at][:MOST_OF_A_CELL]))
            elif name == columns.get(at - 1) and self._are_numbers(row, at - 1) and "number" not in spread.values():
                spread[at - 1], spread[at] = "number", name
            else:
                spread[at] = name
        return spread

    def _below(self, heading: Row, at: int) -> list[Row]:
        return [row for row in self.table.rows if row.number > heading.number and row.cells[at : at + 1] > ("",)]

    def _are_numbers(self, heading: Row, at: int) -> bool:
        below = [row.cells[at] for row in self._below(heading, at)]
        return bool(below) and all(A_NUMBER.fullmatch(cell) for cell in below)

    @cached_property
    def _names_columns(self) -> bool:
        return self.columns is not None or any(self.recognise(row.cells) for row in self.table.rows)

    def _is_title(self, row: Row) -> bool:
        """One cell alone in a row of several, with a word in it. It may stand above the heading row."""
        filled = [place for place, cell in enumerate(row.cells) if cell]
        if len(filled) != 1 or filled[0] > 1 or not self._names_columns:
            return False
        is_numbered = self.columns is not None and self.columns.get(filled[0]) == "number"
        is_numbered &= A_NUMBER.fullmatch(row.cells[filled[0]]) is not None
        return (len(row.cells) > 2 or self.columns is None) and not is_numbered

    def _begin_or_refuse(self, row: Row) -> None:
        title = _words_of(row)
        if len(title) > LONGEST_SENTENCE_OF_A_TITLE and title.endswith((".", "!", "?")):
            self.refuse(row, A_SENTENCE)
        else:
            self.begin(title, row.number)

    def _by_column(self, row: Row) -> dict[str, str]:
        columns = self.columns or {}
        said: dict[str, str] = {}
        for at, cell in ((at, cell) for at, cell in enumerate(row.cells) if at in columns):
            words = "" if NOTHING.fullmatch(cell) else cell
            said[columns[at]] = "\n".join(filter(None, (said.get(columns[at], ""), words)))
        return said

    def _take(self, row: Row, correction: Correction) -> None:
        said = self._by_column(row) | dict(correction.cells)
        if any(text for column, text in said.items() if column != "number"):
            self.take(row, said, correction)
        else:
            self.refuse(row, ONLY_A_NUMBER)

    def _note_unknown(self, row: Row, columns: Columns) -> None:
        for cell in (cell for at, cell in enumerate(row.cells) if cell and at not in columns):
            self._note(f"The column “{cell}” in row {row.number} is not known: what stands in it is left out.")

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


def _folded(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell.casefold().split()) for cell in row.cells)


def _words_of(row: Row) -> str:
    return " ".join(cell for cell in row.cells if cell)
