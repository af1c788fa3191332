"""An agency's own statement, or another tool's result, taken instead of a return: with its file and a reason."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from audits.self_assessment import notifications
from audits.self_assessment.enums import InsteadKind, ReturnStatus
from audits.self_assessment.models import AcceptedInstead, AssessmentReturn
from audits.self_assessment.permissions import can_run_campaigns
from board.permissions import require
from lscb.core import activity, uploads
from lscb.core.exceptions import Refused
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Instead:
    """What was given, looked through, and why it is enough."""

    kind: InsteadKind
    title: str
    file: uploads.Checked
    because: str


@transaction.atomic
def accept_instead(item: AssessmentReturn, instead: Instead, *, by: User, today: date) -> AcceptedInstead:
    """Nothing more is asked of the agency: its reminders stop. What it wrote so far stays its own."""
    require(can_run_campaigns(by))
    item = AssessmentReturn.objects.lock(item.pk)
    if item.campaign.is_closed:
        raise Refused(f"{item.campaign} was closed, so nothing more is taken.")
    if not instead.because.strip():
        raise Refused("Say why it is enough.")
    before = item.status
    item.move_to(ReturnStatus.ACCEPTED)
    item.save(update_fields=["status"])
    accepted = AcceptedInstead.objects.create(
        assessment=item,
        kind=instead.kind,
        title=instead.title,
        file=uploads.keep(instead.file, by=by),
        because=instead.because.strip(),
        accepted_at=timezone.now(),
        accepted_by=by,
    )
    changes = {"status": (before, item.status), "title": ("", accepted.title), "because": ("", accepted.because)}
    event = activity.record("assessment.accepted_instead", item, by=by, changes=changes)
    notifications.tell_of_accepting(accepted, event.pk, today=today)
    return accepted


@transaction.atomic
def ask_after_all(item: AssessmentReturn, *, by: User, today: date) -> AssessmentReturn:
    """What was accepted instead stands no longer; the return is open again with all that was in it."""
    require(can_run_campaigns(by))
    item = AssessmentReturn.objects.lock(item.pk)
    if item.status != ReturnStatus.ACCEPTED:
        raise Refused("Nothing was accepted instead of this return.")
    item.move_to(ReturnStatus.OPEN)
    item.save(update_fields=["status"])
    AcceptedInstead.objects.standing().filter(assessment=item).update(ended_at=timezone.now(), ended_by=by)
    event = activity.record(
        "assessment.asked_after_all", item, by=by, changes={"status": (ReturnStatus.ACCEPTED.value, item.status)}
    )
    notifications.tell_of_asking_after_all(item, event.pk, today=today)
    return item
