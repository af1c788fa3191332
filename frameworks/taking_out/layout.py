"""As the papers have it: Standard, Performance Monitoring, Timescale; Practice Area, Monitoring, Action, Timescale."""

from collections import defaultdict
from dataclasses import dataclass, field

from board.models import Board
from frameworks.bringing_in.columns import OWN, Column
from frameworks.bringing_in.naming import on_lines, priority_in_words
from frameworks.bringing_in.preview import LONGEST_TITLE
from frameworks.bringing_in.settling import settle
from frameworks.enums import StandardKind
from frameworks.lines import done_along
from frameworks.models import Framework, MonitoringActivity, Section, Standard
from frameworks.timescales import Frequency, PartialDate
from frameworks.timescales.writing import write_timescale
from lscb.core.writing import Line, Sheet, Written

# A cell that holds nothing, so that no row looks like a title.
NOTHING = "–"
ALWAYS = {Column.STANDARD, Column.MONITORING, Column.TIMESCALE}
ORDER = (
    Column.NUMBER,
    Column.STANDARD,
    Column.MONITORING,
    Column.ACTION,
    Column.TIMESCALE,
    Column.LEAD,
    Column.COMMENT,
    *OWN,
)
HEADINGS: dict[str, dict[Column, str]] = {
    StandardKind.STANDARD: {Column.NUMBER: "No.", Column.MONITORING: "Performance Monitoring"},
    StandardKind.PRACTICE_AREA: {
        Column.NUMBER: "No.",
        Column.STANDARD: "Practice Area",
        Column.MONITORING: "Monitoring",
    },
}


@dataclass
class _Parts:
    """All that stands in a framework, in its order, in a fixed number of queries."""

    sections: list[Section]
    standards: dict[int, list[Standard]] = field(default_factory=lambda: defaultdict(list))
    activities: dict[int, list[MonitoringActivity]] = field(default_factory=lambda: defaultdict(list))
    done: dict[int, list[PartialDate]] = field(default_factory=dict)

    @classmethod
    def of(cls, framework: Framework) -> "_Parts":
        parts = cls(list(framework.sections.order_by("position", "pk")))
        for standard in (
            Standard.objects.filter(section__framework=framework)
            .order_by("position", "pk")
            .prefetch_related("priorities", "key_questions")
        ):
            parts.standards[standard.section_id].append(standard)
        activities = MonitoringActivity.objects.filter(standard__section__framework=framework).for_listing()
        found = list(activities.order_by("position", "pk").prefetch_related("agencies"))
        parts.done = done_along(found)
        for activity in found:
            parts.activities[activity.standard_id].append(activity)
        return parts


def written(framework: Framework, *, is_one_sheet: bool) -> Written:
    """In Word a table a section; in Excel one sheet with its sections as rows, where each has a title."""
    parts = _Parts.of(framework)
    layout = _Layout.of(parts)
    made = Written(str(framework))
    heading: list[str] = []
    for section in parts.sections:
        standards = parts.standards[section.pk]
        if not standards:
            continue
        title = _title(section)
        if not is_one_sheet or not made.sheets or not title:
            made.sheets.append(Sheet("" if is_one_sheet else title))
            heading = []
        lines = made.sheets[-1].lines
        if is_one_sheet and title:
            if not heading:
                heading = layout.heading(standards[0])
                lines.append(Line(heading, is_heading=True))
            lines.append(layout.title(title))
        for place, standard in enumerate(standards):
            if layout.heading(standard) != heading:
                heading = layout.heading(standard)
                lines.append(Line(heading, is_heading=True))
            lines += layout.rows(standard, parts, section if place == 0 else None)
    return made


@dataclass(frozen=True)
class _Layout:
    """Which columns a framework needs: those of the papers, then our own where something stands in them."""

    columns: tuple[Column, ...]
    starts_in: int

    @classmethod
    def of(cls, parts: _Parts) -> "_Layout":
        has_priorities = any(each.priorities.all() for found in parts.standards.values() for each in found)
        every = cls(tuple(ORDER), Board.current().year_starts_in if has_priorities else 0)
        filled = {
            column
            for section in parts.sections
            for place, standard in enumerate(parts.standards[section.pk])
            for cells in every.cells(standard, parts, section if place == 0 else None)
            for column, words in cells.items()
            if words
        }
        return cls(tuple(column for column in ORDER if column in filled | ALWAYS), every.starts_in)

    def heading(self, standard: Standard) -> list[str]:
        return [HEADINGS[standard.kind].get(column, column.label) for column in self.columns]

    def title(self, words: str) -> Line:
        """Beneath the heading of the standards, so that no number is looked for in it."""
        at = self.columns.index(Column.STANDARD)
        return Line([words if place == at else "" for place in range(len(self.columns))], title_at=at)

    def rows(self, standard: Standard, parts: _Parts, begins: Section | None) -> list[Line]:
        """``begins``: the section whose first it is."""
        return [
            Line([cells.get(column, "") or (NOTHING if column == Column.TIMESCALE else "") for column in self.columns])
            for cells in self.cells(standard, parts, begins)
        ]

    def cells(self, standard: Standard, parts: _Parts, begins: Section | None) -> list[dict[Column, str]]:
        first = {
            Column.NUMBER: standard.code,
            Column.STANDARD: standard.outcome,
            Column.DUTY_HOLDER: standard.duty_holder,
            Column.PRIORITIES: on_lines(priority_in_words(each, self.starts_in) for each in standard.priorities.all()),
            Column.QUESTIONS: on_lines(standard.key_questions.all()),
            Column.INTRODUCTION: _introduction(begins) if begins else "",
        }
        activities = [
            {
                Column.MONITORING: each.monitoring,
                Column.ACTION: each.action,
                Column.TIMESCALE: timescale_of(each, parts.done[each.pk]),
                Column.LEAD: _lead(each),
                Column.COMMENT: each.comment,
                Column.METHOD: each.get_method_display(),
                Column.AGENCIES: on_lines(each.agencies.all()),
            }
            for each in parts.activities[standard.pk]
        ] or [{}]
        return [first | activities[0], *activities[1:]]


def timescale_of(activity: MonitoringActivity, done: list[PartialDate]) -> str:
    """Its own words while they still say what holds; else what holds, in words that are read as such."""
    reading = settle(activity.timescale_words, activity.monitoring, {}, today=None)
    kept = None if reading.recurrence and reading.recurrence.dates else reading.first_due
    says = (reading.frequency or "", reading.recurrence, kept, set(reading.completed))
    if says == (activity.frequency, activity.recurrence, activity.first_due, set(done)):
        return activity.timescale_words
    words = write_timescale(activity.recurrence, activity.first_due, done)
    if activity.frequency == Frequency.EACH_MEETING and activity.at_meetings_of:
        return words.replace("At each meeting", f"At each meeting of {activity.at_meetings_of}", 1)
    return words


def _lead(activity: MonitoringActivity) -> str:
    return str(activity.lead_group or activity.lead or activity.lead_words)


def _is_cut(section: Section) -> bool:
    """A title too long for one stands whole in the introduction."""
    return len(section.title) == LONGEST_TITLE and section.introduction.startswith(section.title)


def _title(section: Section) -> str:
    return section.introduction if _is_cut(section) else section.title


def _introduction(section: Section) -> str:
    return "" if _is_cut(section) else section.introduction
