"""What of the frameworks a person may know, and where each stands today."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from frameworks.models import ActivityQuerySet, Framework, FrameworkQuerySet, MonitoringActivity, Section, Standard
from frameworks.timescales import Position, Status
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class ActivityRow:
    activity: MonitoringActivity
    position: Position


@dataclass(slots=True)
class StandardRows:
    standard: Standard
    activities: list[ActivityRow] = field(default_factory=list)


@dataclass(slots=True)
class SectionRows:
    section: Section
    standards: list[StandardRows] = field(default_factory=list)


def frameworks_of(user: User) -> FrameworkQuerySet:
    return Framework.objects.visible_to(user)


def activities_of(user: User) -> ActivityQuerySet:
    return MonitoringActivity.objects.visible_to(user)


def standing_of(activities: Iterable[MonitoringActivity], *, today: date) -> Counter[Status]:
    """How many activities stand where: a framework's whole position. Of activities read ``for_listing``."""
    return Counter(activity.position_on(today).status for activity in activities)


def outline(framework: Framework, *, today: date) -> list[SectionRows]:
    """The whole of a framework, in its order, in four queries whatever its length."""
    sections = {section.pk: SectionRows(section) for section in framework.sections.order_by("position", "pk")}
    standards = {}
    for standard in (
        Standard.objects.filter(section__framework=framework)
        .prefetch_related("key_questions")
        .order_by("section__position", "section", "position", "pk")
    ):
        standards[standard.pk] = StandardRows(standard)
        sections[standard.section_id].standards.append(standards[standard.pk])
    activities = MonitoringActivity.objects.filter(standard__section__framework=framework).for_listing()
    for activity in activities.order_by("position", "pk"):
        standards[activity.standard_id].activities.append(ActivityRow(activity, activity.position_on(today)))
    return list(sections.values())


def rows_of(sections: Iterable[SectionRows]) -> Iterator[ActivityRow]:
    return (row for section in sections for standard in section.standards for row in standard.activities)
