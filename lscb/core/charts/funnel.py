"""A funnel plot laid out: places by their size, with the limits that size alone explains."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from lscb.core.charts.axis import Axis, nice_axis, nice_step
from lscb.core.charts.drawing import BASELINE, Size
from lscb.core.charts.labels import width_of
from lscb.core.charts.readings import Scale
from lscb.core.charts.shapes import Level, Plot, Tick

WIDE = Size(860, 380)
NARROW = Size(380, 360)
BELOW = 46
TOP = 24
AWAY = 10.0


@dataclass(frozen=True, slots=True)
class Place:
    """One place with a figure; ``mark`` is "far" beyond the outer limits, "out" beyond the inner, or nothing."""

    name: str
    size: float
    value: float
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """One limit line: its points from the smallest size to the largest."""

    text: str
    points: Sequence[tuple[float, float]]
    is_outer: bool


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Name:
    """A place's name beside its dot."""

    x: float
    y: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    is_outer: bool


@dataclass(frozen=True, slots=True)
class XTick:
    x: float
    text: str


@dataclass(frozen=True, slots=True)
class FunnelDrawing:
    """One SVG."""

    width: int
    height: int
    title: str
    plot: Plot
    tick_x: float
    level_x: float
    ticks: tuple[Tick, ...]
    sizes: tuple[XTick, ...]
    size_words: str
    size_y: float
    centre: Level
    ends: tuple[Level, ...]
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """What templates/charts/funnel.html shows."""

    name: str
    wide: FunnelDrawing
    narrow: FunnelDrawing


def funnel_chart(
    name: str,
    places: Sequence[Place],
    curves: Sequence[Curve],
    *,
    centre: float,
    sizes: str,
    scale: Scale,
    says: str,
) -> FunnelChart:
    """``sizes`` is what stands under the axis: children referred. ``says`` is what it comes to, in a sentence."""
    title = f"{name}. {says}"
    wide, narrow = (_draw(places, curves, centre, sizes, scale, title, size) for size in (WIDE, NARROW))
    return FunnelChart(name, wide, narrow)


def _draw(
    places: Sequence[Place],
    curves: Sequence[Curve],
    centre: float,
    sizes: str,
    scale: Scale,
    title: str,
    size: Size,
) -> FunnelDrawing:
    values = [place.value for place in places] + [y for curve in curves for _x, y in curve.points] + [centre]
    axis = nice_axis([_decimal(value) for value in values], decimals=scale.decimals, is_percentage=scale.is_percentage)
    assert axis is not None
    step, last = _sizes_axis(max(place.size for place in places), 6 if size is WIDE else 3)
    texts = [scale.number(tick, axis.decimals) for tick in axis.ticks]
    ends = [f"All {scale.number(centre)}{'%' if scale.is_percentage else ''}", "95%", "99.8%"]
    plot = Plot(
        left=max(38.0, 12 + max(map(width_of, texts))),
        right=size.width - 16 - max(map(width_of, ends)),
        top=TOP,
        bottom=size.height - BELOW,
    )

    def x_of(one: float) -> float:
        return round(plot.left + one / last * (plot.right - plot.left), 1)

    def y_of(one: float) -> float:
        return plot.height_of(axis.share(_decimal(one)))

    dots = [Dot(x_of(place.size), y_of(place.value), f"{place.name}: {place.text}", place.mark) for place in places]
    return FunnelDrawing(
        width=size.width,
        height=size.height,
        title=title,
        plot=plot,
        tick_x=plot.left - 8,
        level_x=plot.right + 8,
        ticks=_ticks(axis, texts, plot, scale),
        sizes=tuple(XTick(x_of(n * step), scale.number(Decimal(n * step), 0)) for n in range(round(last / step) + 1)),
        size_words=sizes,
        size_y=plot.bottom + 17,
        centre=Level(y_of(centre), ends[0], y_of(centre) + BASELINE),
        ends=tuple(_ends(curves, y_of(centre), y_of)),
        lines=tuple(
            Line("M" + " ".join(f"{x_of(x)} {y_of(y)}" for x, y in curve.points), curve.is_outer) for curve in curves
        ),
        dots=tuple(dots),
        names=tuple(_names(places, dots, plot)),
    )


def _ticks(axis: Axis, texts: Sequence[str], plot: Plot, scale: Scale) -> tuple[Tick, ...]:
    signed = [*texts[:-1], texts[-1] + ("%" if scale.is_percentage else "")]
    ys = [plot.height_of(axis.share(tick)) for tick in axis.ticks]
    return tuple(Tick(y, text, round(y + BASELINE, 1)) for y, text in zip(ys, signed, strict=True))


def _sizes_axis(largest: float, intervals: int) -> tuple[int, float]:
    step = int(nice_step(_decimal(largest) / intervals, finest=Decimal(1)))
    return step, float(max(ceil(largest / step), 1) * step)


def _ends(curves: Sequence[Curve], centre_y: float, y_of: Callable[[float], float]) -> list[Level]:
    """Each line's name where it ends, unless it would stand on the centre's or another's."""
    taken, found = [centre_y], []
    for curve in sorted(curves, key=lambda one: -one.is_outer):
        y = y_of(curve.points[-1][1])
        if all(abs(y - other) >= 15 for other in taken):
            taken.append(y)
            found.append(Level(y, curve.text, round(y + BASELINE, 1)))
    return found


def _names(places: Sequence[Place], dots: Sequence[Dot], plot: Plot) -> list[Name]:
    """Those beyond the limits first; a name goes where it touches no other, or is left to the table."""
    boxes = [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in dots]
    found = []
    for place, dot in sorted(zip(places, dots, strict=True), key=lambda pair: (not pair[0].mark, pair[1].x)):
        width = width_of(place.name)
        for x, y, anchor, left in (
            (dot.x + AWAY, dot.y + BASELINE, "start", dot.x + AWAY),
            (dot.x - AWAY, dot.y + BASELINE, "end", dot.x - AWAY - width),
            (dot.x, dot.y - AWAY, "middle", dot.x - width / 2),
            (dot.x, dot.y + AWAY + 11, "middle", dot.x - width / 2),
        ):
            box = (left, y - 12, left + width, y + 3)
            is_inside = box[0] >= plot.left and box[2] <= plot.right and box[1] >= 0 and box[3] <= plot.bottom
            if is_inside and not any(_touch(box, other) for other in boxes):
                boxes.append(box)
                found.append(Name(round(x, 1), round(y, 1), place.name, anchor))
                break
    return found


Box = tuple[float, float, float, float]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 6)))
