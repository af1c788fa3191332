"""One indicator and its run of accepted figures, as one reader may see them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from board.rules import Protection
from indicators.analysis.rag import Rating
from indicators.analysis.units import Unit, format_value
from indicators.measures import Measure, Row, Rules, measure_of, measures_of
from indicators.models import Indicator, Target
from indicators.signal import NOTHING, Mark, Placed, Signal, signal_of
from lscb.core import charts
from lscb.core.charts import Reading, ReadingState, RunChart, Spark
from lscb.core.periods import Period
from lscb.core.templatetags.words import uk_date

TWO_YEARS = timedelta(days=2 * 366)
DIGITS = re.compile(r"([0-9]+)")

# What needs the Board's eye comes before what does not.
RATING_ORDER = (Rating.NOT_MET, Rating.NEAR, Rating.MET, Rating.NONE)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where a series stands by its latest figure, with its small chart: what a dashboard shows of it."""

    text: str
    period: str
    rating: Rating
    rating_words: str
    spark: Spark | None
    icon: str = ""
    icon_words: str = ""
    assurance: str = ""
    assurance_words: str = ""
    says: str = ""
    # What its supplier said of the latest figure when it was asked about.
    explained: str = ""


class Due(NamedTuple):
    """A figure that was asked for and is in time yet."""

    period: Period
    due_on: date
    timely_until: date

    @property
    def says(self) -> str:
        """Such as "Q2 2026–27 is due on 28 October 2026"."""
        until = f", on time until {uk_date(self.timely_until)}" if self.timely_until > self.due_on else ""
        return f"{self.period.label} is due on {uk_date(self.due_on)}{until}"


@dataclass(frozen=True)
class Series:
    """One indicator and its run of periods, oldest first; a period without a figure is there and says so."""

    indicator: Indicator
    measures: tuple[Measure, ...]
    superseded: tuple[Measure, ...] = ()
    awaited: Period | None = None
    due: Due | None = None
    signal: Signal = NOTHING
    # As far back as a year before and all that came of it, where less is shown.
    history: tuple[Measure, ...] = field(default=(), compare=False)
    targets: tuple[Target, ...] = field(default=(), compare=False)
    # Where it was worked out when its figures changed.
    kept: Standing | None = field(default=None, compare=False)

    @property
    def latest(self) -> Measure | None:
        return self.measures[-1] if self.measures else None

    @property
    def rating(self) -> Rating:
        return self.latest.rating if self.latest else Rating.NONE

    @property
    def rating_words(self) -> str:
        return self.latest.rating_words if self.latest else "No figures yet"

    @property
    def code_place(self) -> tuple[str | int, ...]:
        return _code_place(self.indicator.code)

    @property
    def rating_place(self) -> int:
        return RATING_ORDER.index(self.rating)

    @property
    def target(self) -> Decimal | None:
        return self.latest.target if self.latest else None

    @property
    def suffix(self) -> str:
        return Unit(self.indicator.unit).suffix

    def text_of(self, measure: Measure | None) -> str:
        """63.0%, "hidden", or why there is none: "no return", "not ready in time"."""
        if measure is None:
            return "no figures yet"
        if measure.value is None:
            return measure.missing_reason.lower() or ("hidden" if measure.is_hidden else "no return")
        return format_value(measure.value, self.indicator.unit, self.indicator.decimals)

    @property
    def latest_text(self) -> str:
        return self.text_of(self.latest)

    @property
    def target_text(self) -> str:
        return self.text_of_target(self.target)

    def text_of_target(self, target: Decimal | None) -> str:
        """With the definition's decimals, or the target's own where it has more."""
        if target is None:
            return "—"
        own = -int(target.normalize().as_tuple().exponent)
        return format_value(target, self.indicator.unit, max(self.indicator.decimals, own))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        marks = self.signal.marks or (Mark(),) * len(self.measures)
        return tuple(_reading(measure, mark) for measure, mark in zip(self.measures, marks, strict=True))

    @cached_property
    def chart(self) -> RunChart:
        return charts.run_chart(
            self.indicator.title,
            self.readings,
            target=self.target,
            decimals=self.indicator.decimals,
            suffix=self.suffix,
            says=self.signal.says,
        )

    @cached_property
    def spark(self) -> Spark:
        return charts.spark(
            self.indicator.title,
            self.readings,
            target=self.target,
            decimals=self.indicator.decimals,
            suffix=self.suffix,
            says=self.signal.says,
        )

    @cached_property
    def standing(self) -> Standing:
        return self.kept or Standing(
            text=self.latest_text,
            period=self.latest.period.label if self.latest else "",
            rating=self.rating,
            rating_words=self.rating_words,
            spark=self.spark if self.measures else None,
            icon=self.signal.icon,
            icon_words=self.signal.icon_words,
            assurance=self.signal.assurance,
            assurance_words=self.signal.assurance_words,
            says=self.signal.says,
            explained=self.latest.explanation if self.latest else "",
        )

    @cached_property
    def headline(self) -> str:
        return charts.headline(self.readings, target=self.target, decimals=self.indicator.decimals, suffix=self.suffix)


def rules_for(indicator: Indicator, *, rule: Protection, is_trusted: bool) -> Rules:
    return Rules(
        unit=indicator.unit,
        decimals=indicator.decimals,
        polarity=indicator.polarity,
        frequency=indicator.frequency,
        year_kind=indicator.year_kind,
        threshold=rule.hides_below,
        rounds_to=rule.rounds_to,
        is_trusted=is_trusted,
    )


def series_of(
    indicator: Indicator,
    rows: Sequence[Row],
    targets: list[Target],
    rules: Rules,
    *,
    at: datetime,
    since: date | None = None,
    placed: Iterable[Placed] = (),
    signal: Signal | None = None,
) -> Series:
    """From all its rows in date order, those from ``since`` on shown; the rest only count for its limits.

    What was superseded after the moment asked for had not been then.
    """
    standing = [row for row in rows if row.superseded_at is None or row.superseded_at > at]
    superseded = [row for row in rows if row.superseded_at and row.superseded_at <= at]
    if signal is None:
        signal = whole_signal(indicator, standing, targets, rules, placed)
    history = [row for row in standing if row.starts_on >= standing[-1].starts_on - TWO_YEARS] if since else []
    shown = measures_of([row for row in standing if since is None or row.starts_on >= since], targets, rules)
    return Series(
        indicator,
        shown,
        superseded=tuple(
            measure_of(row, targets, rules) for row in superseded if since is None or row.starts_on >= since
        ),
        signal=signal.of_the_last(len(shown)),
        history=measures_of(history, targets, rules),
        targets=tuple(targets),
    )


def whole_signal(
    indicator: Indicator, standing: Sequence[Row], targets: list[Target], rules: Rules, placed: Iterable[Placed]
) -> Signal:
    """Of the whole history as the Board sees it, whoever reads."""
    of_the_board = Series(indicator, measures_of(standing, targets, rules._replace(is_trusted=False)))
    return signal_of(of_the_board.measures, polarity=rules.polarity, target=of_the_board.target_text, placed=placed)


@lru_cache(maxsize=1024)
def _code_place(code: str) -> tuple[str | int, ...]:
    """PF2 before PF10."""
    return tuple(int(part) if DIGITS.fullmatch(part) else part for part in DIGITS.split(code.casefold()))


def _reading(measure: Measure, mark: Mark) -> Reading:
    label, tick, group = _labels(measure.period)
    reason = measure.missing_reason.lower() if measure.state == ReadingState.MISSING else ""
    return Reading(
        label,
        measure.value,
        measure.state,
        tick=tick,
        group=group,
        reason=reason,
        lines=mark.lines,
        mark=mark.mark,
        why=mark.why,
        note=mark.note,
        begins=mark.begins,
    )


@lru_cache(maxsize=1024)
def _labels(period: Period) -> tuple[str, str, str]:
    return period.label, period.short_label, period.year_label
