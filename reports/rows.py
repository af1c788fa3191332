"""The figures of one indicator as rows of its table, latest first, each with what it was corrected from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from indicators.signal import Mark
from lscb.core.numbers import write_number
from reports.marks import RATING_MARKS
from reports.queries.series import Measure, Series


@dataclass(frozen=True, slots=True)
class Correction:
    """When a figure was corrected, and what it was before."""

    at: datetime
    before: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One period: its counts and value as text, or the one word that stands for all three."""

    measure: Measure
    numerator: str
    denominator: str
    text: str
    target: str
    mark: str
    mean: str
    limits: str
    signal: Mark
    corrections: tuple[Correction, ...]


def figure_rows(series: Series, shown: Iterable[Measure]) -> list[FigureRow]:
    """Those shown: a page of them, latest first."""
    corrected: dict[object, list[Correction]] = defaultdict(list)
    for before in series.superseded:
        if before.superseded_at:
            corrected[before.period].append(Correction(before.superseded_at, series.text_of(before)))
    marks = {measure.period: mark for measure, mark in zip(series.measures, series.signal.marks, strict=False)}
    lines = {row.label: row for row in series.chart.rows}
    return [
        FigureRow(
            measure=measure,
            numerator=write_count(measure.numerator),
            denominator=write_count(measure.denominator),
            text=series.text_of(measure),
            target=series.text_of_target(measure.target),
            mark=RATING_MARKS[measure.rating],
            mean=lines[measure.period.label].mean,
            limits=lines[measure.period.label].limits,
            signal=marks.get(measure.period, Mark()),
            corrections=tuple(reversed(corrected[measure.period])),
        )
        for measure in shown
    ]


def write_count(count: Decimal | None) -> str:
    """1,204, or 12.5 where half days are counted."""
    if count is None:
        return ""
    return write_number(count, max(0, -int(count.normalize().as_tuple().exponent)))
