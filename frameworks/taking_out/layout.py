"""As the papers have it: Standard, Performance Monitoring, Timescale; Practice Area, Monitoring, Action, Timescale."""

from collections import defaultdict
from dataclasses import dataclass, field

from frameworks.bringing_in.settling import settle
from frameworks.enums import StandardKind
from frameworks.lines import done_along
from frameworks.models import Framework, MonitoringActivity, Section, Standard
from frameworks.timescales import Frequency, PartialDate
from frameworks.timescales.writing import write_timescale
from lscb.core.writing import Line, Sheet, Written

# A cell that holds nothing, so that no row looks like a title.
NOTHING = "–"


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
        for standard in Standard.objects.filter(section__framework=framework).order_by("position", "pk"):
            parts.standards[standard.section_id].append(standard)
        activities = MonitoringActivity.objects.filter(standard__section__framework=framework).for_listing()
        found = list(activities.order_by("position", "pk"))
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
        for standard in standards:
            if layout.heading(standard) != heading:
                heading = layout.heading(standard)
                lines.append(Line(heading, is_heading=True))
            lines += layout.rows(standard, parts)
    return made


@dataclass(frozen=True)
class _Layout:
    """Which columns a framework needs."""

    has_numbers: bool
    has_actions: bool
    has_leads: bool
    has_comments: bool

    @classmethod
    def of(cls, parts: _Parts) -> "_Layout":
        activities = [each for found in parts.activities.values() for each in found]
        return cls(
            has_numbers=any(each.code for found in parts.standards.values() for each in found),
            has_actions=any(each.action for each in activities),
            has_leads=any(_lead(each) for each in activities),
            has_comments=any(each.comment for each in activities),
        )

    def heading(self, standard: Standard) -> list[str]:
        is_area = standard.kind == StandardKind.PRACTICE_AREA
        return self._chosen(
            "No.",
            "Practice Area" if is_area else "Standard",
            "Monitoring" if is_area else "Performance Monitoring",
            "Action",
            "Timescale",
            "Lead",
            "Comment",
        )

    def title(self, words: str) -> Line:
        """Beneath the heading of the standards, so that no number is looked for in it."""
        at = 1 if self.has_numbers else 0
        blank = self._chosen(*[""] * 7)
        return Line([*blank[:at], words, *blank[at + 1 :]], title_at=at)

    def rows(self, standard: Standard, parts: _Parts) -> list[Line]:
        activities = parts.activities[standard.pk]
        if not activities:
            return [Line(self._chosen(standard.code, standard.outcome, "", "", NOTHING, "", ""))]
        return [
            Line(
                self._chosen(
                    standard.code if place == 0 else "",
                    standard.outcome if place == 0 else "",
                    each.monitoring,
                    each.action,
                    timescale_of(each, parts.done[each.pk]) or NOTHING,
                    _lead(each),
                    each.comment,
                )
            )
            for place, each in enumerate(activities)
        ]

    def _chosen(self, number: str, *cells: str) -> list[str]:
        standard, monitoring, action, timescale, lead, comment = cells
        return [
            *([number] if self.has_numbers else []),
            standard,
            monitoring,
            *([action] if self.has_actions else []),
            timescale,
            *([lead] if self.has_leads else []),
            *([comment] if self.has_comments else []),
        ]


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


def _title(section: Section) -> str:
    """One too long for a title stands whole in the introduction."""
    if section.title and section.introduction.startswith(section.title):
        return section.introduction
    return section.title
