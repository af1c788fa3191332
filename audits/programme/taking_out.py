"""A programme as the table it came from: what is taken out may be brought in again as the same."""

from collections.abc import Sequence
from datetime import date

from audits.programme.bringing_in.columns import OWN, Column
from audits.programme.bringing_in.dating import completed_on, days_due
from audits.programme.bringing_in.naming import activities_in_words, standards_in_words
from audits.programme.bringing_in.preview import whole_subject
from audits.programme.bringing_in.standing import standing_in_words
from audits.programme.enums import Category, EntryStatus
from audits.programme.models import EntryQuerySet, Programme, ProgrammeEntry
from frameworks.bringing_in.naming import on_lines
from frameworks.timescales import PartialDate, read_timescale
from lscb.core.templatetags.words import uk_date
from lscb.core.writing import Line, Sheet, Written

HEADING = ["No.", "Audit subject & criteria", "Frequency", "Dates for audit", "Lead", "Comment"]
TITLES = {
    Category.BOARD_PERFORMANCE: "ONGOING – Board performance",
    Category.MONITORING: "ONGOING – Monitoring audits",
    Category.QUALITY_ASSURANCE: "ONGOING – Quality assurance reports",
    Category.COMMISSIONED: "COMMISSIONED – Scrutiny audits",
    Category.RESPONSIVE: "RESPONSIVE audits",
}


def written(programme: Programme, entries: EntryQuerySet) -> Written:
    """One table, its categories as rows across it; after the columns of the papers our own, where anything is said."""
    found = list(entries.prefetch_related("agencies", "standards", "activities"))
    own = _own(found, programme)
    columns = [column for column in OWN if any(cells[column] for cells in own.values())]
    lines = [Line([*HEADING, *(column.label for column in columns)], is_heading=True)]
    for category, title in TITLES.items():
        of_category = [entry for entry in found if entry.category == category]
        if of_category:
            lines.append(Line(["", title, *[""] * (len(HEADING) + len(columns) - 2)], title_at=1))
            lines += [
                Line([*_cells(entry, programme), *(own[entry.pk][column] for column in columns)])
                for entry in of_category
            ]
    return Written(str(programme), [Sheet("", lines)])


def _cells(entry: ProgrammeEntry, programme: Programme) -> list[str]:
    subject = whole_subject(entry.subject, entry.criteria)
    dates = dates_of(entry, programme)
    return [str(entry.number), subject, entry.frequency, dates, entry.lead_in_words, entry.comment]


def _own(entries: Sequence[ProgrammeEntry], programme: Programme) -> dict[int, dict[Column, str]]:
    """By entry; standards and their monitoring are looked up only where one is linked."""
    standards = standards_in_words() if any(entry.standards.all() for entry in entries) else {}
    activities = activities_in_words() if any(entry.activities.all() for entry in entries) else {}
    return {
        entry.pk: {
            Column.STARTS: uk_date(entry.starts_on) if entry.starts_on else "",
            Column.STATUS: _status(entry, programme),
            Column.AGENCY: str(entry.agency or ""),
            Column.AGENCIES: on_lines(entry.agencies.all()),
            Column.ROUTE: str(entry.route or ""),
            Column.AFTERWARDS: entry.get_afterwards_display(),
            Column.STANDARDS: on_lines(standards[each.pk] for each in entry.standards.all()),
            Column.ACTIVITIES: on_lines(activities[each.pk] for each in entry.activities.all()),
        }
        for entry in entries
    }


def dates_of(entry: ProgrammeEntry, programme: Programme) -> str:
    """Its own words while they still say what holds; else its days."""
    if _said(entry, entry.when_words, programme) == (entry.days, entry.completed_on):
        return entry.when_words
    days = [
        f"Completed {uk_date(entry.completed_on)}." if entry.completed_on else "",
        f"Due {', '.join(map(_shortly, entry.days))}." if entry.days else "",
    ]
    return " ".join(filter(None, days)) or entry.when_words


def _said(entry: ProgrammeEntry, words: str, programme: Programme) -> tuple[list[date], date | None]:
    reading = read_timescale("\n".join(filter(None, (entry.frequency, words))))
    year, starts_in = programme.year, programme.starts_in
    return days_due(reading, year, starts_in, []), completed_on(reading, year, starts_in, [])


def _status(entry: ProgrammeEntry, programme: Programme) -> str:
    """Only where its dates do not say it."""
    _days, completed = _said(entry, dates_of(entry, programme), programme)
    status = EntryStatus(entry.status)
    if (status, entry.completed_on) in {(EntryStatus.PLANNED, completed), (EntryStatus.COMPLETE, completed)}:
        return ""
    return standing_in_words(status, entry.status_reason, entry.completed_on)


def _shortly(day: date) -> str:
    """A month's last day is that month."""
    month = PartialDate(day.year, day.month)
    return month.in_words if month.last_day == day else uk_date(day)
