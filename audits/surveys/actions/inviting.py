"""Links of their own for people without an account, and reminders for those who have not used theirs."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from audits.surveys import notifications
from audits.surveys.enums import SurveyStatus
from audits.surveys.models import Survey, SurveyInvitation
from audits.surveys.permissions import can_keep_surveys
from board.permissions import require
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

# Days before a survey closes on which whoever has not answered is written to again.
RUNGS = (7, 2)


@transaction.atomic
def invite(survey: Survey, addresses: Iterable[str], *, by: User) -> int:
    """Each address once, whoever asks again. How many were new."""
    require(can_keep_surveys(by))
    survey = Survey.objects.lock(survey.pk)
    if not survey.is_open:
        raise Refused("Open the survey first: a link that cannot be used yet is thrown away.")
    if survey.is_of_members:
        raise Refused("Members are invited by themselves when the survey opens.")
    there = {address.casefold() for address in survey.invitations.values_list("address", flat=True)}
    new = {address.casefold(): address for address in addresses if address.casefold() not in there}
    made = SurveyInvitation.objects.bulk_create(
        (SurveyInvitation(survey=survey, address=address) for address in new.values()), batch_size=1_000
    )
    notifications.ask_by_link(survey, made)
    if made:
        activity.record("survey.invited", survey, by=by, changes={"invited": (None, str(len(made)))})
    return len(made)


def remind(*, today: date) -> None:
    """Whoever has an unused link and did not ask for quiet, once a rung. Members are reminded as of any deadline."""
    for survey in Survey.objects.filter(status=SurveyStatus.OPEN, opens_on__lte=today, closes_on__gte=today):
        left = (survey.closes_on - today).days
        due = [rung for rung in RUNGS if left <= rung]
        if due:
            waiting = SurveyInvitation.objects.waited_for().filter(survey=survey).exclude(address="")
            notifications.remind_by_link(survey, list(waiting), rung=min(due))
