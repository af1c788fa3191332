"""Words on a chart, placed so that none runs into another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

from lscb.core.charts.readings import Reading, ReadingState

CHARACTER = 7.0  # a generous width for one character of the 13 px label face
LINE = 16.0
APART = 6.0
ROW = 38.0
ROWS = 5  # as many words as fit above one another in the lowest plot


def width_of(text: str) -> float:
    return CHARACTER * len(text)


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    text: str

    @property
    def left(self) -> float:
        return self.x - width_of(self.text) / 2

    @property
    def right(self) -> float:
        return self.x + width_of(self.text) / 2


@dataclass(frozen=True, slots=True)
class Group:
    """A bracket under the periods of one year; the year may go unsaid where there is no room for it."""

    x1: float
    x2: float
    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word in the plot where there is no point, on a patch of paper: "hidden" or "no return"."""

    x: float
    y: float
    text: str

    @property
    def lines(self) -> list[tuple[float, str]]:
        """Each word with the place of its foot."""
        return [(self.y + 14 + 15 * index, word) for index, word in enumerate(self.text.split())]

    @property
    def width(self) -> float:
        return max(map(width_of, self.text.split())) + 4

    @property
    def height(self) -> float:
        return 15 * len(self.text.split()) + 4

    @property
    def left(self) -> float:
        return round(self.x - self.width / 2, 1)

    def touches(self, other: "Mark") -> bool:
        across = abs(self.x - other.x) < (self.width + other.width) / 2
        return across and self.y < other.y + other.height and other.y < self.y + self.height

    def covers_any(self, places: Sequence[tuple[float, float]]) -> bool:
        half, top, foot = self.width / 2 + APART, self.y - APART, self.y + self.height + APART
        left, right = self.x - half, self.x + half
        return any(left <= x <= right and top <= y <= foot for x, y in places)


def nudge_apart(ys: Sequence[float], *, top: float, bottom: float, gap: float = LINE) -> list[float]:
    """The nearest places to those asked for, in the same order, at least a line apart, inside top and bottom."""
    order = sorted(range(len(ys)), key=lambda index: ys[index])
    placed = [0.0] * len(ys)
    edge = top
    for index in order:
        placed[index] = edge = max(ys[index], edge)
        edge += gap
    edge = bottom
    for index in reversed(order):
        placed[index] = edge = min(placed[index], edge)
        edge -= gap
    return placed


def place_labels(xs: Sequence[float], texts: Sequence[str], *, width: float) -> tuple[Label, ...]:
    """The last period's label and as many before it, evenly, as fit."""
    widest = max(map(width_of, texts), default=0)
    step = xs[1] - xs[0] if len(xs) > 1 else width
    every = max(1, ceil((widest + APART) / step))
    last = len(texts) - 1
    wanted = [
        Label(x, text) for index, (x, text) in enumerate(zip(xs, texts, strict=True)) if not (last - index) % every
    ]
    return _keep_apart([_inside(label, width) for label in wanted])


def place_groups(xs: Sequence[float], names: Sequence[str], *, step: float, width: float) -> tuple[Group, ...]:
    groups: list[Group] = []
    for name, run in groupby(zip(xs, names, strict=True), key=lambda pair: pair[1]):
        along = [x for x, _ in run]
        x1, x2 = along[0] - step / 2 + 2, along[-1] + step / 2 - 2
        groups.append(Group(round(x1, 1), round(x2, 1), round((x1 + x2) / 2, 1), name))
    named = [_inside(Label(group.x, group.text), width) for group in groups]
    kept = _keep_apart(named)
    return tuple(
        replace(group, x=label.x, text=label.text if label in kept else "")
        for group, label in zip(groups, named, strict=True)
    )


def place_marks(
    xs: Sequence[float],
    readings: Sequence[Reading],
    *,
    left: float,
    right: float,
    bottom: float,
    points: Sequence[tuple[float, float]] = (),
    levels: Sequence[float] = (),
) -> tuple[Mark, ...]:
    """One word for each run of periods without a point, as low as it can stand clear of words, points and lines."""
    marks: list[Mark] = []
    for text, run in groupby(zip(xs, readings, strict=True), key=lambda pair: _absence(pair[1])):
        along = [x for x, _ in run]
        if not text:
            continue
        plain = Mark(0, 0, text)
        x = round(min(max(sum(along) / len(along), left + plain.width / 2), right - plain.width / 2), 1)
        rows = [Mark(x, bottom - 8 - plain.height - row * ROW, text) for row in range(ROWS)]
        free = [mark for mark in rows if not any(mark.touches(other) for other in marks)]
        in_the_way = [*points, *((x, level) for level in levels)]
        clear = [mark for mark in free if not mark.covers_any(in_the_way)]
        marks += (clear or free)[:1]
    return tuple(marks)


def _absence(reading: Reading) -> str:
    if reading.figure is not None:
        return ""
    if reading.state == ReadingState.HIDDEN:
        return "hidden"
    return "no figure" if reading.reason else "no return"


def _inside(label: Label, width: float) -> Label:
    half = width_of(label.text) / 2
    return replace(label, x=round(max(min(label.x, width - half), half), 1))


def _keep_apart(labels: Sequence[Label]) -> tuple[Label, ...]:
    """From the latest back, leaving out what would touch a label already kept."""
    kept: list[Label] = []
    for label in reversed(labels):
        if not kept or label.right + APART <= kept[-1].left:
            kept.append(label)
    return tuple(reversed(kept))
