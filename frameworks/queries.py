"""What of the frameworks a person may know, and the whole of one in its order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from frameworks.models import (
    ActivityQuerySet,
    BringingIn,
    BringingInQuerySet,
    Framework,
    FrameworkQuerySet,
    MonitoringActivity,
    Section,
    Standard,
)
from frameworks.standing import ActivityRow, count_of, stand
from frameworks.timescales import Status
from lscb.core.models import User


@dataclass(slots=True)
class StandardRows:
    standard: Standard
    rows: list[ActivityRow] = field(default_factory=list)


@dataclass(slots=True)
class SectionRows:
    section: Section
    standards: list[StandardRows] = field(default_factory=list)


def frameworks_of(user: User) -> FrameworkQuerySet:
    return Framework.objects.visible_to(user)


def activities_of(user: User) -> ActivityQuerySet:
    return MonitoringActivity.objects.visible_to(user)


def bringings_in_of(user: User) -> BringingInQuerySet:
    return BringingIn.objects.visible_to(user)


def outline(framework: Framework, *, today: date) -> list[SectionRows]:
    """The whole of a framework, in its order, in six queries at most, whatever its length."""
    sections = {section.pk: SectionRows(section) for section in framework.sections.order_by("position", "pk")}
    standards = {}
    found = Standard.objects.filter(section__framework=framework).prefetch_related("key_questions")
    for standard in found.order_by("position", "pk"):
        standards[standard.pk] = StandardRows(standard)
        sections[standard.section_id].standards.append(standards[standard.pk])
    activities = MonitoringActivity.objects.filter(standard__section__framework=framework)
    for row in stand(activities.order_by("position", "pk"), today=today):
        standards[row.activity.standard_id].rows.append(row)
    return list(sections.values())


def rows_of(sections: Iterable[SectionRows]) -> Iterator[ActivityRow]:
    return (row for section in sections for standard in section.standards for row in standard.rows)


def standing_of_each(frameworks: Iterable[Framework], *, today: date) -> dict[int, Counter[Status]]:
    """Each framework's position, by key, in three queries for all of them."""
    wanted = [framework.pk for framework in frameworks]
    rows: dict[int, list[ActivityRow]] = {pk: [] for pk in wanted}
    for row in stand(MonitoringActivity.objects.filter(standard__section__framework__in=wanted), today=today):
        rows[row.activity.standard.section.framework_id].append(row)
    return {pk: count_of(found) for pk, found in rows.items()}
