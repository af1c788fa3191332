"""Every row of a programme's table beside the entry it would make. Nothing is saved, and no row is left out unsaid."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from audits.programme.bringing_in.columns import OWN, Column, category_of, recognise
from audits.programme.bringing_in.dating import completed_on, days_due
from audits.programme.bringing_in.naming import NOUNS
from audits.programme.bringing_in.standing import (
    NO_AFTERWARDS,
    NO_START,
    Standing,
    afterwards_of,
    read_day,
    read_standing,
)
from audits.programme.enums import Category
from frameworks.bringing_in.explaining import Explained, timescale_in_words
from frameworks.bringing_in.naming import Known
from frameworks.timescales import TimescaleReading, read_timescale
from lscb.core.reading import Correction, Refusal, Row, Tables, Walk
from lscb.core.reading.walking import NOTHING_BELOW
from lscb.core.templatetags.words import uk_date

NO_SUBJECT = "It names no subject."
TOO_LONG = "Its {} is longer than {:,} characters."
NO_CATEGORY = "No heading above it names its category"
OF_BEFORE = "Its category is that of the table before"
NO_NUMBER = "“{}” is no number: it gets the next free one"
LONGEST_SUBJECT = 200
LONGEST = {Column.SUBJECT: 10_000, Column.FREQUENCY: 80, Column.DATES: 500, Column.LEAD: 120, Column.COMMENT: 10_000}
HIGHEST = 9_999


@dataclass
class Entry:
    row: int
    number: int | None
    subject: str
    criteria: str
    category: Category
    frequency: str
    dates: str
    lead: str
    comment: str
    timescale: TimescaleReading
    days: list[date]
    standing: Standing
    starts_on: date | None
    doubts: list[str]
    own: Mapping[str, str] = field(default_factory=dict)  # what the columns after those of the papers say

    @property
    def completed_on(self) -> date | None:
        return self.standing.completed_on

    @property
    def due_on(self) -> date | None:
        return self.days[0] if self.days else None

    @property
    def whole_subject(self) -> str:
        """As it stood in one cell."""
        return whole_subject(self.subject, self.criteria)


@dataclass
class Preview:
    """Rows that hold something are made or refused; the titles above them are neither."""

    entries: list[Entry] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def rows_in(self) -> int:
        return self.made + len(self.refused)

    @property
    def made(self) -> int:
        return len(self.entries)

    @property
    def columns_of_our_own(self) -> set[str]:
        return {column for entry in self.entries for column in entry.own}

    def explained(self) -> dict[int, Explained]:
        titles = {row: Explained([("Heading", title)], is_heading=True) for row, title in self.titles.items()}
        return titles | {entry.row: _explained(entry) for entry in self.entries}


def preview(
    found: Tables,
    *,
    year: int,
    starts_in: int,
    columns: Mapping[int, str] | None = None,
    corrections: Mapping[int, Correction] | None = None,
    known: Callable[[Collection[str]], Known] | None = None,
) -> Preview:
    """``year`` and the month it starts in say which June is meant; ``known``: whether what is named is here."""
    made = Preview(notes=list(found.notes))
    numbers: dict[int, int] = {}
    below: dict[int, int] = {}
    category: Category | None = None
    for table in found.tables:
        walk = _Rows(
            table,
            recognise,
            columns=dict(columns) if columns else None,
            corrections=corrections or {},
            notes=made.notes,
            refused=made.refused,
            made=made,
            year=year,
            starts_in=starts_in,
            rows_of_numbers=numbers,
            rows_below=below,
            category_before=category,
        )
        walk.begin(table.heading, None)
        walk.go()
        category = walk.category or category
    if known and (used := made.columns_of_our_own & set(NOUNS)):
        names = known(used)
        for entry in made.entries:
            if entry.row not in (corrections or {}):
                entry.doubts += names.doubts(entry.own, NOUNS)
    empty = [row for row in made.titles if row not in below]
    made.refused = sorted([*made.refused, *(Refusal(row, NOTHING_BELOW) for row in empty)], key=lambda each: each.row)
    made.titles = {row: title for row, title in made.titles.items() if row in below}
    return made


def whole_subject(subject: str, criteria: str) -> str:
    return (
        criteria
        if criteria.startswith(subject.removesuffix("…")) and subject
        else "\n".join(filter(None, (subject, criteria)))
    )


@dataclass
class _Rows(Walk):
    made: Preview = field(default_factory=Preview)
    year: int = 0
    starts_in: int = 4
    rows_of_numbers: dict[int, int] = field(default_factory=dict)
    rows_below: dict[int, int] = field(default_factory=dict)
    title_row: int | None = None
    category: Category | None = None
    category_before: Category | None = None  # a table often goes on after a page's end

    def begin(self, title: str, row: int | None) -> None:
        self.title_row, self.category = row, category_of(title)
        if row is not None:
            self.made.titles[row] = title

    def take(self, row: Row, said: dict[str, str], correction: Correction) -> None:
        doubts: list[str] = []
        number = _number(said.get(Column.NUMBER, ""), doubts)
        too_long = next((column for column, most in LONGEST.items() if len(said.get(column, "")) > most), None)
        if not said.get(Column.SUBJECT):
            self.refuse(row, NO_SUBJECT, said)
        elif too_long:
            self.refuse(row, TOO_LONG.format(too_long.label.lower(), LONGEST[too_long]), said)
        elif number is not None and number in self.rows_of_numbers:
            self.refuse(row, f"Row {self.rows_of_numbers[number]} has the number {number} already.", said)
        else:
            if number is not None:
                self.rows_of_numbers[number] = row.number
            if self.title_row is not None:
                self.rows_below[self.title_row] = self.rows_below.get(self.title_row, 0) + 1
            self.made.entries.append(self._entry(row, number, said, correction, doubts))

    def _entry(
        self, row: Row, number: int | None, said: Mapping[str, str], correction: Correction, doubts: list[str]
    ) -> Entry:
        frequency, dates = said.get(Column.FREQUENCY, ""), said.get(Column.DATES, "")
        reading = read_timescale("\n".join(filter(None, (frequency, dates))))
        settled = correction.settings
        category = Category(settled["category"]) if settled.get("category") else self.category
        if category is None:
            doubts.append(OF_BEFORE if self.category_before else NO_CATEGORY)
        subject, criteria = _parted(said[Column.SUBJECT])
        done = completed_on(reading, self.year, self.starts_in, doubts)
        if "completed_on" in settled:
            done = _day(settled["completed_on"])
        own = {column.value: said[column] for column in OWN if said.get(column)}
        stands = read_standing(own.get(Column.STATUS, ""), done)
        days = [date.fromisoformat(day) for day in settled["days"]] if "days" in settled else None
        read = days_due(reading, self.year, self.starts_in, doubts)
        due = read if days is None else days
        afterwards = own.get(Column.AFTERWARDS, "")
        if afterwards and not afterwards_of(afterwards):
            doubts.append(NO_AFTERWARDS.format(afterwards[:80]))
        starts = _starts(own.get(Column.STARTS, ""), due, doubts)
        return Entry(
            row=row.number,
            number=number,
            subject=subject,
            criteria=criteria,
            category=category or self.category_before or Category.MONITORING,
            frequency=" ".join(frequency.split()),
            dates=" ".join(dates.split()),
            lead=" ".join(said.get(Column.LEAD, "").split()),
            comment=said.get(Column.COMMENT, ""),
            timescale=reading,
            days=due,
            standing=stands,
            starts_on=starts,
            doubts=[] if row.number in self.corrections else [*doubts, *stands.doubts, *reading.doubts],
            own=own,
        )


def _number(words: str, doubts: list[str]) -> int | None:
    digits = words.strip().rstrip(".)")
    if digits.isascii() and digits.isdigit() and 0 < int(digits[:6]) <= HIGHEST:
        return int(digits)
    if digits:
        doubts.append(NO_NUMBER.format(words))
    return None


def _parted(words: str) -> tuple[str, str]:
    """The first line is its subject, the rest its criteria; one too long stands whole in the criteria."""
    first, _, rest = words.partition("\n")
    if len(first) <= LONGEST_SUBJECT:
        return first, rest
    return f"{first[: LONGEST_SUBJECT - 1].rsplit(' ', 1)[0]}…", words


def _starts(words: str, due: list[date], doubts: list[str]) -> date | None:
    day = read_day(words) if words else None
    if words and (day is None or (due and day > due[0])):
        doubts.append(NO_START.format(words[:80]))
        return None
    return day


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _explained(entry: Entry) -> Explained:
    cells = {
        Column.NUMBER: str(entry.number or ""),
        Column.SUBJECT: entry.whole_subject,
        Column.FREQUENCY: entry.frequency,
        Column.DATES: entry.dates,
        Column.LEAD: entry.lead,
        Column.COMMENT: entry.comment,
        **{Column(column): words for column, words in entry.own.items()},
    }
    makes = [
        ("Entry", f"{entry.number or 'The next number'}. {entry.subject}"),
        ("Criteria", entry.criteria),
        ("Category", entry.category.label),
        ("Frequency and dates", ", ".join(filter(None, (entry.frequency, entry.dates)))),
        ("Understood as", timescale_in_words(entry.timescale)),
        ("Due", ", ".join(map(uk_date, entry.days)) or "No fixed date"),
        ("Completed", uk_date(entry.completed_on) if entry.completed_on else ""),
        ("Lead", entry.lead),
        ("Comment", entry.comment),
        *((Column(column).label, words) for column, words in entry.own.items()),
    ]
    settings = {
        "category": entry.category.value,
        "days": [day.isoformat() for day in entry.days],
        "completed_on": entry.completed_on.isoformat() if entry.completed_on else None,
    }
    return Explained(
        [(label, words) for label, words in makes if words],
        entry.doubts,
        {column.value: words for column, words in cells.items()},
        settings,
    )
