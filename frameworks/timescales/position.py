"""Where something stands today, from how often it is due and when it was done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frameworks.timescales.partial import PartialDate
from frameworks.timescales.recurrence import UNDATED, Frequency, Recurrence

SOON = timedelta(days=30)


class Status(StrEnum):
    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE = "done"
    ONGOING = "ongoing"
    NO_DATE = "no_date"

    @property
    def label(self) -> str:
        return "No date set" if self == Status.NO_DATE else self.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Position:
    status: Status
    last_done: PartialDate | None
    next_due: PartialDate | None


def position(
    today: date,
    recurrence: Recurrence | None,
    first_due: PartialDate | None,
    completions: Collection[PartialDate],
) -> Position:
    """What was done last, what is due next and how that stands. Without a recurrence it is due once."""
    last = max(completions, key=lambda done: (done.last_day, done.first_day), default=None)
    if recurrence is not None and recurrence.frequency in UNDATED:
        due = first_due if first_due is not None and (last is None or last.last_day < first_due.first_day) else None
        return Position(_how_it_stands(today, due) if due else Status.ONGOING, last, due)
    if recurrence is None or recurrence.frequency == Frequency.ONCE:
        return _of_named_dates(today, recurrence.dates if recurrence else (), first_due, completions, last)
    return _at(today, last, _next_due(today, recurrence, first_due, last))


def _of_named_dates(
    today: date,
    dates: tuple[PartialDate, ...],
    first_due: PartialDate | None,
    completions: Collection[PartialDate],
    last: PartialDate | None,
) -> Position:
    """Each completion answers one of the dates, early or late."""
    named = dates or ((first_due,) if first_due else ())
    if len(completions) < len(named):
        return _at(today, last, named[len(completions)])
    return Position(Status.DONE, last, None) if last else _at(today, None, None)


def _at(today: date, last: PartialDate | None, due: PartialDate | None) -> Position:
    return Position(_how_it_stands(today, due) if due else Status.NO_DATE, last, due)


def _how_it_stands(today: date, due: PartialDate) -> Status:
    if today > due.last_day:
        return Status.OVERDUE
    return Status.DUE_SOON if due.last_day - today <= SOON else Status.ON_TRACK


def _next_due(
    today: date, recurrence: Recurrence, first_due: PartialDate | None, last: PartialDate | None
) -> PartialDate | None:
    """Every date stands until something was done for it; done a little early is done for it."""
    early = recurrence.step / 4
    if last is None:
        return first_due or recurrence.next_in_months(today)
    if first_due is None and not recurrence.months:
        return recurrence.after(last)
    due = first_due or recurrence.next_in_months(last.first_day)
    while due is not None and (due.first_day - early <= last.first_day or due.first_day <= last.last_day):
        due = (
            recurrence.next_in_months(due.last_day + timedelta(days=1)) if recurrence.months else recurrence.after(due)
        )
    return due
