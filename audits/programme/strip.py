"""The programme's year by month: which entries fall where, in which state. Pure: no query, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from audits.programme.enums import NEEDS_A_REASON, Category, EntryStatus
from audits.programme.models import ProgrammeEntry
from lscb.core.templatetags.words import uk_date

MARKS = {EntryStatus.COMPLETE: "done", EntryStatus.UNDER_WAY: "now", EntryStatus.PLANNED: "todo"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry in its month."""

    number: int
    kind: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    is_now: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A category, and for each month the entries due in it."""

    label: str
    months: list[tuple[Month, list[Mark]]]


@dataclass(frozen=True, slots=True)
class Strip:
    months: list[Month]
    rows: list[Row]


def months_of(year: int, starts_in: int) -> list[date]:
    """The first days of the twelve months of a Board's year."""
    return [date(year + (starts_in - 1 + n) // 12, (starts_in - 1 + n) % 12 + 1, 1) for n in range(12)]


def year_strip(entries: Iterable[ProgrammeEntry], *, year: int, starts_in: int, today: date) -> Strip:
    """Entries that were put off, or have no date in this year, are not in it."""
    months = [Month(first, first == today.replace(day=1)) for first in months_of(year, starts_in)]
    found: dict[tuple[str, date], list[Mark]] = {}
    for entry in entries:
        if entry.status in NEEDS_A_REASON:
            continue
        for day in entry.days:
            found.setdefault((entry.category, day.replace(day=1)), []).append(_mark(entry, day, today=today))
    rows = [
        Row(category.label, [(month, found.get((category, month.first), [])) for month in months])
        for category in Category
        if any(category == key for key, _first in found)
    ]
    return Strip(months, rows)


def _mark(entry: ProgrammeEntry, day: date, *, today: date) -> Mark:
    """Of several days, one before the next that is owed is done with, and one after it not owed yet."""
    if entry.dates and entry.due_on and day < entry.due_on:
        return Mark(entry.number, "done", f"{entry}, {uk_date(day)} done", entry.get_absolute_url())
    if entry.is_late(today=today) and day < today:
        return Mark(entry.number, "late", f"{entry}, late", entry.get_absolute_url())
    status = EntryStatus(entry.status)
    return Mark(entry.number, MARKS[status], f"{entry}, {status.label.lower()}", entry.get_absolute_url())
