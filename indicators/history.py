"""What was published before for a return's indicators: for its reader to see, and for the checks to compare with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from board.models import Board
from board.rules import Protection
from indicators.analysis.disclosure import Shown
from indicators.measures import Row, shown_of
from indicators.models import Indicator, IndicatorReturn, PublishedFigure
from indicators.permissions import can_see_small_numbers
from indicators.series import rules_for
from lscb.core.models import User
from lscb.core.numbers import write_number
from lscb.core.periods import Period

PERIODS_SHOWN = 4
PERIODS_COMPARED = 20
NOTHING_HIDDEN = Protection(0)


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier period of one indicator; ``compared`` never holds more than the return's own agency may know."""

    label: str
    words: str
    is_hidden: bool
    compared: Decimal | None
    ends_on: date


def columns_of(span: Period) -> list[str]:
    """The headings of the periods shown."""
    return [_label(earlier_span) for earlier_span in earlier(span)]


def earlier(span: Period, count: int = PERIODS_SHOWN) -> list[Period]:
    """The periods before this one, oldest first."""
    spans: list[Period] = []
    for _ in range(count):
        span = span.previous()
        spans.insert(0, span)
    return spans


def history_of(item: IndicatorReturn, indicators: Iterable[Indicator], *, user: User) -> dict[int, list[Past]]:
    """By indicator, the periods to compare with, oldest first; in one query, or two where something may be hidden."""
    indicators = list(indicators)
    spans = earlier(item.period.span, PERIODS_COMPARED)
    published = (
        PublishedFigure.objects.visible_to(user)
        .current()
        .filter(indicator__in=indicators, starts_on__in=[span.starts_on for span in spans])
    )
    found = {(figure.indicator_id, figure.starts_on): figure for figure in published}
    is_known = {one.pk: can_see_small_numbers(user, one) for one in indicators}
    is_own = {one.pk: one.supplier_id == item.agency_id for one in indicators}
    everything_shows = all(is_known.values()) and all(is_own.values())
    rule = None if everything_shows else Board.current().protection
    return {
        one.pk: [
            _past(one, span, found.get((one.pk, span.starts_on)), is_known[one.pk], is_own[one.pk], rule)
            for span in spans
        ]
        for one in indicators
    }


def _past(
    indicator: Indicator,
    span: Period,
    figure: PublishedFigure | None,
    is_known: bool,
    is_own: bool,
    rule: Protection | None,
) -> Past:
    label = _label(span)
    if figure is None or not _is_same_span(figure, span):
        return Past(label, "no return", is_hidden=False, compared=None, ends_on=span.ends_on)
    shown = _disclosed(indicator, figure, rule, is_trusted=is_known)
    compared = _disclosed(indicator, figure, rule, is_trusted=is_own)
    if shown.hidden:
        words = "hidden"
    else:
        words = "none" if shown.value is None else write_number(shown.value, indicator.decimals)
    return Past(
        label, words, shown.hidden, None if compared.value is None else Decimal(compared.value), ends_on=span.ends_on
    )


def _is_same_span(figure: PublishedFigure, span: Period) -> bool:
    """A year's figure begins on the same day as its first quarter's, and is another thing."""
    return (figure.starts_on, figure.ends_on) == (span.starts_on, span.ends_on)


@lru_cache(maxsize=256)
def _label(span: Period) -> str:
    """As short as a column allows: Q4 25–26, 2025–26."""
    return span.label if span.label == span.year_label else f"{span.short_label} {span.year_label.removeprefix('20')}"


def _disclosed(indicator: Indicator, figure: PublishedFigure, rule: Protection | None, *, is_trusted: bool) -> Shown:
    row = Row._make(getattr(figure, name) for name in Row._fields)
    return shown_of(row, rules_for(indicator, rule=rule or NOTHING_HIDDEN, is_trusted=is_trusted))
