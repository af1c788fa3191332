"""Two runs one above the other over the same periods, with a line from each move of the first to what should follow.

Each keeps its own axis: two scales in one plot would let any two lines seem to go together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from lscb.core.charts.drawing import BELOW, NARROW, PAPER, TOP, WIDE, Size, draw
from lscb.core.charts.labels import width_of
from lscb.core.charts.readings import Reading, Scale
from lscb.core.charts.shapes import Drawing
from lscb.core.charts.words import Row, table_rows

NAMED = 22  # a line of words above each run
PLOT = 130
BOLD = 0.9  # of what is allowed for any words, which is ample for a line of them
SIZES = {"wide": WIDE, "narrow": NARROW, "paper": PAPER}
AS_SAID, OTHERWISE = "as said", "the other way"


class Case(Protocol):
    """Both moved: the first into one period, the second into another; by their places."""

    @property
    def first(self) -> int: ...
    @property
    def second(self) -> int: ...
    @property
    def agrees(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Run:
    name: str
    readings: Sequence[Reading]
    scale: Scale


@dataclass(frozen=True, slots=True)
class Link:
    x1: float
    y1: float
    x2: float
    y2: float
    agrees: bool


@dataclass(frozen=True, slots=True)
class PairDrawing:
    """One SVG: the first run, the second below it, and the lines between them."""

    width: int
    height: int
    title: str
    upper: Drawing
    lower: Drawing
    upper_name: str
    lower_name: str
    upper_y: float
    lower_y: float
    links: tuple[Link, ...]

    @property
    def name_x(self) -> float:
        return self.upper.plot.left

    @property
    def name_width(self) -> float:
        """What is kept clear of lines behind the lower name."""
        return round(width_of(self.lower_name) * BOLD, 1)


@dataclass(frozen=True, slots=True)
class PairRow:
    """One period: both figures, and whether the second moved as was said."""

    label: str
    first: Row
    second: Row
    followed: str


@dataclass(frozen=True)
class PairChart:
    """What templates/charts/pair.html shows; each width is laid out where it is asked for."""

    name: str
    title: str
    names: tuple[str, str]
    rows: tuple[PairRow, ...]
    lay_out: Callable[[str], PairDrawing] = field(repr=False, compare=False)

    @cached_property
    def wide(self) -> PairDrawing:
        return self.lay_out("wide")

    @cached_property
    def narrow(self) -> PairDrawing:
        return self.lay_out("narrow")

    @cached_property
    def paper(self) -> PairDrawing:
        return self.lay_out("paper")

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which kinds of line there are, for the key."""
        found = {row.followed for row in self.rows}
        return tuple(kind for kind in (AS_SAID, OTHERWISE) if kind in found)


def pair_chart(name: str, title: str, first: Run, second: Run, cases: Sequence[Case]) -> PairChart:
    """Two runs over the same periods, oldest first."""
    if [one.label for one in first.readings] != [one.label for one in second.readings]:
        raise ValueError("Both runs are of the same periods")
    rows = table_rows(first.readings, first.scale), table_rows(second.readings, second.scale)
    followed = {case.second: AS_SAID if case.agrees else OTHERWISE for case in cases}
    places = range(len(first.readings) - 1, -1, -1)
    in_words = tuple(
        PairRow(one.label, one, other, followed.get(at, "")) for at, one, other in zip(places, *rows, strict=True)
    )
    return PairChart(
        name,
        title,
        (first.name, second.name),
        in_words,
        lambda width: _laid_out(title, first, second, rows, cases, SIZES[width]),
    )


def _laid_out(
    title: str, first: Run, second: Run, rows: tuple[Sequence[Row], Sequence[Row]], cases: Sequence[Case], size: Size
) -> PairDrawing:
    upper_size = Size(size.width, PLOT + 2 * TOP, size.last)
    lower_size = Size(size.width, PLOT + TOP + BELOW, size.last)

    def upper(sides: tuple[float, float] | None) -> Drawing:
        return draw(
            first.readings, first.name, first.scale, size=upper_size, rows=rows[0], sides=sides, has_periods=False
        )

    def lower(sides: tuple[float, float] | None) -> Drawing:
        return draw(second.readings, second.name, second.scale, size=lower_size, rows=rows[1], sides=sides)

    plots = upper(None).plot, lower(None).plot
    sides = max(plot.left for plot in plots), min(plot.right for plot in plots)
    above, below = upper(sides), lower(sides)
    lower_y = NAMED + upper_size.height + NAMED
    return PairDrawing(
        width=size.width,
        height=lower_y + lower_size.height,
        title=title,
        upper=above,
        lower=below,
        upper_name=_fitting(first.name, size.width - above.plot.left),
        lower_name=_fitting(second.name, size.width - above.plot.left),
        upper_y=NAMED,
        lower_y=lower_y,
        links=_links(above, below, lower_y, cases, count=len(first.readings), size=size),
    )


def _fitting(name: str, width: float) -> str:
    """Cut at a word where it would not fit; the table beneath has it whole."""
    if width_of(name) * BOLD <= width:
        return name
    words = name.split()
    while len(words) > 1 and width_of(" ".join(words) + "…") * BOLD > width:
        words.pop()
    return " ".join(words) + "…"


def _links(
    above: Drawing, below: Drawing, lower_y: float, cases: Sequence[Case], *, count: int, size: Size
) -> tuple[Link, ...]:
    """From a point of the first to one of the second, of those that this width shows."""
    shown = min(count, size.last or count)
    step = (above.plot.right - above.plot.left) / max(shown, 1)
    heights = {point.x: point.y for point in above.points}, {point.x: point.y for point in below.points}

    def x_of(at: int) -> float:
        return round(above.plot.left + (at - (count - shown) + 0.5) * step, 1)

    return tuple(
        Link(
            x_of(case.first),
            round(NAMED + heights[0][x_of(case.first)], 1),
            x_of(case.second),
            round(lower_y + heights[1][x_of(case.second)], 1),
            case.agrees,
        )
        for case in cases
        if case.first >= count - shown
    )
