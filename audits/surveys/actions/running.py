"""A survey opened, closed, and its written answers looked through."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from audits.surveys import notifications
from audits.surveys.enums import SurveyStatus
from audits.surveys.models import Remark, Response, Survey, SurveyInvitation, random_key
from audits.surveys.permissions import can_keep_surveys
from board.enums import Role
from board.models import RoleAppointment
from board.permissions import require
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User


@transaction.atomic
def open_survey(survey: Survey, *, by: User, today: date) -> Survey:
    """From now on its questions stand. Members are invited at once, all of them."""
    require(can_keep_surveys(by))
    survey = Survey.objects.lock(survey.pk)
    if not survey.questions.exists():
        raise Refused("This survey asks nothing yet.")
    if survey.closes_on < today:
        raise Refused("The day on which it closes is past. Change that day first.")
    survey.move_to(SurveyStatus.OPEN)
    survey.opened_at, survey.opened_by = timezone.now(), by
    survey.save(update_fields=["status", "opened_at", "opened_by"])
    activity.record("survey.opened", survey, by=by, changes={"closes_on": (None, survey.closes_on)})
    if survey.is_of_members:
        held = RoleAppointment.objects.current(today=today).filter(role=Role.BOARD_MEMBER, person__is_active=True)
        people = User.objects.filter(pk__in=held.values("person")).order_by("name")
        invitations = SurveyInvitation.objects.bulk_create(
            SurveyInvitation(survey=survey, person=one) for one in people
        )
        notifications.ask_members(survey, invitations)
    return survey


def close(survey: Survey, *, by: User, today: date) -> Survey:
    require(can_keep_surveys(by))
    return _close(survey.pk, by=by, today=today)


def close_past_their_day(*, today: date) -> None:
    for pk in Survey.objects.past_their_day(today=today).values_list("pk", flat=True):
        _close(pk, by=None, today=today)


@transaction.atomic
def _close(pk: int, *, by: User | None, today: date) -> Survey:
    """Nothing more is taken, who was asked is forgotten, and what was answered is written anew in another order."""
    survey = Survey.objects.lock(pk)
    if survey.is_closed:
        return survey
    survey.move_to(SurveyStatus.CLOSED)
    survey.closed_on = today
    survey.invited_count = survey.invitations.count()
    survey.save(update_fields=["status", "closed_on", "invited_count"])
    survey.invitations.all().delete()
    _stir(survey)
    activity.record("survey.closed", survey, by=by)
    return survey


def _stir(survey: Survey) -> None:
    """New keys, in the order of the keys, in one transaction: a database keeps by itself which row came when, and with
    what else it was written. None of that is left."""
    responses, remarks = list(survey.responses.all()), list(Remark.objects.filter(question__survey=survey))
    survey.responses.all().delete()
    Remark.objects.filter(question__survey=survey).delete()
    for one in (*responses, *remarks):
        one.pk = random_key()
    Response.objects.bulk_create(sorted(responses, key=lambda one: one.pk), batch_size=500)
    Remark.objects.bulk_create(sorted(remarks, key=lambda one: one.pk), batch_size=500)


@transaction.atomic
def show_remarks(survey: Survey, chosen: Collection[int], *, by: User) -> int:
    """Others may read these and no others. How many."""
    require(can_keep_surveys(by))
    survey = Survey.objects.lock(survey.pk)
    if not survey.is_closed:
        raise Refused("Written answers are read once the survey is closed.")
    remarks = Remark.objects.filter(question__survey=survey)
    remarks.exclude(pk__in=chosen).update(is_shown=False)
    count = remarks.filter(pk__in=chosen).update(is_shown=True)
    activity.record("survey.remarks_shown", survey, by=by)
    return count
