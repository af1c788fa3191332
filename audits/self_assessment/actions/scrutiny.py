"""The panel's work: taking a return up, judging answers beside the agency's own, sending back, finishing."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audits.self_assessment import notifications
from audits.self_assessment.enums import IN_SCRUTINY, ReturnStatus
from audits.self_assessment.models import Answer, AssessmentReturn, Judgement
from audits.self_assessment.permissions import can_judge
from audits.self_assessment.scales import point_of
from board.permissions import require
from lscb.core import activity, threads
from lscb.core.exceptions import Refused
from lscb.core.models import User


@transaction.atomic
def take_up(item: AssessmentReturn, *, by: User) -> AssessmentReturn:
    item = for_the_panel(item, by=by)
    _move(item, ReturnStatus.SCRUTINY, "assessment.taken_up", by=by)
    return item


@transaction.atomic
def judge(answer: Answer, value: str, *, why: str, by: User) -> Judgement:
    """Say what the panel makes of an answer, and why. What the agency said stays beside it."""
    item = for_the_panel(answer.assessment, by=by)
    if item.status not in IN_SCRUTINY:
        raise Refused("Only a return that was handed in and is not yet moderated can be judged.")
    if not point_of(answer.question.scale, value):
        raise Refused("Choose one of the answers.")
    if not why.strip():
        raise Refused("Say why: the agency reads it.")
    begin_scrutiny(item, by=by)
    judgement = Judgement.objects.create(
        answer=answer, value=value, why=why.strip(), judged_at=timezone.now(), judged_by=by
    )
    activity.record("assessment.judged", item, by=by, changes={answer.question.code: (answer.value, value)})
    return judgement


@transaction.atomic
def send_back(item: AssessmentReturn, *, because: str, by: User, today: date) -> AssessmentReturn:
    """Open it again, with the reason. What was submitted stays readable."""
    item = for_the_panel(item, by=by)
    if not because.strip():
        raise Refused("Say why it is sent back.")
    item.sent_back_because = because.strip()
    item.save(update_fields=["sent_back_because"])
    event = _move(item, ReturnStatus.SENT_BACK, "assessment.sent_back", by=by)
    notifications.tell_of_sending_back(item, event, today=today)
    return item


@transaction.atomic
def finish(item: AssessmentReturn, *, by: User, today: date) -> AssessmentReturn:
    """Moderation is done: where the panel said nothing, the agency's own word stands."""
    item = for_the_panel(item, by=by)
    event = _move(item, ReturnStatus.MODERATED, "assessment.moderated", by=by)
    for conversation in item.conversations.filter(is_internal=False, thread__closed_at=None).select_related("thread"):
        threads.close_thread(conversation.thread, by=by)
    notifications.tell_of_moderation(item, event, today=today)
    return item


@transaction.atomic
def close_return(item: AssessmentReturn, *, by: User) -> AssessmentReturn:
    item = for_the_panel(item, by=by)
    _move(item, ReturnStatus.CLOSED, "assessment.closed", by=by)
    return item


def begin_scrutiny(item: AssessmentReturn, *, by: User) -> None:
    """The panel's first word on a locked return takes it up."""
    if item.status == ReturnStatus.SUBMITTED:
        _move(item, ReturnStatus.SCRUTINY, "assessment.taken_up", by=by)


def for_the_panel(item: AssessmentReturn, *, by: User) -> AssessmentReturn:
    """Locked, for who may judge it."""
    item = AssessmentReturn.objects.lock(item.pk)
    require(can_judge(by, item.campaign))
    return item


def _move(item: AssessmentReturn, target: ReturnStatus, verb: str, *, by: User) -> int:
    before = item.status
    item.move_to(target)
    item.save(update_fields=["status"])
    return activity.record(verb, item, by=by, changes={"status": (before, target.value)}).pk
