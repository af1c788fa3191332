"""Path data: the line with its gaps, and the stripes over what is hidden."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby

from lscb.core.charts.readings import Reading
from lscb.core.charts.shapes import Column


def segments(xs: Sequence[float], readings: Sequence[Reading], y: Callable[[Decimal], float]) -> tuple[str, ...]:
    """Path data for each unbroken run of figures; a gap stays a gap, and a lone point needs no line."""
    paths = []
    for is_given, run in groupby(zip(xs, readings, strict=True), key=lambda pair: pair[1].figure is not None):
        places = [f"{x} {y(reading.figure)}" for x, reading in run if reading.figure is not None]
        if is_given and len(places) > 1:
            paths.append("M" + " ".join(places))
    return tuple(paths)


def columns(
    xs: Sequence[float], readings: Sequence[Reading], *, step: float, top: float, bottom: float
) -> tuple[Column, ...]:
    width = round(min(step * 0.6, 40), 1)
    lefts = [round(x - width / 2, 1) for x, reading in zip(xs, readings, strict=True) if reading.is_hidden]
    return tuple(
        Column(left, top, width, bottom - top, _stripes(left, width, top=top, bottom=bottom)) for left in lefts
    )


def _stripes(left: float, width: float, *, top: float, bottom: float, apart: int = 8) -> str:
    """Slanting lines cut off at the column's edges: drawn out, so that no chart needs a pattern with an id."""
    lines = []
    for start in range(int(top) + apart, int(bottom + width), apart):
        # The line rises to the right from (left, start); the part within top and bottom is kept.
        first, last = max(0.0, start - bottom), min(width, start - top)
        if last > first:
            lines.append(f"M{left + first:.1f} {start - first:.1f}L{left + last:.1f} {start - last:.1f}")
    return "".join(lines)
