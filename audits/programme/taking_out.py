"""A programme as the table it came from: what is taken out may be brought in again as the same."""

from collections.abc import Iterable

from audits.programme.bringing_in.dating import completed_on, due_on
from audits.programme.bringing_in.preview import whole_subject
from audits.programme.enums import Category
from audits.programme.models import Programme, ProgrammeEntry
from frameworks.timescales import read_timescale
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


def written(programme: Programme, entries: Iterable[ProgrammeEntry]) -> Written:
    """One table, its categories as rows across it."""
    lines = [Line(HEADING, is_heading=True)]
    found = list(entries)
    for category, title in TITLES.items():
        of_category = [entry for entry in found if entry.category == category]
        if of_category:
            lines.append(Line(["", title, "", "", "", ""], title_at=1))
            lines += [_line(entry, programme) for entry in of_category]
    return Written(str(programme), [Sheet("", lines)])


def _line(entry: ProgrammeEntry, programme: Programme) -> Line:
    subject = whole_subject(entry.subject, entry.criteria)
    lead = str(entry.lead) if entry.lead else entry.lead_words
    return Line([str(entry.number), subject, entry.frequency, dates_of(entry, programme), lead, entry.comment])


def dates_of(entry: ProgrammeEntry, programme: Programme) -> str:
    """Its own words while they still say what holds; else its days."""
    reading = read_timescale("\n".join(filter(None, (entry.frequency, entry.when_words))))
    year, starts_in = programme.year, programme.starts_in
    says = due_on(reading, year, starts_in, []), completed_on(reading, year, starts_in, [])
    if says == (entry.due_on, entry.completed_on):
        return entry.when_words
    days = [
        f"Completed {uk_date(entry.completed_on)}." if entry.completed_on else "",
        f"Due {uk_date(entry.due_on)}." if entry.due_on else "",
    ]
    return " ".join(filter(None, days)) or entry.when_words
