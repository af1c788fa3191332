"""The rows of a return as its pages show them: what was typed, what it was read as, what came before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.analysis.checks import Finding, disagreeing, parts_and_whole
from indicators.analysis.figures import FigureState
from indicators.analysis.units import Unit
from indicators.enums import MissingReason
from indicators.history import PERIODS_SHOWN, Past, history_of
from indicators.models import Figure, Indicator, IndicatorReturn
from indicators.queries.beside import Beside, Part, beside
from indicators.reading import Measure, Reading, read_row
from lscb.core.models import User


def measure_of(indicator: Indicator) -> Measure:
    return Measure(indicator.unit, indicator.decimals, indicator.takes_denominator)


def read(figure: Figure, history: Sequence[Decimal | None] = ()) -> Reading:
    """A row's own texts, read as its indicator is read."""
    most_change = figure.indicator.asks_from_change
    texts = {"numerator": figure.numerator_text, "denominator": figure.denominator_text, "value": figure.value_text}
    return read_row(texts, figure.missing_reason, measure_of(figure.indicator), history, most_change=most_change)


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator's row."""

    figure: Figure
    reading: Reading
    past: Sequence[Past]

    @property
    def measure(self) -> Measure:
        return measure_of(self.figure.indicator)

    @property
    def value_words(self) -> str:
        return self.reading.words(self.measure)

    @property
    def reason_words(self) -> str:
        return MissingReason(self.figure.missing_reason).label if self.figure.missing_reason else ""

    @property
    def is_suppressed(self) -> bool:
        return self.reading.state == FigureState.SUPPRESSED

    @property
    def is_explained(self) -> bool:
        return bool(self.reading.warnings and self.figure.explanation.strip())

    @property
    def is_empty(self) -> bool:
        """Nothing was typed or chosen; a row with a mistake in it is not empty."""
        return not self.figure.is_answered and not self.reading.errors

    @property
    def unexplained(self) -> list[Finding]:
        return [] if self.is_explained else self.reading.warnings

    @property
    def has_news(self) -> bool:
        return bool(self.reading.findings) or self.is_suppressed

    @property
    def mark(self) -> str:
        """Its state in one word, for the page's script to count."""
        if self.reading.errors:
            return "wrong"
        if self.reading.warnings:
            return "explained" if self.is_explained else "unexplained"
        return "empty" if self.is_empty else "answered"


def rows_of(item: IndicatorReturn, figures: Iterable[Figure], *, user: User) -> list[Row]:
    """Each figure with its history, in a fixed number of queries."""
    figures = list(figures)
    indicators = [figure.indicator for figure in figures]
    history = history_of(item, indicators, user=user)
    compared = beside(item, figures)
    nothing = Beside()
    return [
        _row(figure, history[figure.indicator_id], compared.get(figure.indicator_id, nothing)) for figure in figures
    ]


def _row(figure: Figure, history: list[Past], compared: Beside) -> Row:
    since = compared.limits_from
    past = [each.compared for each in history if since is None or each.ends_on >= since]
    reading = read(figure, past)
    if reading.state == FigureState.GIVEN:
        found = _beside(reading, compared, is_count=figure.indicator.unit == Unit.NUMBER)
        reading = replace(reading, findings=(*reading.findings, *found))
    return Row(figure, reading, history[-PERIODS_SHOWN:])


def _beside(reading: Reading, compared: Beside, *, is_count: bool) -> Iterator[Finding]:
    """Counts add up, and so do numerators. Percentages and rates do not."""
    breakdowns: dict[str, list[Part]] = defaultdict(list)
    for part in compared.parts:
        breakdowns[part.breakdown].append(part)
    for parts in breakdowns.values():
        is_others = any(part.is_theirs for part in parts)
        if reading.numerator is not None:
            counts = [(part.code, part.numerator) for part in parts]
            yield from parts_and_whole(reading.numerator, counts, is_others=is_others)
        elif is_count:
            counts = [(part.code, part.count) for part in parts]
            yield from parts_and_whole(reading.value, counts, is_others=is_others)
    for other in compared.others:
        yield from disagreeing(reading.derived, other.agency, other.title, other.value)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a return from being submitted, and the row it is in."""

    row: Row
    sentence: str


def problems(rows: Iterable[Row], *, is_nil: bool) -> list[Problem]:
    """Rows without an answer (unless there is nothing to report), mistakes, and warnings not explained."""
    found = []
    for row in rows:
        found += [Problem(row, finding.message) for finding in row.reading.errors]
        found += [Problem(row, finding.message) for finding in row.unexplained]
        if row.is_empty and not is_nil:
            found.append(Problem(row, "Enter a figure, or choose why there is none."))
    return found
