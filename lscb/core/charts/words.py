"""A chart in words: the sentence it carries as its title, and its figures as rows.

The words never say that a figure is rising or falling: two points make no trend.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lscb.core.charts.readings import Number, Reading, ReadingState, Scale, figures, middle_of

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ENOUGH_FOR_RANGE = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table beside the chart; without a figure the text is the reason, if one was given."""

    label: str
    text: str
    state: ReadingState
    provisional: bool
    mark: str = ""
    why: str = ""
    mean: str = ""
    limits: str = ""


def table_rows(readings: Sequence[Reading], scale: Scale) -> tuple[Row, ...]:
    """The same figures as the chart's, latest first."""
    return tuple(_row(reading, scale) for reading in reversed(readings))


def point_text(row: Row) -> str:
    """Q4 2025–26: 63%, provisional."""
    return (
        f"{row.label}: {row.text}" + (", provisional" if row.provisional else "") + (f". {row.why}" if row.why else "")
    )


def sentence(
    name: str,
    readings: Sequence[Reading],
    *,
    target: Number | None = None,
    decimals: int = 0,
    suffix: str = "",
) -> str:
    """All a chart shows, for those who hear it: what, when, latest, before, range, target, what is not there."""
    span = f", {readings[0].label} to {readings[-1].label}" if len(readings) > 1 else ""
    return f"{name}{span}. {headline(readings, target=target, decimals=decimals, suffix=suffix)}"


def headline(readings: Sequence[Reading], *, target: Number | None = None, decimals: int = 0, suffix: str = "") -> str:
    """The same without its name, to stand under a heading."""
    scale = Scale(decimals, suffix)
    parts = [*_latest(readings, scale), *_range(readings, scale)]
    if target is not None:
        parts.append(f"Target {scale.figure(target)}.")
    middle = middle_of(readings)
    if middle is not None:
        parts.append(f"Median {scale.figure(middle, scale.middle(middle))}.")
    return " ".join([*parts, *_absences(readings)])


def _row(reading: Reading, scale: Scale) -> Row:
    figure = reading.figure
    if figure is not None:
        marked = reading.mark, reading.why, *_lines(reading, scale)
        return Row(reading.label, scale.figure(figure), ReadingState.GIVEN, reading.provisional, *marked)
    state = ReadingState.HIDDEN if reading.is_hidden else ReadingState.MISSING
    return Row(reading.label, reading.reason, state, False, "", "", *_lines(reading, scale))


def _lines(reading: Reading, scale: Scale) -> tuple[str, str]:
    """The mean and limits as the table writes them: 74.9, and 64.3 to 85.5."""
    lines, places = reading.lines, max(1, scale.decimals)
    if lines is None:
        return "", ""
    if lines.lower is None or lines.upper is None:
        return scale.number(lines.mean, places), ""
    return scale.number(
        lines.mean, places
    ), f"{scale.number(lines.lower, places)} to {scale.number(lines.upper, places)}"


def _latest(readings: Sequence[Reading], scale: Scale) -> Iterator[str]:
    given = [reading for reading in readings if reading.figure is not None]
    if readings and readings[-1].figure is None:
        yield _without_figure(readings[-1])
    if not given:
        yield "No figure can be shown." if any(reading.is_hidden for reading in readings) else "No figures yet."
        return
    said = [f"{_row(reading, scale).text}, {_when(reading)}" for reading in reversed(given[-2:])]
    yield f"Latest {'; before that '.join(said)}."


def _without_figure(reading: Reading) -> str:
    if reading.is_hidden:
        return f"{reading.label} is hidden."
    return f"No figure for {reading.label}: {reading.reason}." if reading.reason else f"No return for {reading.label}."


def _when(reading: Reading) -> str:
    return f"{reading.label} (provisional)" if reading.provisional else reading.label


def _range(readings: Sequence[Reading], scale: Scale) -> Iterator[str]:
    known = figures(readings)
    if len(known) < ENOUGH_FOR_RANGE:
        return
    low, high = min(known), max(known)
    if low == high:
        yield f"All {len(known)} figures are {scale.figure(low)}."
    else:
        # A unit in words is said once, a percentage sign twice: "from 45.2 to 63.3 per 10,000", "from 59% to 63%".
        lowest = scale.figure(low) if scale.is_percentage else scale.number(low)
        yield f"From {lowest} to {scale.figure(high)} in {len(known)} figures."


def _absences(readings: Sequence[Reading]) -> Iterator[str]:
    without = [reading for reading in readings if reading.figure is None]
    hidden = sum(reading.is_hidden for reading in without)
    explained = sum(bool(reading.reason) and not reading.is_hidden for reading in without)
    kinds = [(hidden, "hidden"), (explained, "not given"), (len(without) - hidden - explained, "not returned")]
    said: list[str] = []
    for count, what in kinds:
        noun = "" if said else " figure" if count == 1 else " figures"
        said += [f"{_count(count)}{noun} {what}"] * bool(count)
    if said:
        yield f"{', '.join(said)}.".capitalize()


def _count(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
