"""A series as text, to be kept and read again as it was. The text says everything; nothing is worked out on reading."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from indicators.analysis.rag import Rating
from indicators.measures import Measure, Rules
from indicators.models import Indicator
from indicators.series import Series, Standing
from indicators.signal import Mark, Signal
from lscb.core.charts import ReadingState, Spark
from lscb.core.charts.shapes import Column
from lscb.core.periods import Period, PeriodKind, YearKind

# Count up when figures are read, rated, hidden or drawn by other rules than before: then nothing kept is used.
EDITION = 5


@dataclass(frozen=True, slots=True)
class Kept:
    measures: tuple[Measure, ...]
    superseded: tuple[Measure, ...]
    standing: Standing
    signal: Signal


def basis_of(indicator: Indicator, rules: Rules) -> str:
    """Everything a series is worked out by besides its figures and targets, as a digest."""
    return _digest(indicator.title, rules)


@lru_cache(maxsize=1024)
def _digest(title: str, rules: Rules) -> str:
    return hashlib.sha256(json.dumps([EDITION, title, *rules]).encode()).hexdigest()


def written(series: Series) -> str:
    content = {
        "measures": [_written(measure) for measure in series.measures],
        "superseded": [_written(measure) for measure in series.superseded],
        "standing": asdict(series.standing),
        "signal": asdict(series.signal),
    }
    return json.dumps(content, ensure_ascii=False, default=str)


@lru_cache(maxsize=512)
def read(content: str) -> Kept:
    """Read once in a process: a page of a hundred is mostly the same as the last one."""
    kept = json.loads(content)
    return Kept(
        measures=tuple(map(_read, kept["measures"])),
        superseded=tuple(map(_read, kept["superseded"])),
        standing=_standing(**kept["standing"]),
        signal=_signal(**kept["signal"]),
    )


def written_signal(signal: Signal) -> str:
    return json.dumps(asdict(signal), ensure_ascii=False)


@lru_cache(maxsize=64)
def read_signal(text: str) -> Signal:
    return _signal(**json.loads(text))


def _signal(marks: list[list[Any]], **words: Any) -> Signal:
    return Signal(marks=tuple(Mark(*mark) for mark in marks), **words)


def _written(measure: Measure) -> list[Any]:
    """In the order of its fields."""
    period = measure.period
    _period, *others = (getattr(measure, field.name) for field in fields(measure))
    return [[period.starts_on, period.ends_on, period.kind, period.year_kind], *others]


def _read(kept: list[Any]) -> Measure:
    period, numerator, denominator, value, state, reason, rating, target, *words, published_at, superseded_at = kept
    commentary, explanation = words
    return Measure(
        period=_period(*period),
        numerator=_number(numerator),
        denominator=_number(denominator),
        value=_number(value),
        state=ReadingState(state),
        missing_reason=reason,
        rating=Rating(rating),
        target=_number(target),
        commentary=commentary,
        explanation=explanation,
        published_at=_moment(published_at),
        superseded_at=_moment(superseded_at),
    )


def _standing(rating: str, spark: dict[str, Any] | None, **texts: str) -> Standing:
    return Standing(rating=Rating(rating), spark=_spark(**spark) if spark else None, **texts)


def _spark(columns: list[dict[str, Any]], **parts: Any) -> Spark:
    return Spark(columns=tuple(Column(**column) for column in columns), **parts)


@lru_cache(maxsize=1024)
def _period(starts_on: str, ends_on: str, kind: str, year_kind: str) -> Period:
    return Period(date.fromisoformat(starts_on), date.fromisoformat(ends_on), PeriodKind(kind), YearKind(year_kind))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
