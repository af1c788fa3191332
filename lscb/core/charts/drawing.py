"""A run chart laid out: every coordinate its SVG needs, to a tenth of a pixel."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from lscb.core.charts.axis import Axis, nice_axis
from lscb.core.charts.labels import Group, Label, nudge_apart, place_groups, place_labels, place_marks, width_of
from lscb.core.charts.paths import columns, segments
from lscb.core.charts.process import beginnings, flags, level_texts, limits_within, stretches
from lscb.core.charts.readings import Number, Reading, Scale, figures, middle_of
from lscb.core.charts.shapes import Drawing, Level, Note, Plot, Point, RunChart, Tick
from lscb.core.charts.words import Row, point_text, sentence, table_rows

TOP = 16
BELOW = 46  # two rows of labels
BASELINE = 4.5  # from the middle of a line of text to its foot


class Size(NamedTuple):
    width: int
    height: int
    last: int | None = None


WIDE = Size(860, 300)
NARROW = Size(380, 300, last=12)
PAPER = Size(640, 280)
SIZES = {"wide": WIDE, "narrow": NARROW, "paper": PAPER}


def run_chart(
    name: str,
    readings: Sequence[Reading],
    *,
    target: Number | None = None,
    decimals: int = 0,
    suffix: str = "",
    says: str = "",
) -> RunChart:
    """The whole chart; the suffix is the unit as it follows a number: "%", " per 10,000", " days".

    ``says`` is what the mean and limits come to, in a sentence.
    """
    title = " ".join(filter(None, [sentence(name, readings, target=target, decimals=decimals, suffix=suffix), says]))
    scale = Scale(decimals, suffix)
    rows = table_rows(readings, scale)

    def lay_out(width: str) -> Drawing:
        return draw(readings, title, scale, target=target, size=SIZES[width], rows=rows)

    noted = [reading for reading in readings if reading.note]
    notes = tuple(Note(number, reading.label, reading.note) for number, reading in enumerate(noted, 1))
    return RunChart(name, title, lay_out, rows, notes)


def draw(
    readings: Sequence[Reading],
    title: str,
    scale: Scale,
    *,
    target: Number | None = None,
    size: Size = WIDE,
    rows: Sequence[Row] | None = None,
    sides: tuple[float, float] | None = None,
    has_periods: bool = True,
) -> Drawing:
    """Lay out the last readings that fit; the median is always that of all of them, so that every width agrees.

    ``rows``: the same readings in words, latest first, where somebody has them already. ``sides``: left and right of
    the plot, and without periods below, where another drawing under it has the same.
    """
    shown = readings[-size.last :] if size.last else readings
    flagged_before = sum(bool(reading.note) for reading in readings[: len(readings) - len(shown)])
    goal = None if target is None else Decimal(str(target))
    middle = middle_of(readings)
    levels = [level for level in (goal, middle) if level is not None]
    lines = limits_within(shown, is_percentage=scale.is_percentage)
    axis = nice_axis([*figures(shown), *levels, *lines], decimals=scale.decimals, is_percentage=scale.is_percentage)
    tick_texts = _tick_texts(axis, scale)
    limits = level_texts(shown, scale)
    texts = [*_level_texts(goal, middle, scale), *(text for text, _value in limits)]
    values = [*levels, *(value for _text, value in limits)]
    starts = any(reading.begins for reading in shown)
    plot = Plot(
        left=sides[0] if sides else max(38.0, 12 + max(map(width_of, tick_texts), default=0)),
        right=sides[1] if sides else size.width - max(16.0, 16 + max(map(width_of, texts), default=0)),
        top=TOP + (14 if starts else 0),
        bottom=size.height - (BELOW if has_periods else TOP),
    )

    def y(value: Decimal) -> float:
        return plot.height_of(axis.share(value) if axis else 0)

    step = (plot.right - plot.left) / max(len(shown), 1)
    xs = [round(plot.left + (index + 0.5) * step, 1) for index in range(len(shown))]
    level_ys = [y(value) for value in values]
    label_ys = nudge_apart(level_ys, top=plot.top, bottom=plot.bottom)
    beside = [
        Level(at, text, round(near + BASELINE, 1)) for at, text, near in zip(level_ys, texts, label_ys, strict=True)
    ]
    in_words = (rows or table_rows(readings, scale))[: len(shown)][::-1]
    points = tuple(
        Point(x, y(figure), point_text(row), reading.provisional, reading.mark)
        for x, reading, row in zip(xs, shown, in_words, strict=True)
        if (figure := reading.figure) is not None
    )
    labels, groups = _below(xs, shown, step=step, width=size.width) if has_periods else ((), ())
    group_y = plot.bottom + (24 if labels else 8)
    return Drawing(
        width=size.width,
        height=size.height,
        title=title,
        plot=plot,
        tick_x=plot.left - 8,
        level_x=plot.right + 8,
        ticks=_ticks(axis, tick_texts, plot),
        target=beside[0] if goal is not None else None,
        median=beside[len(levels) - 1] if middle is not None else None,
        limits=tuple(beside[len(levels) :]),
        stretches=stretches(xs, shown, y, step=step, top=plot.top, foot=plot.bottom),
        beginnings=beginnings(xs, shown, step=step, right=plot.right),
        flags=flags(xs, shown, y, first=1 + flagged_before, top=plot.top, foot=plot.bottom),
        segments=segments(xs, shown, y),
        points=points,
        columns=columns(xs, shown, step=step, top=plot.top, bottom=plot.bottom),
        marks=place_marks(
            xs,
            shown,
            left=plot.left,
            right=plot.right,
            bottom=plot.bottom,
            points=[(point.x, point.y) for point in points],
            levels=level_ys,
        ),
        labels=labels,
        label_y=plot.bottom + 17,
        groups=groups,
        group_y=group_y,
        group_text_y=group_y + 16,
    )


def _tick_texts(axis: Axis | None, scale: Scale) -> list[str]:
    """Numbers alone, with the percentage sign on the topmost."""
    if axis is None:
        return []
    texts = [scale.number(tick, axis.decimals) for tick in axis.ticks]
    return [*texts[:-1], texts[-1] + ("%" if scale.is_percentage else "")]


def _ticks(axis: Axis | None, texts: Sequence[str], plot: Plot) -> tuple[Tick, ...]:
    ys = [plot.height_of(axis.share(tick)) for tick in axis.ticks] if axis else []
    return tuple(Tick(y, text, round(y + BASELINE, 1)) for y, text in zip(ys, texts, strict=True))


def _level_texts(goal: Decimal | None, middle: Decimal | None, scale: Scale) -> list[str]:
    sign = "%" if scale.is_percentage else ""
    texts = [] if goal is None else [f"Target {scale.number(goal)}{sign}"]
    return texts if middle is None else [*texts, f"Median {scale.number(middle, scale.middle(middle))}{sign}"]


def _below(
    xs: Sequence[float], readings: Sequence[Reading], *, step: float, width: float
) -> tuple[tuple[Label, ...], tuple[Group, ...]]:
    """Ticks over years, or years alone when not every tick has room, or plain labels when there are no years.

    Where each period is a year, its year is not written twice.
    """
    if not all(reading.group and reading.group != reading.tick for reading in readings):
        return place_labels(xs, [reading.label for reading in readings], width=width), ()
    groups = place_groups(xs, [reading.group for reading in readings], step=step, width=width)
    ticks = place_labels(xs, [reading.tick for reading in readings], width=width)
    return (ticks if len(ticks) == len(readings) else ()), groups
