"""The versions of a framework, and two of them as rows to compare."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model

from frameworks.comparing import Line
from frameworks.models import Framework, FrameworkQuerySet, MonitoringActivity, Standard
from frameworks.queries import frameworks_of
from lscb.core.models import User

Earlier = Mapping[int, int]


def versions_of(framework: Framework, user: User) -> list[Framework]:
    """All those of its line that this person may know of, the earliest first. One query for the whole line."""
    visible: FrameworkQuerySet = frameworks_of(user).order_by("pk")
    found = {each.pk: each for each in visible}
    # Downwards to the first, then whatever came from any of those.
    line = {framework.pk}
    at: Framework | None = found.get(framework.pk)
    while at is not None:
        line.add(at.pk)
        at = found.get(at.came_from_id or 0)
    for each in found.values():
        if each.came_from_id in line:
            line.add(each.pk)
    return [each for each in found.values() if each.pk in line]


def lines_of(framework: Framework) -> list[Line]:
    """Its standards, each followed by its activities, in order. Five queries, whatever its length."""
    standards = Standard.objects.filter(section__framework=framework).select_related("section")
    activities: dict[int, list[MonitoringActivity]] = {}
    found = MonitoringActivity.objects.filter(standard__section__framework=framework)
    for activity in found.select_related("at_meetings_of", "lead", "lead_group").order_by("position", "pk"):
        activities.setdefault(activity.standard_id, []).append(activity)
    earlier_standards, earlier_activities = _earlier(Standard), _earlier(MonitoringActivity)
    lines = []
    for standard in standards.order_by("section__position", "section", "position", "pk"):
        lines.append(_of_standard(standard, framework, earlier_standards))
        lines += [
            _of_activity(each, standard.section.title, earlier_activities) for each in activities.get(standard.pk, [])
        ]
    return lines


def _of_standard(standard: Standard, framework: Framework, earlier: Earlier) -> Line:
    return Line(
        key=f"standard:{standard.pk}",
        kind=standard.get_kind_display(),
        section=standard.section.title,
        words=_said({"Code": standard.code, "Outcome": standard.outcome, "Duty holder": standard.duty_holder}),
        came_from=tuple(f"standard:{pk}" for pk in _walk(standard.pk, earlier)),
        url=f"{framework.get_absolute_url()}#standard-{standard.pk}",
    )


def _of_activity(activity: MonitoringActivity, section: str, earlier: Earlier) -> Line:
    lead = activity.lead or activity.lead_group
    due = activity.first_due
    return Line(
        key=f"activity:{activity.pk}",
        kind="Monitoring",
        section=section,
        words=_said(
            {
                "How it is checked": activity.monitoring,
                "Action": activity.action,
                "Method": activity.get_method_display(),
                "Lead": str(lead) if lead else activity.lead_words,
            }
        ),
        timescale="; ".join(
            filter(None, [activity.how_often, f"first due {due.in_words}" if due else "", activity.timescale_words])
        ),
        came_from=tuple(f"activity:{pk}" for pk in _walk(activity.pk, earlier)),
        url=activity.get_absolute_url(),
    )


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {label: text for label, text in words.items() if text.strip()}


def _earlier(model: type[Model]) -> Earlier:
    pairs: Iterable[tuple[int, int]] = model._default_manager.exclude(came_from=None).values_list("pk", "came_from_id")
    return dict(pairs)


def _walk(pk: int, earlier: Earlier) -> Iterator[int]:
    while pk in earlier:
        pk = earlier[pk]
        yield pk
