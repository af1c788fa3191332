"""What members owe: their rating of the Board, until it is given, or they ask not to be reminded of it."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from audits.surveys.enums import Audience
from audits.surveys.models import SurveyInvitation
from lscb.core.deadlines import Asked, Deadline, Owed


def open_ratings(asked: Asked) -> Owed:
    """Whether someone has answered is known, never what."""
    waiting = SurveyInvitation.objects.waited_for().filter(
        survey__audience=Audience.MEMBERS, survey__opens_on__lte=asked.today, person__isnull=False
    )
    if asked.person is not None:
        waiting = waiting.filter(person=asked.person)
    return Owed(waiting.select_related("survey"), read=_owed)


def _owed(waiting: Iterable[SurveyInvitation]) -> Iterator[Deadline]:
    for invitation in waiting:
        survey = invitation.survey
        yield Deadline(
            key=f"survey:{survey.pk}:{invitation.person_id}",
            what=str(survey),
            due_on=survey.closes_on,
            since=survey.opens_on,
            responsible=(invitation.person_id or 0,),
            url=reverse("surveys:mine", args=[survey.pk]),
        )
