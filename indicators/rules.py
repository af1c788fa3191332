"""What follows from a figure's parts, from a period's dates, and from what was handed in when. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from indicators.analysis.derive import derive
from indicators.analysis.units import Unit
from lscb.core.periods import Period, PeriodKind, YearKind, period_containing
from lscb.core.working_days import add_working_days

# How many periods before the present one may still be opened.
PERIODS_BACK = 4


def value_of(
    numerator: Decimal | None, denominator: Decimal | None, value: Decimal | None, *, unit: str, places: int
) -> Decimal | None:
    """The value as typed, or worked out from its counts; never both."""
    if value is not None or numerator is None:
        return value
    if unit == Unit.NUMBER:
        return numerator
    return derive(numerator, denominator, Unit(unit).multiplier, places)


# Periods


def periods_to_open(kind: str, year_kind: str, opened: Collection[date], *, today: date) -> list[Period]:
    """Those that may be opened, in order: the one after the last, and recent ones that were passed over."""
    latest = period_containing(today, PeriodKind(kind), YearKind(year_kind))
    found = {latest.starts_on: latest}
    for _ in range(PERIODS_BACK):
        latest = latest.previous()
        found[latest.starts_on] = latest
    if opened:
        following = period_containing(max(opened), PeriodKind(kind), YearKind(year_kind)).next()
        found[following.starts_on] = following
    earliest = min(opened, default=date.min)
    return [found[day] for day in sorted(found) if day not in opened and day > earliest]


def period_to_propose(choices: list[Period], opened: Collection[date], *, today: date) -> Period:
    """The one after the last that was opened; at the very start, the latest that has ended."""
    if opened:
        return next((choice for choice in choices if choice.starts_on > max(opened)), choices[-1])
    return next((choice for choice in reversed(choices) if choice.ends_on < today), choices[-1])


@dataclass(frozen=True, slots=True)
class Timing:
    """How long after a period's end returns are due, how long they count as on time, and how long they are taken."""

    due_after_working_days: int
    timely_for_days: int
    lock_after_days: int

    def due_on(self, ends_on: date, *, today: date, extra_holidays: frozenset[date]) -> date:
        """So many working days after the period's end; after today, where the period ended long ago."""
        due_on = self.usual_due_on(ends_on, extra_holidays=extra_holidays)
        return due_on if due_on > today else self.usual_due_on(today, extra_holidays=extra_holidays)

    def usual_due_on(self, ends_on: date, *, extra_holidays: frozenset[date]) -> date:
        return add_working_days(ends_on, self.due_after_working_days, extra_holidays)

    def timely_until(self, due_on: date) -> date:
        return due_on + timedelta(days=self.timely_for_days)

    def locks_on(self, due_on: date) -> date:
        """Never before a return stops being on time."""
        return due_on + timedelta(days=max(self.lock_after_days, self.timely_for_days))


def wrong_dates(
    period: Period, due_on: date, locks_on: date, *, today: date, timely_until: date | None = None
) -> dict[str, str]:
    """What is wrong with a period's dates, by field; nothing when they will do."""
    wrong = {}
    if due_on <= period.ends_on:
        wrong["due_on"] = f"Enter a date after {_day(period.ends_on)}, when the period ends"
    if timely_until is not None and timely_until < due_on:
        wrong["timely_until"] = f"Enter {_day(due_on)}, when returns are due, or a later date"
    if locks_on < due_on:
        wrong["locks_on"] = f"Enter {_day(due_on)}, when returns are due, or a later date"
    elif locks_on < today:
        wrong["locks_on"] = "Enter today or a later date: after it nothing can be handed in"
    elif timely_until is not None and locks_on < timely_until:
        wrong["locks_on"] = f"Enter {_day(timely_until)}, until when returns are on time, or a later date"
    return wrong


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# Timeliness


@dataclass(frozen=True, slots=True)
class Received:
    """What came of one return that was asked for."""

    on_time_until: date
    first_came_on: date | None
    rows: int
    answered: int

    @property
    def is_in_time(self) -> bool:
        return self.first_came_on is not None and self.first_came_on <= self.on_time_until


@dataclass(frozen=True, slots=True)
class Rates:
    """How complete and how punctual returns are.

    Completeness: rows with a figure or a reason why there is none, of all rows asked for.
    On time: returns first handed in while that was on time, of all returns asked for.
    """

    returns: int
    in_time: int
    rows: int
    answered: int

    @property
    def completeness(self) -> Decimal | None:
        return derive(self.answered, self.rows, 100)

    @property
    def on_time(self) -> Decimal | None:
        return derive(self.in_time, self.returns, 100)


def rates(received: Iterable[Received]) -> Rates:
    asked = list(received)
    return Rates(
        returns=len(asked),
        in_time=sum(one.is_in_time for one in asked),
        rows=sum(one.rows for one in asked),
        answered=sum(one.answered for one in asked),
    )
