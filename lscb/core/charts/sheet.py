"""A chart as a picture that stands by itself: its name, what it says, the drawing, its key and where it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from lscb.core.charts.labels import width_of
from lscb.core.charts.shapes import Drawing, RunChart

EDGE = 16
LINE = 18
HEAD = 24
KEY_WORDS = {
    "concern": "Special cause, concern",
    "improvement": "Special cause, improving",
    "high": "Special cause, high",
    "low": "Special cause, low",
}


@dataclass(frozen=True, slots=True)
class Words:
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """A shape of the chart, in the middle of 22 by 14, with what it means beside it."""

    x: float
    y: float
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    width: int
    height: int
    title: str
    names: tuple[Words, ...]
    said: tuple[Words, ...]
    drawing_y: float
    drawing: Drawing
    keys: tuple[Key, ...]
    below: tuple[Words, ...]


def sheet(chart: RunChart, says: str, notes: Sequence[str]) -> Sheet:
    """``says`` is the headline under the name; each of ``notes`` stands beneath the drawing."""
    drawing = chart.wide
    names = tuple(_lines([chart.name], top=EDGE, line=HEAD, width=drawing.width, character=9.0))
    said = tuple(_lines([says], top=_foot(names, EDGE), line=LINE, width=drawing.width))
    drawing_y = _foot(said, _foot(names, EDGE)) + 10
    keys = tuple(_keys(chart.marks, top=drawing_y + drawing.height + 6))
    top = drawing_y + drawing.height + 6 + (LINE + 4 if keys else 0)
    flagged = [f"{note.number}. {note.label}: {note.text}" for note in chart.notes]
    below = tuple(_lines([*flagged, *notes], top=top, line=LINE, width=drawing.width))
    height = round(_foot(below, top) + EDGE)
    return Sheet(drawing.width, height, chart.title, names, said, drawing_y, drawing, keys, below)


def _foot(words: Sequence[Words], top: float) -> float:
    return words[-1].y + 6 if words else top


def _lines(texts: Sequence[str], *, top: float, line: int, width: int, character: float = 7.0) -> Iterator[Words]:
    fits = int((width - 2 * EDGE) / character)
    for text in texts:
        for part in wrap(text, fits):
            top += line
            yield Words(top - 4, part)


def _keys(marks: Sequence[str], *, top: float) -> Iterator[Key]:
    x = float(EDGE)
    for mark in marks:
        yield Key(x, top, mark, KEY_WORDS[mark])
        x += 22 + 6 + width_of(KEY_WORDS[mark]) + 12
