"""The mean and limits of a process: a band and lines for each stretch between one beginning and the next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from lscb.core.charts.labels import width_of
from lscb.core.charts.readings import Lines, Reading, Scale, figures

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where one mean and its limits reach; a limit that no figure could have is not drawn."""

    x1: float
    x2: float
    mean_y: float
    upper_y: float | None
    lower_y: float | None
    top_y: float
    bottom_y: float

    @property
    def height(self) -> float:
        return round(self.bottom_y - self.top_y, 1)

    @property
    def width(self) -> float:
        return round(self.x2 - self.x1, 1)


@dataclass(frozen=True, slots=True)
class Beginning:
    """A line across the plot where limits begin anew, with its words above."""

    x: float
    text: str
    text_x: float
    anchor: str


def limits_within(readings: Sequence[Reading], *, is_percentage: bool) -> list[Decimal]:
    """Every line the axis has to reach: limits below nought or above a whole are left out where no figure is there."""
    known = figures(readings)
    lowest = Decimal(0) if not known or min(known) >= 0 else None
    highest = WHOLE if is_percentage and known and max(known) <= WHOLE else None
    return [
        value
        for line in _kinds(readings)
        for value in (_exact(line.mean), _exact(line.lower), _exact(line.upper))
        if value is not None and (lowest is None or value >= lowest) and (highest is None or value <= highest)
    ]


def stretches(
    xs: Sequence[float],
    readings: Sequence[Reading],
    y: Callable[[Decimal], float],
    *,
    step: float,
    top: float,
    foot: float,
) -> tuple[Stretch, ...]:
    """A stretch ends where another begins, even if its lines are the same."""
    found = []
    for places in _runs(xs, readings):
        line = places[0][1].lines
        assert line is not None
        x1, x2 = round(places[0][0] - step / 2, 1), round(places[-1][0] + step / 2, 1)
        upper, lower = _inside(line.upper, y, top, foot), _inside(line.lower, y, top, foot)
        has_limits = line.upper is not None
        mean = y(Decimal(str(line.mean)))
        top_y, bottom_y = (upper or top, foot if lower is None else lower) if has_limits else (mean, mean)
        found.append(Stretch(x1, x2, mean, upper, lower, top_y, bottom_y))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Flag:
    """A number at a point that somebody said something about."""

    number: int
    x: float
    y: float
    text_y: float


def flags(
    xs: Sequence[float],
    readings: Sequence[Reading],
    y: Callable[[Decimal], float],
    *,
    first: int,
    top: float,
    foot: float,
) -> tuple[Flag, ...]:
    """Above its point, or below where there is no room; where there is no figure, at the foot."""
    found: list[Flag] = []
    for x, reading in zip(xs, readings, strict=True):
        if reading.note:
            at = foot - 12 if reading.figure is None else y(reading.figure) - 20
            at = round(at if at >= top + 9 else at + 40, 1)
            found.append(Flag(first + len(found), x, at, round(at + 4.3, 1)))
    return tuple(found)


def beginnings(xs: Sequence[float], readings: Sequence[Reading], *, step: float, right: float) -> tuple[Beginning, ...]:
    found: list[Beginning] = []
    for x, reading in zip(xs, readings, strict=True):
        if reading.begins:
            at = round(x - step / 2, 1)
            fits = at + 6 + width_of(reading.begins) <= right
            found.append(Beginning(at, reading.begins, at + 6 if fits else at - 6, "start" if fits else "end"))
    return tuple(found)


def level_texts(readings: Sequence[Reading], scale: Scale) -> list[tuple[str, Decimal]]:
    """Upper, mean and lower of the last stretch: what stands beside it at the right."""
    line = next((reading.lines for reading in reversed(readings) if reading.lines), None)
    if line is None:
        return []
    shown = set(limits_within(readings, is_percentage=scale.is_percentage))
    named = [("Upper", line.upper), ("Mean", line.mean), ("Lower", line.lower)]
    places = max(1, scale.decimals)
    return [
        (f"{name} {scale.number(exact, places)}", exact)
        for name, value in named
        if (exact := _exact(value)) is not None and exact in shown
    ]


def _kinds(readings: Sequence[Reading]) -> Iterable[Lines]:
    return {reading.lines for reading in readings if reading.lines}


def _runs(xs: Sequence[float], readings: Sequence[Reading]) -> Iterable[list[tuple[float, Reading]]]:
    number = 0
    numbered = []
    for place in zip(xs, readings, strict=True):
        number += bool(place[1].begins)
        numbered.append((number, place[1].lines and (place[1].lines.mean, place[1].lines.upper), place))
    for (_number, line), run in groupby(numbered, key=lambda one: (one[0], one[1])):
        if line:
            yield [place for _n, _line, place in run]


def _inside(value: float | None, y: Callable[[Decimal], float], top: float, foot: float) -> float | None:
    if value is None:
        return None
    at = y(Decimal(str(value)))
    return at if top - 0.05 <= at <= foot + 0.05 else None


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
