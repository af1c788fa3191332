"""What of the frameworks a person may know, and the whole of one in its order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from frameworks.lines import versions_of
from frameworks.models import (
    ActivityQuerySet,
    BringingIn,
    BringingInQuerySet,
    Comment,
    CommentQuerySet,
    Completion,
    Coverage,
    CoverageQuerySet,
    Framework,
    FrameworkQuerySet,
    MonitoringActivity,
    Section,
    Stage,
    StageQuerySet,
    Standard,
    StandardQuerySet,
)
from frameworks.standing import ActivityRow, count_of, stand
from frameworks.timescales import Status
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with a framework: the stages by which it is devised, comments, whether it has other versions."""

    stages: list[Stage]
    comments: int
    unanswered: int
    has_versions: bool

    @property
    def signed_off(self) -> int:
        return sum(1 for stage in self.stages if stage.signed_off_at)

    @property
    def next_stage(self) -> Stage | None:
        return next((stage for stage in self.stages if not stage.signed_off_at), None)


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


def plans_of(user: User) -> FrameworkQuerySet:
    """The frameworks of which this person may read how they are devised."""
    stages = stages_of(user).filter(framework=OuterRef("pk"))
    return frameworks_of(user) | Framework.objects.filter(Exists(stages))


def beside(framework: Framework, user: User) -> Beside:
    """Three queries, of what this person may know. Whoever sees a framework sees how it is devised."""
    answers = list(comments_of(user).filter(framework=framework).values_list("answer", flat=True))
    others = frameworks_of(user).filter(Q(came_from=framework) | Q(pk=framework.came_from_id))
    stages = list(framework.stages.order_by("position", "pk"))
    return Beside(stages, len(answers), answers.count(""), others.exists())


def comments_of(user: User) -> CommentQuerySet:
    return Comment.objects.visible_to(user)


def stages_of(user: User) -> StageQuerySet:
    return Stage.objects.visible_to(user)


def coverages_of(user: User) -> CoverageQuerySet:
    return Coverage.objects.visible_to(user)


def standards_of(user: User) -> StandardQuerySet:
    return Standard.objects.visible_to(user)


def activities_of(user: User) -> ActivityQuerySet:
    return MonitoringActivity.objects.visible_to(user)


def bringings_in_of(user: User) -> BringingInQuerySet:
    return BringingIn.objects.visible_to(user)


def completions_of(activity: MonitoringActivity, user: User) -> list[Completion]:
    """Each time that it was done, in this version and those before it; the latest first. Two queries."""
    found = Completion.objects.visible_to(user).filter(activity__in=versions_of(activity))
    found = found.select_related("recorded_by", "withdrawn_by", "activity__standard__section__framework")
    return list(found.order_by("-done_on", "-pk"))


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
