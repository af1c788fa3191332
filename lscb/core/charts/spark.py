"""A spark line: a small run chart without an axis, for many side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from lscb.core.charts.axis import tight_axis
from lscb.core.charts.labels import width_of
from lscb.core.charts.paths import columns, segments
from lscb.core.charts.readings import Number, Reading, Scale, figures
from lscb.core.charts.shapes import Column
from lscb.core.charts.words import sentence


class SparkSize(NamedTuple):
    width: int
    height: int
    below: int  # room for the first and last period's label, or none
    dot: float


SCREEN_SPARK = SparkSize(290, 108, below=22, dot=3.0)
PAPER_SPARK = SparkSize(250, 44, below=0, dot=2.4)
AIR = 7


@dataclass(frozen=True, slots=True)
class Spark:
    """One small SVG: the line and its dots are each a single path, so that a hundred of them stay light."""

    width: int
    height: int
    title: str
    line: str
    dots: str
    open_dots: str
    columns: tuple[Column, ...]
    right: float
    target_y: float | None
    target_text: str
    target_x: float
    target_text_y: float
    first: str
    last: str
    label_y: int


def spark(
    name: str,
    readings: Sequence[Reading],
    *,
    target: Number | None = None,
    decimals: int = 0,
    suffix: str = "",
    size: SparkSize = SCREEN_SPARK,
) -> Spark:
    """Its own scale from lowest to highest, the target included; provisional figures are open dots."""
    goal = None if target is None else Decimal(str(target))
    goal_text = "" if goal is None else Scale(decimals).number(goal)
    axis = tight_axis([*figures(readings), *([] if goal is None else [goal])])
    right = size.width - (3 if goal is None else 8 + width_of(goal_text))
    bottom = size.height - size.below - AIR

    def y(value: Decimal) -> float:
        return round(bottom - (axis.share(value) if axis else 0) * (bottom - AIR), 1)

    step = (right - 2 * AIR) / max(len(readings) - 1, 1)
    xs = [round(AIR + index * step, 1) for index in range(len(readings))]
    places = [(x, reading) for x, reading in zip(xs, readings, strict=True) if reading.figure is not None]
    target_y = None if goal is None else y(goal)
    ends = [reading.group or reading.label for reading in (readings[0], readings[-1])] if readings else ["", ""]
    return Spark(
        width=size.width,
        height=size.height,
        title=sentence(name, readings, target=target, decimals=decimals, suffix=suffix),
        line="".join(segments(xs, readings, y)),
        dots=_dots(((x, y(r.figure)) for x, r in places if r.figure is not None and not r.provisional), size.dot),
        open_dots=_dots(((x, y(r.figure)) for x, r in places if r.figure is not None and r.provisional), size.dot),
        columns=columns(xs, readings, step=step, top=AIR, bottom=bottom),
        right=right,
        target_y=target_y,
        target_text=goal_text,
        target_x=right + 5,
        target_text_y=round((target_y or 0) + 4, 1),
        first=ends[0] if size.below and ends[0] != ends[1] else "",
        last=ends[1] if size.below else "",
        label_y=size.height - 3,
    )


def _dots(places: Iterable[tuple[float, float]], radius: float) -> str:
    """Circles as path data: two half turns each."""
    across = 2 * radius
    return "".join(
        f"M{x - radius:.1f} {y}a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0 -{across} 0Z"
        for x, y in places
    )
