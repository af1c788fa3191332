"""A spark line: a small run chart without an axis, for many side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from lscb.core.charts.axis import tight_axis
from lscb.core.charts.labels import width_of
from lscb.core.charts.paths import columns, segments
from lscb.core.charts.process import limits_within, stretches
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
WIDEST_STEP = 2 * AIR / 0.6  # a hidden figure's column is six tenths of a step, and may reach the edge


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
    band: str = ""
    means: str = ""
    concern: str = ""
    improve: str = ""


def spark(
    name: str,
    readings: Sequence[Reading],
    *,
    target: Number | None = None,
    decimals: int = 0,
    suffix: str = "",
    says: str = "",
    size: SparkSize = SCREEN_SPARK,
) -> Spark:
    """Its own scale from lowest to highest, the target included; provisional figures are open dots."""
    goal = None if target is None else Decimal(str(target))
    goal_text = "" if goal is None else Scale(decimals).number(goal)
    lines = limits_within(readings, is_percentage=suffix == "%")
    axis = tight_axis([*figures(readings), *([] if goal is None else [goal]), *lines])
    right = size.width - (3 if goal is None else 8 + width_of(goal_text))
    bottom = size.height - size.below - AIR

    def y(value: Decimal) -> float:
        return round(bottom - (axis.share(value) if axis else 0) * (bottom - AIR), 1)

    step = (right - 2 * AIR) / max(len(readings) - 1, 1)
    xs = [round(AIR + index * step, 1) for index in range(len(readings))]
    places = [(x, reading) for x, reading in zip(xs, readings, strict=True) if reading.figure is not None]
    dots = [(x, y(reading.figure), reading) for x, reading in places if reading.figure is not None]
    # Of few figures half a step is wide: nothing leaves the drawing, nor runs under the target's figure.
    runs = stretches(xs, readings, y, step=step, top=AIR, foot=bottom)
    spans = [(max(run.x1, 0), min(run.x2, right), run) for run in runs]
    target_y = None if goal is None else y(goal)
    ends = [reading.group or reading.label for reading in (readings[0], readings[-1])] if readings else ["", ""]
    return Spark(
        width=size.width,
        height=size.height,
        title=" ".join(filter(None, [sentence(name, readings, target=target, decimals=decimals, suffix=suffix), says])),
        line="".join(segments(xs, readings, y)),
        dots=_dots(((x, at) for x, at, r in dots if not r.provisional and r.mark not in SPECIAL), size.dot),
        open_dots=_dots(((x, at) for x, at, r in dots if r.provisional and r.mark not in SPECIAL), size.dot),
        concern=_diamonds(((x, at) for x, at, r in dots if r.mark == "concern"), 1.7 * size.dot),
        improve=_dots(((x, at) for x, at, r in dots if r.mark == "improvement"), 1.4 * size.dot),
        band="".join(f"M{x1} {r.top_y}H{x2}V{r.bottom_y}H{x1}Z" for x1, x2, r in spans if r.height),
        means="".join(f"M{x1} {r.mean_y}H{x2}" for x1, x2, r in spans),
        columns=columns(xs, readings, step=min(step, WIDEST_STEP), top=AIR, bottom=bottom),
        right=right,
        target_y=target_y,
        target_text=goal_text,
        target_x=right + 5,
        target_text_y=round((target_y or 0) + 4, 1),
        first=ends[0] if size.below and ends[0] != ends[1] else "",
        last=ends[1] if size.below else "",
        label_y=size.height - 3,
    )


SPECIAL = frozenset({"concern", "improvement"})


def _diamonds(places: Iterable[tuple[float, float]], half: float) -> str:
    return "".join(
        f"M{x} {y - half:.1f}l{half:.1f} {half:.1f}-{half:.1f} {half:.1f}-{half:.1f}-{half:.1f}Z" for x, y in places
    )


def _dots(places: Iterable[tuple[float, float]], radius: float) -> str:
    """Circles as path data: two half turns each."""
    half, across = f"{radius:.1f}", f"{2 * radius:.1f}"
    return "".join(
        f"M{x - radius:.1f} {y}a{half} {half} 0 1 0 {across} 0a{half} {half} 0 1 0 -{across} 0Z" for x, y in places
    )
