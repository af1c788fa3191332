"""Taking a framework forward: the next version, with every link kept."""

from collections.abc import Mapping
from datetime import date

from django.db import models, transaction
from django.db.models import Max

from board.actions import keeping
from board.permissions import require
from frameworks.actions.frameworks import TAKEN
from frameworks.enums import FrameworkStatus
from frameworks.models import Framework, MonitoringActivity, Section, Standard
from frameworks.permissions import can_keep_frameworks
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

ONLY_ADOPTED = "Only an adopted framework is taken forward. This one can be changed as it is."
Copies = Mapping[int, int]


@transaction.atomic
def take_forward(
    framework: Framework,
    *,
    title: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: User,
) -> Framework:
    """The next version as a draft, under the same title or a new one. One at a time: held while it is asked for."""
    require(can_keep_frameworks(by))
    framework = keeping.locked(framework)
    if framework.status != FrameworkStatus.ADOPTED:
        raise Refused(ONLY_ADOPTED)
    if coming := Framework.objects.in_the_making().filter(came_from=framework).first():
        raise Refused(f"Its next version is in the making already: {coming}.")
    following = _following(framework, title.strip() or framework.title)
    following.starts_on, following.ends_on = starts_on, ends_on
    following.clean()
    with editing.one_of_a_kind(TAKEN):
        following.save()
    copy_parts(framework, following)
    activity.record("framework.taken_forward", following, by=by, changes={"came_from": ("", str(framework))})
    return following


def _following(framework: Framework, title: str) -> Framework:
    last = Framework.objects.filter(title__iexact=title).aggregate(last=Max("version"))["last"] or 0
    return Framework(
        title=title,
        version=last + 1,
        kind=framework.kind,
        description=framework.description,
        owner=framework.owner,
        came_from=framework,
    )


def copy_parts(framework: Framework, following: Framework) -> None:
    """Level by level, each in one query, and the links after them."""
    sections = _copies(Section.objects.filter(framework=framework), "framework", {framework.pk: following.pk})
    standards = _copies(Standard.objects.filter(section__framework=framework), "section", sections)
    activities = _copies(
        MonitoringActivity.objects.filter(standard__section__framework=framework), "standard", standards
    )
    _copy_links(Standard.priorities.through, "standard", standards)
    _copy_links(Standard.key_questions.through, "standard", standards)
    _copy_links(MonitoringActivity.agencies.through, "monitoringactivity", activities)


def _copies(rows: models.QuerySet, parent: str, parents: Copies) -> Copies:
    """Old key -> new key."""
    copies = list(rows.order_by("pk"))
    old = [copy.pk for copy in copies]
    for pk, copy in zip(old, copies, strict=True):
        copy.pk = None
        copy._state.adding = True
        setattr(copy, f"{parent}_id", parents[getattr(copy, f"{parent}_id")])
        if hasattr(copy, "came_from_id"):
            copy.came_from_id = pk
    made = rows.model._default_manager.bulk_create(copies, batch_size=500)
    return {pk: copy.pk for pk, copy in zip(old, made, strict=True)}


def _copy_links(through: type[models.Model], name: str, copies: Copies) -> None:
    links = list(through._default_manager.filter(**{f"{name}__in": list(copies)}).order_by("pk"))
    for link in links:
        link.pk = None
        link._state.adding = True
        setattr(link, f"{name}_id", copies[getattr(link, f"{name}_id")])
    through._default_manager.bulk_create(links, batch_size=500)
