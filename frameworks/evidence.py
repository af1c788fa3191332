"""What the frameworks' own activities show: each completion answers its activity, its standard, its key questions."""

from collections.abc import Iterator

from frameworks.lines import done_along
from frameworks.models import MonitoringActivity
from lscb.core.evidence import Evidence


def of_activities() -> Iterator[Evidence]:
    """The last completion of each activity of an adopted framework, whichever version it was recorded for."""
    activities = MonitoringActivity.objects.of_adopted().for_listing()
    found = list(activities.prefetch_related("standard__key_questions", "agencies").order_by("pk"))
    dates = done_along(found)
    for activity in found:
        done = max((each.last_day for each in dates[activity.pk]), default=None)
        if done is None:
            continue
        questions = [f"key-question:{question.pk}" for question in activity.standard.key_questions.all()]
        for answers in (f"activity:{activity.pk}", f"standard:{activity.standard_id}", *questions):
            yield Evidence(
                answers=answers,
                what=str(activity),
                kind="Monitoring",
                dated_on=done,
                url=activity.get_absolute_url(),
                agencies=tuple(agency.pk for agency in activity.agencies.all()),
            )
