"""A chart as a picture that stands by itself: its name, what it says, the drawing, its key and where it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from lscb.core.charts.funnel import FunnelChart, FunnelDrawing
from lscb.core.charts.labels import width_of
from lscb.core.charts.pair import AS_SAID, OTHERWISE, PairChart, PairDrawing
from lscb.core.charts.shapes import Drawing, RunChart

EDGE = 16
LINE = 18
HEAD = 24
KEY_WORDS = {
    "concern": "Special cause, concern",
    "improvement": "Special cause, improving",
    "high": "Special cause, high",
    "low": "Special cause, low",
    "far": "Beyond the 99.8% limits",
    "out": "Beyond the 95% limits",
    "within": "Within them",
    AS_SAID: "Both moved, as said",
    OTHERWISE: "Both moved, the other way",
}
FUNNEL_KEYS = ("far", "out", "within")


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
    drawing: Drawing | FunnelDrawing | PairDrawing
    keys: tuple[Key, ...]
    below: tuple[Words, ...]
    template: str = "charts/drawing.html"


def sheet(chart: RunChart, says: str, notes: Sequence[str]) -> Sheet:
    """``says`` is the headline under the name; each of ``notes`` stands beneath the drawing."""
    flagged = [f"{note.number}. {note.label}: {note.text}" for note in chart.notes]
    return _laid_out(chart.name, chart.title, chart.wide, chart.marks, says, [*flagged, *notes])


def funnel_sheet(chart: FunnelChart, says: str, notes: Sequence[str]) -> Sheet:
    laid_out = _laid_out(chart.name, chart.wide.title, chart.wide, FUNNEL_KEYS, says, notes)
    return replace(laid_out, template="charts/funnel_drawing.html")


def pair_sheet(chart: PairChart, says: str, notes: Sequence[str]) -> Sheet:
    laid_out = _laid_out(chart.name, chart.title, chart.wide, chart.kinds, says, notes)
    return replace(laid_out, template="charts/pair_drawing.html")


def _laid_out(
    name: str,
    title: str,
    drawing: Drawing | FunnelDrawing | PairDrawing,
    marks: Sequence[str],
    says: str,
    beneath: Sequence[str],
) -> Sheet:
    names = tuple(_lines([name], top=EDGE, line=HEAD, width=drawing.width, character=9.0))
    said = tuple(_lines([says], top=_foot(names, EDGE), line=LINE, width=drawing.width))
    drawing_y = _foot(said, _foot(names, EDGE)) + 10
    keys = tuple(_keys(marks, top=drawing_y + drawing.height + 6))
    top = drawing_y + drawing.height + 6 + (LINE + 4 if keys else 0)
    below = tuple(_lines(beneath, top=top, line=LINE, width=drawing.width))
    height = round(_foot(below, top) + EDGE)
    return Sheet(drawing.width, height, title, names, said, drawing_y, drawing, keys, below)


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
