"""An indicator beside others': England, our region, authorities like ours, and our own figure a year before.

What is hidden of ours is told by no comparison: where a figure of ours is hidden in a period, or in any part of it, we
have no place among others there, and what was published of us is not repeated.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from indicators.analysis.benchmark import (
    mean_of_rates,
    pooled_rate,
    quartile_of,
    quartile_words,
    rank_of,
    rank_words,
)
from indicators.analysis.figures import FigureState, round_half_up
from indicators.analysis.rag import Polarity
from indicators.analysis.units import Unit, format_value
from indicators.measures import Measure
from indicators.queries.benchmarks import BenchmarkRow
from indicators.series import Series
from lscb.core.periods import Period, PeriodKind, YearKind, period_containing

OURS = None
NOT_RANKED_COUNT = "A number grows with the size of a place, so places are not ranked by it."
HIDDEN = "Our figure for {} is hidden, so it has no place among others."
NO_OWN = "There is no figure of ours for {}."
TIES = "Those with the same figure share the better place; a place without a figure is not counted."


@dataclass(frozen=True, slots=True)
class StripLine:
    """One line of the strip: whose figure, what it is, of which period, and where it comes from."""

    whose: str
    text: str
    period: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    says: str
    lines: Sequence[StripLine]
    neighbours: Sequence[StripLine] = ()
    neighbours_period: str = ""
    begins_on: date | None = None
    model: str = ""
    sources: Sequence[str] = ()
    notes: Sequence[str] = field(default=())


def strip_of(series: Series, rows: Sequence[BenchmarkRow]) -> Strip | None:
    """Nothing where nothing was published of any other place."""
    return _Strip(series, rows).made() if any(not row.is_own for row in rows) else None


def beside_in_short(series: Series, rows: Sequence[BenchmarkRow]) -> tuple[str, Sequence[str]]:
    """For a paper: the strip's sentence with its sources, or nothing. ``series`` may be the recent part of its run.

    What lies before its first figure may be hidden unseen, so no place is told of a period that began before it.
    """
    strip = strip_of(series, rows)
    if strip is None or not strip.says or not series.measures or strip.begins_on is None:
        return "", ()
    return (strip.says, strip.sources) if strip.begins_on >= series.measures[0].period.starts_on else ("", ())


class _Strip:
    def __init__(self, series: Series, rows: Sequence[BenchmarkRow]) -> None:
        self.series, self.indicator = series, series.indicator
        self.rows = rows
        like = [row for row in rows if row.place is not None]
        given = [row for row in like if row.value is not None]
        # The newest period in which any of those like us gives a figure.
        self.days = max(((row.starts_on, row.ends_on) for row in given or like), default=None)
        self.like = [row for row in like if (row.starts_on, row.ends_on) == self.days]
        self.england = self._latest(row for row in rows if row.kind == "country")
        self.region = self._latest(row for row in rows if row.is_region)

    def made(self) -> Strip:
        lines = [*self._ours(), *self._wider()]
        mean = self._mean()
        if self.like:
            lines += self._among(mean)
        shown = [self.england, self.region, *self.like]
        return Strip(
            says=self._says(mean),
            lines=lines,
            neighbours=[self._line(row) for row in self.like],
            neighbours_period=self._period(self.like[0]).label if self.like else "",
            begins_on=self.like[0].starts_on if self.like else None,
            model=self._model() if self.like else "",
            sources=_sources(row for row in shown if row is not None),
            notes=self._notes(),
        )

    # Ours

    def _ours(self) -> list[StripLine]:
        latest = self.series.latest
        if latest is None:
            return []
        lines = [StripLine("Ours, latest", self.series.text_of(latest), latest.period.label, self._supplier())]
        before = _a_year_before(latest.period)
        measure = next((one for one in self.series.measures if one.period.starts_on == before.starts_on), None)
        text = self.series.text_of(measure) if measure else "no figure"
        return [*lines, StripLine("Ours, a year before", text, before.label, self._supplier())]

    def _own(self) -> tuple[Decimal | None, str]:
        """Our own figure in the neighbours' period: the Board's where it has one of just that period, else as it was
        published of us; and why there is none."""
        assert self.like
        label = self._period(self.like[0]).label
        overlapping = [
            one
            for one in self.series.measures
            if one.period.starts_on <= self.like[0].ends_on and one.period.ends_on >= self.like[0].starts_on
        ]
        if any(one.is_hidden for one in overlapping):
            return None, HIDDEN.format(label)
        exact = next((one for one in overlapping if self._is_of(one)), None)
        if exact is not None and exact.value is not None:
            return exact.value, ""
        published = self._published()
        return (self._rounded(published.value), "") if published else (None, NO_OWN.format(label))

    def _published(self) -> BenchmarkRow | None:
        return next((row for row in self.rows if row.is_own and (row.starts_on, row.ends_on) == self.days), None)

    def _is_of(self, measure: Measure) -> bool:
        return (measure.period.starts_on, measure.period.ends_on) == self.days

    # Others

    def _wider(self) -> list[StripLine]:
        return [self._line(row) for row in (self.england, self.region) if row is not None]

    def _among(self, mean: Decimal | None) -> list[StripLine]:
        own, why_not = self._own()
        lines: list[StripLine] = []
        period, source = self._period(self.like[0]).label, _where_from(self.like[0])
        if own is not None and not any(self._is_of(one) and one.value is not None for one in self.series.measures):
            published = self._published()
            assert published is not None
            lines.append(StripLine(f"{published.area}, as published", self._text(own), period, _where_from(published)))
        given = [row for row in self.like if row.value is not None]
        counted = f"{len(given)} of {len(self.like)} give a figure"
        if self.indicator.unit == Unit.NUMBER:
            return [*lines, StripLine("Our place", "not ranked", period, self._model(), NOT_RANKED_COUNT)]
        lines.append(StripLine("Mean of the neighbours’ figures", self._text(mean), period, source, counted))
        if (together := self._together(given)) is not None:
            note = "All their counts added up, then one rate: larger places weigh more."
            lines.append(StripLine("The neighbours as one place", self._text(together), period, source, note))
        return [*lines, *self._placed(own, why_not, period)]

    def _placed(self, own: Decimal | None, why_not: str, period: str) -> list[StripLine]:
        if own is None:
            return [StripLine("Our place", "none", period, self._model(), why_not)]
        rates, polarity = self._rates(own), self.indicator.polarity
        rank, quartile = rank_of(OURS, rates, polarity=polarity), quartile_of(OURS, rates, polarity=polarity)
        assert rank is not None
        lines = [StripLine("Our place", rank_words(rank, polarity=polarity), period, self._model(), TIES)]
        if quartile is not None:
            words = quartile_words(quartile, polarity=polarity).capitalize()
            lines.append(StripLine("Our quarter", words, period, self._model()))
        return lines

    def _rates(self, own: Decimal) -> dict[Hashable, Decimal | None]:
        """To the decimals that are shown, so that a tie is one to whoever reads it."""
        return {OURS: own, **{row.area: self._rounded(row.value) for row in self.like}}

    def _mean(self) -> Decimal | None:
        return None if self.indicator.unit == Unit.NUMBER else mean_of_rates(row.value for row in self.like)

    def _together(self, given: Sequence[BenchmarkRow]) -> Decimal | None:
        """Only where every neighbour with a figure gives its counts: else it would be of other places than the mean."""
        multiplier = Unit(self.indicator.unit).multiplier
        if multiplier is None or not given or any(row.numerator is None or row.denominator is None for row in given):
            return None
        return pooled_rate([(row.numerator, row.denominator) for row in given], multiplier=multiplier)

    # Words

    def _says(self, mean: Decimal | None) -> str:
        """In 2024–25 ours is below England’s and its neighbours’ mean: joint 3rd of 11, the second quarter."""
        if not self.like or self.indicator.unit == Unit.NUMBER:
            return ""
        own, why_not = self._own()
        label = self._period(self.like[0]).label
        if own is None:
            return why_not
        parts = [f"our neighbours’ mean of {self._text(mean)}"] * (mean is not None)
        england = self.england
        if england is not None and england.value is not None and (england.starts_on, england.ends_on) == self.days:
            parts.insert(0, f"England’s {self._text(england.value)}")
        against = [(self._beside(own, mean), parts[-1])] if mean is not None else []
        if len(parts) == 2 and england is not None:
            against.insert(0, (self._beside(own, england.value), parts[0]))
        placed = self._placed(own, "", label)
        place = ", ".join([placed[0].text, *(f"in the {line.text.lower()}" for line in placed[1:])])
        return f"In {label} our {self._text(own)} is {_joined(against)}: {place}." if against else f"{label}: {place}."

    def _beside(self, own: Decimal, other: Decimal | None) -> str:
        other = self._rounded(other)
        assert other is not None
        return "level with" if own == other else "above" if own > other else "below"

    def _notes(self) -> list[str]:
        notes = []
        kinds = {row.frequency for row in (self.england, self.region, *self.like) if row is not None}
        if kinds - {self.indicator.frequency}:
            notes.append("Others’ figures are of another length of time than ours. Compare them with care.")
        if self.indicator.polarity == Polarity.NEITHER and self.like and self.indicator.unit != Unit.NUMBER:
            notes.append("Neither higher nor lower is better here: a place says only how large the figure is.")
        return notes

    def _model(self) -> str:
        return f"{self.like[0].model} {self.like[0].year}"

    def _supplier(self) -> str:
        return str(self.indicator.supplier or "")

    def _line(self, row: BenchmarkRow) -> StripLine:
        text = self._text(row.value) if row.value is not None else FigureState(row.state).label.lower()
        return StripLine(row.area, text, self._period(row).label, _where_from(row))

    def _text(self, value: Decimal | None) -> str:
        return format_value(value, self.indicator.unit, self.indicator.decimals)

    def _rounded(self, value: Decimal | None) -> Decimal | None:
        return None if value is None else round_half_up(value, self.indicator.decimals)

    def _period(self, row: BenchmarkRow) -> Period:
        kinds = PeriodKind(row.frequency), YearKind(self.indicator.year_kind)
        period = period_containing(row.starts_on, *kinds)
        return period if period.ends_on == row.ends_on else Period(row.starts_on, row.ends_on, *kinds)

    @staticmethod
    def _latest(rows: Iterable[BenchmarkRow]) -> BenchmarkRow | None:
        return max(rows, key=lambda row: (row.value is not None, row.starts_on), default=None)


def _a_year_before(period: Period) -> Period:
    if period.kind == PeriodKind.YEAR:
        return period.previous()
    if period.kind == PeriodKind.TWELVE_WEEKS:
        return period_containing(period.starts_on.replace(day=1, year=period.starts_on.year - 1), period.kind)
    day = period.starts_on.replace(year=period.starts_on.year - 1)
    return period_containing(day, period.kind, period.year_kind)


def _where_from(row: BenchmarkRow) -> str:
    return row.source or "Published figures"


def _sources(rows: Iterable[BenchmarkRow]) -> list[str]:
    """Each once, with its licence and the day it was published."""
    found = {}
    for row in rows:
        day = f", published {row.published_on.day} {row.published_on:%B %Y}" if row.published_on else ""
        found[row.file_id] = f"Source: {_where_from(row)}{day}. {row.licence}".strip()
    return list(dict.fromkeys(found.values()))


def _joined(against: list[tuple[str, str]]) -> str:
    """Above England’s 21.0% and our neighbours’ mean of 20.3%; or above the one and below the other."""
    if len(against) == 2 and against[0][0] == against[1][0]:
        return f"{against[0][0]} {against[0][1]} and {against[1][1]}"
    return " and ".join(f"{word} {what}" for word, what in against)
