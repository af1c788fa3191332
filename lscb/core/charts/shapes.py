"""The parts of a laid-out chart, as its templates read them. Lines are path data; text has the place of its foot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from lscb.core.charts.labels import Group, Label, Mark
from lscb.core.charts.process import Beginning, Flag, Stretch
from lscb.core.charts.words import Row


@dataclass(frozen=True, slots=True)
class Plot:
    left: float
    right: float
    top: float
    bottom: float

    def height_of(self, share: float) -> float:
        return round(self.bottom - share * (self.bottom - self.top), 1)


@dataclass(frozen=True, slots=True)
class Tick:
    y: float
    text: str
    text_y: float


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the plot, its label at the right: the target or the median."""

    y: float
    text: str
    text_y: float


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    text: str
    provisional: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Where a figure is hidden: a striped column instead of a point."""

    x: float
    y: float
    width: float
    height: float
    stripes: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One SVG."""

    width: int
    height: int
    title: str
    plot: Plot
    tick_x: float
    level_x: float
    ticks: tuple[Tick, ...]
    target: Level | None
    median: Level | None
    limits: tuple[Level, ...]
    stretches: tuple[Stretch, ...]
    beginnings: tuple[Beginning, ...]
    flags: tuple[Flag, ...]
    segments: tuple[str, ...]
    points: tuple[Point, ...]
    columns: tuple[Column, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    label_y: float
    groups: tuple[Group, ...]
    group_y: float
    group_text_y: float


@dataclass(frozen=True, slots=True)
class Note:
    """What a flag's number stands for."""

    number: int
    label: str
    text: str


@dataclass(frozen=True)
class RunChart:
    """What templates/charts/run.html shows: two widths for the screen, one for paper, the figures latest first.

    Each is laid out where it is asked for: a page shows none for paper, a pack no other.
    """

    name: str
    title: str
    lay_out: Callable[[str], Drawing] = field(repr=False, compare=False)
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()

    @cached_property
    def wide(self) -> Drawing:
        return self.lay_out("wide")

    @cached_property
    def narrow(self) -> Drawing:
        return self.lay_out("narrow")

    @cached_property
    def paper(self) -> Drawing:
        return self.lay_out("paper")

    @property
    def has_provisional(self) -> bool:
        return any(row.provisional for row in self.rows)

    @property
    def has_limits(self) -> bool:
        return bool(self.wide.stretches)

    @property
    def has_target(self) -> bool:
        return self.wide.target is not None

    @property
    def marks(self) -> tuple[str, ...]:
        """Which kinds of special point there are, for the key."""
        found = {row.mark for row in self.rows}
        return tuple(mark for mark in ("concern", "improvement", "high", "low") if mark in found)
